import { describe, expect, test } from 'vitest';
import {
  arcface,
  cosface,
  findLoss,
  gradientLengths,
  losses,
  normface,
  resolveParameters,
} from '../../src-shared/losses/index.ts';
import { backendIds, openBackend } from '../backends.ts';
import { type GoldenCase, golden, toParameters } from '../golden/golden.ts';

const ids = new Set(losses.map(({ id }) => id));
const cases = golden.cases.filter(
  ({ loss_name, params }) => ids.has(loss_name) && params.gradient === undefined,
);
const tolerance = 2e-4;

/** Largest difference relative to the largest expected value; rows where nothing is defined are left out. */
function worst(actual: number[][], expected: number[][], rows = expected.map((_, i) => i)): number {
  const scale = Math.max(1e-12, ...rows.flatMap((i) => expected[i]!.map(Math.abs)));
  return Math.max(
    0,
    ...rows.flatMap((i) => expected[i]!.map((value, j) => Math.abs(actual[i]![j]! - value) / scale)),
  );
}

/** Rows of `adversarial` whose sample lies exactly on its centre or opposite to it. */
function exactRows({ input }: GoldenCase): number[] {
  return input === 'adversarial' ? [0, 1, 2, 3, 4, 5] : [];
}

describe.each(backendIds)('on %s', async (backend) => {
  const { tf } = await openBackend(backend);

  test.each(cases)('$id agrees with the reference in value and gradients', (golden_) => {
    const input = golden.inputs[golden_.input]!;
    const loss = findLoss(golden_.loss_name);
    const result = tf.tidy(() => {
      const evaluation = loss.evaluate(
        tf,
        {
          embeddings: tf.tensor2d(input.X),
          labels: tf.tensor1d(input.y, 'int32'),
          trainables: {
            centres: tf.tensor2d(input.W),
            ...(golden_.state?.b && { bias: tf.tensor1d(golden_.state.b) }),
          },
        },
        resolveParameters(loss, toParameters(golden_.params)),
      );
      const { centres, bias } = evaluation.trainables;
      return {
        perSample: [evaluation.perSample.arraySync()],
        dX: evaluation.embeddings.arraySync(),
        dW: centres!.arraySync() as number[][],
        dB: bias?.arraySync() as number[] | undefined,
      };
    });
    const exact = exactRows(golden_);
    const rows = golden_.dX.map((_, i) => i).filter((i) => !exact.includes(i));
    expect(worst(result.perSample, [golden_.perSample])).toBeLessThan(tolerance);
    expect(worst(result.dX, golden_.dX, rows)).toBeLessThan(tolerance);
    for (const i of exact) {
      for (const [j, value] of golden_.dX[i]!.entries()) {
        const scale = Math.max(...golden_.dX.flat().map(Math.abs));
        expect(Math.abs(result.dX[i]![j]! - value) / Math.max(1, scale)).toBeLessThan(tolerance);
      }
    }
    expect(worst(result.dW, golden_.dW ?? result.dW.map((row) => row.map(() => 0)))).toBeLessThan(tolerance);
    if (golden_.dB) expect(worst([result.dB!], [golden_.dB])).toBeLessThan(tolerance);
  });

  const family = [normface, cosface, arcface];
  const curves = golden.gradientLengthCurves.filter(({ loss_name }) =>
    family.some(({ id }) => id === loss_name),
  );
  test.each(curves)('$loss_name $params with $C classes has the reference gradient lengths', (curve) => {
    const loss = family.find(({ id }) => id === curve.loss_name)!;
    const lengths = gradientLengths(tf, loss, resolveParameters(loss, toParameters(curve.params)), {
      angles: curve.thetaDeg.map((degrees) => (degrees * Math.PI) / 180),
      classes: curve.C,
      otherAngle: Math.PI / 2,
    });
    const scale = Math.max(...curve.fOwn.map((value) => value ?? 0));
    for (const [i, own] of curve.fOwn.entries()) {
      if (own !== null)
        expect(Math.abs(lengths.own[i]! - own)).toBeLessThan(tolerance * Math.max(own, scale * 1e-3));
      // The file's own fOther column has lost its digits at large angles (0 where 1 - P is 1): s (1 - P)/(C - 1).
      const other = (Number(curve.params.s) * curve.oneMinusP[i]!) / (curve.C - 1);
      expect(Math.abs(lengths.other[i]! - other)).toBeLessThan(tolerance * Math.max(other, 1e-9));
    }
  });
});
