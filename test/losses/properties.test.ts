import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arcface,
  cosface,
  findLoss,
  type Loss,
  losses,
  normface,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('cpu');

interface Case {
  x: number[][];
  w: number[][];
  labels: number[];
}

/** Vectors of moderate length, away from zero. */
const vector = (dim: number) =>
  fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: dim, maxLength: dim })
    .filter((v) => Math.hypot(...v) > 0.3);
const cases = fc.integer({ min: 2, max: 5 }).chain((dim) =>
  fc.integer({ min: 2, max: 4 }).chain((classes) =>
    fc.integer({ min: 1, max: 5 }).chain((count) =>
      fc.record({
        x: fc.array(vector(dim), { minLength: count, maxLength: count }),
        w: fc.array(vector(dim), { minLength: classes, maxLength: classes }),
        labels: fc.array(fc.nat(classes - 1), { minLength: count, maxLength: count }),
      }),
    ),
  ),
);

// A small scale keeps float32 differences meaningful.
const valuesOf = (loss: Loss) => resolveParameters(loss, loss.parameters.scale ? { scale: 4 } : {});

function evaluate(loss: Loss, { x, w, labels }: Case) {
  return tf.tidy(() => {
    const { perSample, embeddings, trainables } = loss.evaluate(
      tf,
      {
        embeddings: tf.tensor2d(x),
        labels: tf.tensor1d(labels, 'int32'),
        trainables: { centres: tf.tensor2d(w), bias: tf.zeros([w.length]) },
      },
      valuesOf(loss),
    );
    const values = Array.from(perSample.dataSync());
    return {
      perSample: values,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      dX: embeddings.arraySync(),
      dW: trainables.centres!.arraySync() as number[][],
    };
  });
}

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const cosine = (a: number[], b: number[]) => dot(a, b) / Math.hypot(...a) / Math.hypot(...b);

/** ArcFace jumps where theta + m passes pi, and any direction is lost at 0 and pi: differences mean nothing there. */
const isSmooth = ({ x, w, labels }: Case) =>
  labels.every((label, i) => {
    const t = cosine(x[i]!, w[label]!);
    return Math.abs(t) < 0.97 && Math.abs(t + Math.cos(0.5)) > 0.05;
  });

const family = [normface, cosface, arcface];

