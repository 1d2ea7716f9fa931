import { describe, expect, test } from 'vitest';
import {
  checkLosses,
  composeLoss,
  findLoss,
  findRegulariser,
  gradientLengths,
  isCosineLoss,
  losses,
  resolveParameters,
  tolerance,
} from '../../../src-shared/losses/index.ts';
import { backendIds, openBackend } from '../../backends.ts';
import { golden, goldenCurves, goldenSequences } from '../../helpers/golden.ts';

const registry = { compose: composeLoss, findRegulariser };
/** Our own aim if float32 should come near to all its digits. */
const aim = 2e-5;
/** The bias of SphereFace2 starts where its gradient is 0: what is left of two sums that cancel has fewer digits. */
const cancels = new Set(['sphereface2/r4x3x5/349']);

test('every loss of the registry has a case in the file', () => {
  const tested = new Set(golden.cases.map(({ loss_name }) => loss_name.replace(/^adacos_.*/, 'adacos')));
  expect(losses.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

describe.each(backendIds)('on %s', async (backend) => {
  const { tf } = await openBackend(backend, { threads: 2 });

  test.each(golden.cases)('$id agrees with the reference', async (golden_) => {
    const file = { ...golden, cases: [golden_] };
    for await (const { errors, isWellConditioned } of checkLosses(tf, file, registry)) {
      const limit = isWellConditioned && !cancels.has(golden_.id) ? aim : tolerance;
      expect(Object.keys(errors)).toContain('value');
      for (const [quantity, error] of Object.entries(errors)) expect(error, quantity).toBeLessThan(limit);
    }
  });

  test('a wrong reference value is found, whichever quantity it is in', async () => {
    const original = golden.cases.find(({ id }) => id === 'center_loss/r4x3x5/161')!;
    const changes = {
      value: { loss: original.loss * 1.001 },
      perSample: { perSample: [...original.perSample!.slice(0, -1), 9] },
      features: { dX: original.dX!.map((row, i) => (i === 2 ? row.map((value) => value! * 1.01) : row)) },
      centres: { dW: undefined },
      state: { updated: { centers: original.dX! } },
    };
    for (const [quantity, change] of Object.entries(changes)) {
      for await (const { errors } of checkLosses(
        tf,
        { ...golden, cases: [{ ...original, ...change }] },
        registry,
      )) {
        const wrong = Object.entries(errors).filter(([, error]) => !(error < tolerance));
        expect(wrong.map(([name]) => name)).toEqual([quantity]);
      }
    }
  });

  test.each(goldenCurves)(
    '$loss_name $params with $C classes has the reference gradient lengths',
    (curve) => {
      const { id, parameters } = curve.ours;
      const loss = findLoss(id);
      if (!isCosineLoss(loss)) throw new Error(`${id} sees no cosines`);
      const lengths = gradientLengths(tf, loss, resolveParameters(loss, parameters), {
        angles: curve.thetaDeg.map((degrees) => (degrees * Math.PI) / 180),
        classes: curve.C,
        otherAngle: Math.PI / 2,
        norm: 1,
      });
      const scale = Math.max(...curve.fOwn.map((value) => value ?? 0));
      for (const [i, expected] of curve.fOwn.entries()) {
        if (expected !== null)
          expect(Math.abs(lengths.own[i]! - expected)).toBeLessThan(
            tolerance * Math.max(expected, scale * 1e-3),
          );
        const other = curve.other(i);
        expect(Math.abs(lengths.other[i]! - other)).toBeLessThan(tolerance * Math.max(other, 1e-6));
      }
    },
  );

  test('Center Loss moves its centres through six batches as the reference does', () => {
    const { alpha, initial, steps } = goldenSequences.centers;
    const loss = findLoss('center_loss');
    const values = resolveParameters(loss, { alpha });
    let means = initial;
    for (const { X, y, centersAfter } of steps) {
      means = tf.tidy(() => {
        const { state } = loss.evaluate(
          tf,
          {
            embeddings: tf.tensor2d(X),
            labels: tf.tensor1d(y, 'int32'),
            trainables: { centres: tf.zerosLike(tf.tensor2d(means)), bias: tf.zeros([means.length]) },
            state: { means: tf.tensor2d(means) },
            draws: {},
          },
          values,
        );
        return state.means!.arraySync() as number[][];
      });
      for (const [j, row] of means.entries()) {
        for (const [k, value] of row.entries()) expect(value).toBeCloseTo(centersAfter[j]![k]!, 5);
      }
    }
  });

  test('AdaCos sets its scale through six batches as the reference does', () => {
    const { W, sInitial, steps } = goldenSequences.adacos;
    const loss = findLoss('adacos');
    let scale = sInitial;
    for (const { X, y, sAfter } of steps) {
      scale = tf.tidy(() => {
        const { state } = loss.evaluate(
          tf,
          {
            embeddings: tf.tensor2d(X),
            labels: tf.tensor1d(y, 'int32'),
            trainables: { centres: tf.tensor2d(W) },
            state: { scale: tf.scalar(scale) },
            draws: {},
          },
          resolveParameters(loss, {}),
        );
        return state.scale!.dataSync()[0]!;
      });
      expect(Math.abs(scale - sAfter) / sAfter).toBeLessThan(1e-5);
    }
  });

  test.each([
    ['paper', goldenSequences.sphereLambda.caffe],
    ['clcarwin', goldenSequences.sphereLambda.clcarwin],
  ] as const)('SphereFace anneals lambda as %s does', (annealing, lambdas) => {
    const loss = findLoss('sphereface');
    const input = golden.inputs.r4x3x5!;
    const valueAt = (parameters: Record<string, number | string>, steps: number) =>
      tf.tidy(
        () =>
          loss
            .evaluate(
              tf,
              {
                embeddings: tf.tensor2d(input.X),
                labels: tf.tensor1d(input.y, 'int32'),
                trainables: { centres: tf.tensor2d(input.W) },
                state: { steps: tf.scalar(steps) },
                draws: {},
              },
              resolveParameters(loss, parameters),
            )
            .value.dataSync()[0]!,
      );
    for (const [i, iteration] of goldenSequences.sphereLambda.iteration.entries()) {
      // Iterations are counted from 1: the batch after `iteration - 1` of them.
      const annealed = valueAt({ annealing }, iteration - 1);
      expect(annealed).toBeCloseTo(valueAt({ annealing: 'fixed', lambda: lambdas[i]! }, 0), 5);
    }
  });
});
