import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  composeLoss,
  findLoss,
  hasCentres,
  isCosineLoss,
  type Loss,
  losses,
  regularisers,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { degenerateSine } from '../../src-shared/losses/parts/angles.ts';
import { openBackend } from '../backends.ts';
import {
  angleBetween,
  type Case,
  cases,
  cosine,
  dot,
  evaluate,
  gentleValues,
  hostileCases,
  isDistinct,
  subjects,
} from '../helpers/loss-cases.ts';

const { tf } = await openBackend('cpu');

/** Losses whose value changes with the length of an embedding. */
const usesLength = new Set([
  'softmax',
  'center_loss',
  'modified_softmax',
  'sphereface',
  'uniformface',
  'magface',
  // Its margin follows the length.
  'adaface',
]);
/** Losses whose published gradient is not that of the value: they weight it by numbers they take as constants. */
const isDetached = new Set(['circle_class', 'circle_pair']);

describe.each(subjects)('%s', (_, loss) => {
  test.skipIf(isDetached.has(loss.id))('gradients agree with central differences', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases.filter(isDistinct), fc.nat(), (sample, pick) => {
        const { dX, dW, value } = evaluate(tf, loss, sample);
        for (const key of ['x', 'w'] as const) {
          const gradients = key === 'x' ? dX : dW;
          if (gradients === null) continue;
          const rows = sample[key];
          const [i, j] = [pick % rows.length, pick % rows[0]!.length];
          const moved = (by: number) =>
            evaluate(tf, loss, {
              ...sample,
              [key]: rows.map((row, r) => (r === i ? row.map((v, c) => (c === j ? v + by : v)) : row)),
            }).value;
          const step = 5e-3;
          const [before, after] = [(value - moved(-step)) / step, (moved(step) - value) / step];
          const slope = (before + after) / 2;
          const slopeOfHalf = (moved(step / 2) - moved(-step / 2)) / step;
          // At a kink or a jump of the value the differences to both sides disagree, and mean nothing.
          if (Math.abs(before - after) > 0.1 + 0.1 * Math.abs(slope)) continue;
          compared++;
          const gradient = gradients[i]![j]!;
          // What curvature and float32 rounding leave. Where the second derivative jumps, as SphereFace's does at each
          // multiple of pi / m, a difference is off by as much as half a step takes away, twice over.
          const off = 2 * Math.abs(slope - slopeOfHalf);
          expect(Math.abs(slope - gradient)).toBeLessThan(0.05 + 0.03 * Math.abs(gradient) + off);
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  test('the order of samples does not matter to the value, nor that of classes', () => {
    fc.assert(
      fc.property(cases, ({ x, w, labels }) => {
        // Random margins go by the order of samples unless there is one for all.
        const values = { ...gentleValues(loss), ...('deviation' in loss.parameters && { deviation: 0 }) };
        const { value } = evaluate(tf, loss, { x, w, labels }, values);
        const turned = evaluate(tf, loss, { x: x.toReversed(), w, labels: labels.toReversed() }, values);
        const renamed = evaluate(
          tf,
          loss,
          { x, w: w.toReversed(), labels: labels.map((y) => w.length - 1 - y) },
          values,
        );
        expect(turned.value).toBeCloseTo(value, 3);
        expect(renamed.value).toBeCloseTo(value, 3);
      }),
      { numRuns: 50 },
    );
  });

  test('a rotation of the whole space turns the gradients and leaves the value', () => {
    fc.assert(
      fc.property(
        cases.filter(isDistinct),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        ({ x, w, labels }, angle) => {
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const turn = ([a, b, ...rest]: number[]) => [c * a! - s * b!, s * a! + c * b!, ...rest];
          const before = evaluate(tf, loss, { x, w, labels });
          const after = evaluate(tf, loss, { x: x.map(turn), w: w.map(turn), labels });
          expect(after.value).toBeCloseTo(before.value, 3);
          // A sample on a kink may fall to its other side by rounding: most of the gradient must have turned.
          const off = before.dX.filter(
            (row, i) => Math.hypot(...turn(row).map((v, k) => v - after.dX[i]![k]!)) > 1e-2,
          );
          expect(off.length).toBeLessThan(Math.max(2, before.dX.length));
        },
      ),
      { numRuns: 50 },
    );
  });

  test.skipIf(usesLength.has(loss.id))('lengths of embeddings and centres do not change the value', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ x, w, labels }, factor) => {
        const scaled = evaluate(tf, loss, {
          x: x.map((row) => row.map((v) => v * factor)),
          w: w.map((row) => row.map((v) => v / factor)),
          labels,
        });
        expect(scaled.value).toBeCloseTo(evaluate(tf, loss, { x, w, labels }).value, 3);
      }),
      { numRuns: 50 },
    );
  });

  test('gradients are orthogonal to the vectors that are brought to length one', () => {
    fc.assert(
      fc.property(cases, ({ x, w, labels }) => {
        const { dX, dW } = evaluate(tf, loss, { x, w, labels });
        // A direction from one unit vector to another at a small angle has lost as many digits as the angle is small.
        const angles = [...x, ...w].flatMap((a, i, all) => all.slice(i + 1).map((b) => angleBetween(a, b)));
        const smallest = Math.min(1, ...angles.filter((angle) => angle > degenerateSine));
        const tolerance = Math.max(1e-4, 1e-6 / smallest);
        const pairs: [number[][], number[][]][] = [];
        if (!usesLength.has(loss.id)) pairs.push([x, dX]);
        if (dW !== null && !['softmax', 'center_loss'].includes(loss.id)) pairs.push([w, dW]);
        for (const [vectors, gradients] of pairs) {
          for (const [i, gradient] of gradients.entries()) {
            const along = Math.abs(dot(vectors[i]!, gradient)) / Math.hypot(...vectors[i]!);
            expect(along).toBeLessThan(tolerance * (1 + Math.hypot(...gradient)));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('never answers with NaN or infinity', () => {
    fc.assert(
      fc.property(hostileCases, (sample) => {
        const values = resolveParameters(loss, { ...('subcentres' in loss.parameters && { subcentres: 1 }) });
        const { value, dX, dW, state } = evaluate(tf, loss, sample, values);
        // A vector of 1e-30 has gradients beyond float32: their length is 1/|x| times the pull.
        for (const number of [...dX.flat(), ...(dW?.flat() ?? [])]) expect(number).not.toBeNaN();
        for (const number of [value, ...state]) expect(Number.isFinite(number)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('a parameter out of range or unknown is refused by name', () => {
    expect(() => resolveParameters(loss, { nonsense: 1 })).toThrow('no parameter nonsense');
    for (const [name, parameter] of Object.entries(loss.parameters)) {
      expect(() => resolveParameters(loss, { [name]: Number.NaN })).toThrow(name);
      expect(resolveParameters(loss, {})[name]).toBe(parameter.default);
      if (parameter.kind === 'number' && parameter.whole)
        expect(() => resolveParameters(loss, { [name]: parameter.min + 0.5 })).toThrow(name);
    }
  });
});

describe('every loss tells of itself', () => {
  test.each([...losses, ...regularisers].map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    expect(entry.paper.year).toBeGreaterThan(1985);
    expect(entry.paper.authors && entry.paper.title && entry.paper.venue).toBeTruthy();
    expect(entry.summary.en.length).toBeGreaterThan(60);
    expect(entry.summary.ja).toMatch(/[\u3040-\u30ff]/);
    for (const parameter of Object.values(entry.parameters)) {
      expect(parameter.description.en).toMatch(/\.$/);
      expect(parameter.description.ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
      if (parameter.kind === 'choice')
        expect(parameter.options.map(({ value }) => value)).toContain(parameter.default);
      else expect(parameter.default >= parameter.min && parameter.default <= parameter.max).toBe(true);
    }
  });
});

/**
 * Softmax on cosines: the seed statement is about these. P2SGrad has no softmax and may pull the other way, and
 * UniformFace moves the centres apart besides.
 */
const family = losses.filter(
  (loss) =>
    isCosineLoss(loss) &&
    !['sphereface2', 'circle_class', 'proxy_anchor', 'p2sgrad', 'uniformface'].includes(loss.id),
);

test('the softmax losses on cosines pull in one direction and differ only in how hard', () => {
  expect(family.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'normface',
      'modified_softmax',
      'sphereface',
      'cosface',
      'arcface',
      'combined_margin',
      'adacos',
      'sphereface_r',
      'curricularface',
      'magface',
      'adaface',
      'elasticface',
    ]),
  );
  const alone = cases.map(({ x, w, labels }): Case => ({ x: [x[0]!], w, labels: [labels[0]!] }));
  const isClear = ({ x, w, labels }: Case) =>
    // The directions are lost at 0 and 180 degrees, and ArcFace-like margins turn beyond pi - m.
    w.every((centre) => Math.abs(cosine(x[0]!, centre)) < 0.95) && cosine(x[0]!, w[labels[0]!]!) > -0.5;
  const lengths = new Map<Loss, number[]>();
  fc.assert(
    fc.property(alone.filter(isClear), (sample) => {
      for (const loss of family) {
        const { dW } = evaluate(tf, loss, sample);
        for (const [j, gradient] of dW!.entries()) {
          if (Math.hypot(...gradient) < 1e-4) continue;
          // The part of the sample orthogonal to the centre, towards the sample for the own one, away for others.
          const along = cosine(sample.x[0]!, sample.w[j]!) / Math.hypot(...sample.w[j]!);
          const size = Math.hypot(...sample.x[0]!);
          const direction = sample.x[0]!.map((v, k) => v / size - along * sample.w[j]![k]!);
          const sign = j === sample.labels[0] ? -1 : 1;
          const agreement = sign * cosine(gradient, direction);
          // CurricularFace's c (t + c) turns round if a hard class has a negative cosine.
          const turns = loss.id === 'curricularface' && j !== sample.labels[0];
          expect(turns ? Math.abs(agreement) : agreement).toBeGreaterThan(0.999);
          lengths.set(loss, [...(lengths.get(loss) ?? []), Math.hypot(...gradient)]);
        }
      }
    }),
    { numRuns: 60 },
  );
  // And they do differ in length.
  const means = family.map((loss) => {
    const values = lengths.get(loss) ?? [];
    return values.reduce((sum, length) => sum + length, 0) / values.length;
  });
  expect(new Set(means.map((mean) => mean.toFixed(3))).size).toBeGreaterThan(6);
});

test('an unknown loss is refused with the list of those there are', () => {
  expect(() => findLoss('arcfase')).toThrow('There is no loss arcfase.');
});

test('UniformFace takes MHE as a second regulariser: values and gradients add up', () => {
  fc.assert(
    fc.property(cases.filter(isDistinct), (sample) => {
      const numbersOf = (id: string, regulariser: string | null) => {
        const loss = composeLoss(id, regulariser);
        const { value, dX, dW } = evaluate(tf, loss, sample, resolveParameters(loss, {}));
        return [value, ...dX.flat(), ...dW!.flat()];
      };
      const plain = numbersOf('sphereface', null);
      const [uniform, mhe] = [numbersOf('uniformface', null), numbersOf('sphereface', 'mhe')];
      for (const [i, number] of numbersOf('uniformface', 'mhe').entries()) {
        const expected = uniform[i]! + mhe[i]! - plain[i]!;
        expect(Math.abs(number - expected)).toBeLessThan(
          1e-4 * (1 + Math.abs(plain[i]!) + Math.abs(expected)),
        );
      }
    }),
    { numRuns: 20 },
  );
});

test('a regulariser is refused if there are no class centres, or if the loss contains it', () => {
  expect(() => composeLoss('triplet', 'uniform')).toThrow('no class centres');
  expect(() => composeLoss('uniformface', 'uniform')).toThrow('already');
  for (const loss of losses.filter((candidate) => hasCentres(candidate))) {
    for (const { id } of regularisers.filter(({ id }) => loss.id !== 'uniformface' || id !== 'uniform'))
      expect(composeLoss(loss.id, id).parameters).toHaveProperty(`${id}Weight`);
  }
});