describe.each(losses.map((loss) => [loss.id, loss] as const))('%s', (_, loss) => {
  test('gradients agree with central differences', () => {
    fc.assert(
      fc.property(cases.filter(isSmooth), fc.nat(), (sample, pick) => {
        const { dX, dW } = evaluate(loss, sample);
        const step = 1e-2;
        for (const key of ['x', 'w'] as const) {
          const rows = sample[key];
          const [i, j] = [pick % rows.length, pick % rows[0]!.length];
          const moved = (by: number) =>
            evaluate(loss, {
              ...sample,
              [key]: rows.map((row, r) => (r === i ? row.map((v, c) => (c === j ? v + by : v)) : row)),
            }).value;
          const difference = (moved(step) - moved(-step)) / (2 * step);
          const gradient = (key === 'x' ? dX : dW)[i]![j]!;
          // Third derivatives of short vectors and float32 rounding leave about this much.
          expect(Math.abs(difference - gradient)).toBeLessThan(0.06 + 0.03 * Math.abs(gradient));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the order of samples does not matter to the value, nor that of classes', () => {
    fc.assert(
      fc.property(cases, ({ x, w, labels }) => {
        const { value } = evaluate(loss, { x, w, labels });
        const turned = evaluate(loss, { x: x.toReversed(), w, labels: labels.toReversed() });
        const renamed = evaluate(loss, { x, w: w.toReversed(), labels: labels.map((y) => w.length - 1 - y) });
        expect(turned.value).toBeCloseTo(value, 3);
        expect(renamed.value).toBeCloseTo(value, 3);
      }),
    );
  });

  test('never answers with NaN or infinity', () => {
    const hostile = fc.oneof(
      fc.constantFrom(0, 1, -1, 1e-6, -1e-6, 1e4, -1e4, 1e-30, 1e18),
      fc.double({ min: -10, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }).chain((dim) =>
          fc.record({
            x: fc.array(fc.array(hostile, { minLength: dim, maxLength: dim }), {
              minLength: 1,
              maxLength: 4,
            }),
            w: fc.array(fc.array(hostile, { minLength: dim, maxLength: dim }), {
              minLength: 1,
              maxLength: 3,
            }),
            seed: fc.nat(),
          }),
        ),
        ({ x, w, seed }) => {
          // Plain softmax has no norm to divide by: its logits alone may leave float32.
          const small =
            loss.id === 'softmax' ? x.map((row) => row.map((v) => Math.max(-1e4, Math.min(1e4, v)))) : x;
          const bounded =
            loss.id === 'softmax' ? w.map((row) => row.map((v) => Math.max(-1e4, Math.min(1e4, v)))) : w;
          const labels = x.map((_, i) => (seed + i) % w.length);
          const { perSample, dX, dW } = evaluate(loss, { x: small, w: bounded, labels });
          for (const value of [...perSample, ...dX.flat(), ...dW.flat()])
            expect(Number.isNaN(value)).toBe(false);
          for (const value of perSample) expect(Number.isFinite(value)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a parameter out of range or unknown is refused by name', () => {
    expect(() => resolveParameters(loss, { nonsense: 1 })).toThrow('no parameter nonsense');
    for (const [name, parameter] of Object.entries(loss.parameters)) {
      expect(() => resolveParameters(loss, { [name]: Number.NaN })).toThrow(name);
      expect(resolveParameters(loss, {})[name]).toBe(parameter.default);
    }
  });
});

describe.each(family.map((loss) => [loss.id, loss] as const))('%s, on the sphere', (_, loss) => {
  test('gradients are orthogonal to the vector that they belong to', () => {
    fc.assert(
      fc.property(cases, ({ x, w, labels }) => {
        const { dX, dW } = evaluate(loss, { x, w, labels });
        for (const [vectors, gradients] of [
          [x, dX],
          [w, dW],
        ] as const) {
          for (const [i, gradient] of gradients.entries()) {
            const along = Math.abs(dot(vectors[i]!, gradient)) / Math.hypot(...vectors[i]!);
            expect(along).toBeLessThan(1e-4 * (1 + Math.hypot(...gradient)));
          }
        }
      }),
    );
  });

  test('lengths of embeddings and centres do not change the value', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ x, w, labels }, factor) => {
        const { value } = evaluate(loss, { x, w, labels });
        const scaled = evaluate(loss, {
          x: x.map((row) => row.map((v) => v * factor)),
          w: w.map((row) => row.map((v) => v / factor)),
          labels,
        });
        expect(scaled.value).toBeCloseTo(value, 3);
      }),
    );
  });

  test('a rotation of the whole space changes nothing', () => {
    fc.assert(
      fc.property(
        cases.filter(isSmooth),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        ({ x, w, labels }, angle) => {
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const turn = ([a, b, ...rest]: number[]) => [c * a! - s * b!, s * a! + c * b!, ...rest];
          const { value } = evaluate(loss, { x, w, labels });
          expect(evaluate(loss, { x: x.map(turn), w: w.map(turn), labels }).value).toBeCloseTo(value, 3);
        },
      ),
    );
  });
});

test('the cosine losses pull a sample in one direction and differ only in how hard, from the own centre and another', () => {
  const alone = cases.filter(
    ({ w, x, labels }) => w.length === 2 && x.length === 1 && isSmooth({ x, w, labels }),
  );
  fc.assert(
    fc.property(alone, (sample) => {
      // With two classes what pulls a centre is one sample: its direction is the orthogonal part of it.
      const [first, ...others] = family.map((loss) => evaluate(loss, sample).dW);
      for (const other of others) {
        for (const [j, gradient] of first!.entries()) {
          const [a, b] = [gradient, other[j]!];
          if (Math.hypot(...a) < 1e-4 || Math.hypot(...b) < 1e-4) continue;
          expect(cosine(a, b)).toBeGreaterThan(0.999);
        }
      }
    }),
  );
});

test('an unknown loss is refused with the list of those there are', () => {
  expect(() => findLoss('arcfase')).toThrow('There is no loss arcfase.');
});
