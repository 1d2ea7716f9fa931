import fc from 'fast-check';
import {
  composeLoss,
  type InitialTensor,
  type Loss,
  losses,
  type ParameterValues,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import type { Tensor, Tf } from '../../src-shared/tf.ts';

/** A small batch: embeddings, class centres and labels. */
export interface Case {
  x: number[][];
  w: number[][];
  labels: number[];
}

/** Vectors of moderate length, away from zero. */
const vector = (dim: number) =>
  fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: dim, maxLength: dim })
    .filter((v) => Math.hypot(...v) > 0.3);

export const cases = fc.integer({ min: 2, max: 5 }).chain((dim) =>
  fc.integer({ min: 3, max: 5 }).chain((classes) =>
    fc.integer({ min: 2, max: 5 }).chain((count) =>
      fc.record({
        x: fc.array(vector(dim), { minLength: count, maxLength: count }),
        w: fc.array(vector(dim), { minLength: classes, maxLength: classes }),
        labels: fc.array(fc.nat(classes - 1), { minLength: count, maxLength: count }),
      }),
    ),
  ),
);

/** Numbers that break sums, roots and quotients. */
const hostile = fc.oneof(
  fc.constantFrom(0, 1, -1, 1e-6, -1e-6, 1e4, -1e4, 1e-30),
  fc.double({ min: -10, max: 10, noNaN: true }),
);
export const hostileCases = fc.integer({ min: 1, max: 3 }).chain((dim) => {
  const rows = (maxLength: number) =>
    fc.array(fc.array(hostile, { minLength: dim, maxLength: dim }), { minLength: 1, maxLength });
  return fc
    .record({ x: rows(4), w: rows(3), seed: fc.nat() })
    .map(({ x, w, seed }): Case => ({ x, w, labels: x.map((_, i) => (seed + i) % w.length) }));
});

/** Parameters at which float32 differences mean something, and constants if the papers detach something. */
const gentle: Record<string, ParameterValues> = {
  magface: { lowerNorm: 0.01, upperNorm: 20, lengthWeight: 1, mode: 'none' },
  adaface: { share: 0 },
  adacos: { variant: 'fixed' },
  sphereface: { annealing: 'fixed', lambda: 1 },
  uniformface: { annealing: 'fixed', lambda: 1 },
  vpl: { start: 0 },
  subcenter_arcface: { subcentres: 1 },
  supcon: { temperature: 0.5 },
  triplet: { mining: 'all', reduction: 'all', soft: 'yes' },
};
/** So far off that AdaFace's k stays at its limit, whatever the lengths. */
const states: Record<string, Record<string, number>> = { adaface: { mean: -1000, deviation: 1 } };

/** Every loss by itself, and each regulariser beside one. */
export const subjects: [string, Loss][] = [
  ...losses.map((loss): [string, Loss] => [loss.id, loss]),
  ['cosface + uniform', composeLoss('cosface', 'uniform')],
  ['normface + mhe', composeLoss('normface', 'mhe')],
];

export function gentleValues(loss: Loss): ParameterValues {
  return resolveParameters(loss, {
    ...('scale' in loss.parameters && { scale: 4 }),
    ...gentle[loss.id],
  });
}

/** Value and gradients of a loss on a case, in its first state. */
export function evaluate(tf: Tf, loss: Loss, { x, w, labels }: Case, values = gentleValues(loss)) {
  const [classes, dim] = [w.length, w[0]!.length];
  const fill = (starts: Readonly<Record<string, InitialTensor>>) =>
    Object.fromEntries(
      Object.entries(starts).map(([name, start]) => [
        name,
        tf.fill(start.shape, states[loss.id]?.[name] ?? start.fill ?? 0),
      ]),
    );
  const found = tf.tidy((): Record<string, Tensor> => {
    const trainables = fill(loss.trainables(classes, dim, values));
    for (const name of ['centres', 'subCentres']) {
      if (!(name in trainables)) continue;
      const copies = trainables[name]!.shape[0]! / classes;
      trainables[name] = tf.tensor2d(w.flatMap((row) => Array.from({ length: copies }, () => row)));
    }
    const draws = loss.draws?.(x.length, values, randomFrom(7)) ?? {};
    const result = loss.evaluate(
      tf,
      {
        embeddings: tf.tensor2d(x),
        labels: tf.tensor1d(labels, 'int32'),
        trainables,
        state: fill(loss.state?.(classes, dim, values) ?? {}),
        draws: Object.fromEntries(
          Object.entries(draws).map(([name, numbers]) => [name, tf.tensor1d(numbers)]),
        ),
      },
      values,
    );
    const centres = result.trainables.centres ?? result.trainables.subCentres;
    return {
      value: result.value,
      dX: result.embeddings,
      ...(centres && { dW: centres }),
      ...Object.fromEntries(Object.entries(result.state).map(([name, tensor]) => [`state/${name}`, tensor])),
    };
  });
  const { value, dX, dW, ...state } = found;
  const numbers = {
    value: value!.dataSync()[0]!,
    dX: dX!.arraySync() as number[][],
    dW: (dW?.arraySync() ?? null) as number[][] | null,
    state: Object.values(state).flatMap((tensor) => Array.from(tensor.dataSync())),
  };
  tf.dispose(found);
  return numbers;
}

export const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
export const cosine = (a: number[], b: number[]) => dot(a, b) / Math.hypot(...a) / Math.hypot(...b);

/** From 0 to pi/2: between the lines on which two vectors lie. */
export function angleBetween(a: number[], b: number[]): number {
  const [one, other] = [a, b].map((vector) => vector.map((value) => value / Math.hypot(...vector)));
  const chord = (sign: number) => Math.hypot(...one!.map((value, i) => value + sign * other![i]!));
  return 2 * Math.asin(Math.min(1, Math.min(chord(1), chord(-1)) / 2));
}

/** No two embeddings, and no two centres, in nearly the same direction: what coincides pulls nowhere in particular. */
export function isDistinct({ x, w }: Case): boolean {
  return [x, w].every((rows) => rows.every((a, i) => rows.every((b, j) => i === j || cosine(a, b) < 0.98)));
}
