import { randomFrom } from '../../random.ts';
import type { Tf } from '../../tf.ts';
import type { CosineLoss } from './cosine-loss.ts';
import { initialTensors, type ParameterValues } from './loss.ts';

/** Gradient lengths |dL/dcos| of one sample, by its target angle. */
export interface GradientLengths {
  /** For the own class centre. */
  own: Float32Array;
  /** For each one of the other class centres. */
  other: Float32Array;
}

export interface LengthQuestion {
  /** Target angles, radians, 0..pi; see `insideAngle`. */
  angles: readonly number[];
  /** Number of classes C, at least 2. */
  classes: number;
  /** Angle to each of the other C - 1 centres, radians. */
  otherAngle: number;
  /** Length |x| of the raw embedding, for the losses that use it. */
  norm: number;
}

/** At 0 and pi themselves an angle has no direction: the limits are taken this far inside, radians. */
const limit = 1e-4;

/** The angle at which a length is taken: angles at the ends stand for the limits there. */
export function insideAngle(angle: number): number {
  return Math.min(Math.PI - limit, Math.max(limit, angle));
}

/**
 * How long a loss's gradient is as a function of the target angle, all other centres at one angle: each angle is a
 * batch of one sample, which meets the loss in its first state.
 *
 * The full pull on a vector is this length times the sine of the angle, over the vector's norm: the
 * orthogonal part that it multiplies is not a unit vector.
 */
export function gradientLengths(
  tf: Tf,
  loss: CosineLoss,
  values: ParameterValues,
  { angles, classes, otherAngle, norm }: LengthQuestion,
): GradientLengths {
  const lengths = { own: new Float32Array(angles.length), other: new Float32Array(angles.length) };
  for (const [i, angle] of angles.map(insideAngle).entries()) {
    const gradient = tf.tidy(() => {
      const cosines = tf.tensor2d([Math.cos(angle), Math.cos(otherAngle)], [1, 2]);
      const target = {
        cosine: tf.tensor2d([Math.cos(angle)], [1, 1]),
        sine: tf.tensor2d([Math.sin(angle)], [1, 1]),
      };
      const { dCosines } = loss.onAngles(
        tf,
        {
          cosines,
          target,
          labels: tf.tensor1d([0], 'int32'),
          oneHot: () => tf.tensor2d([1, 0], [1, 2]),
          norms: tf.tensor2d([norm], [1, 1]),
          copies: classes - 1,
        },
        values,
        {
          // A dimension of one is enough: nothing is asked of the vectors.
          trainables: initialTensors(tf, loss.trainables(classes, 1, values)),
          state: initialTensors(tf, loss.state?.(classes, 1, values)),
          draws: Object.fromEntries(
            Object.entries(loss.draws?.(1, { ...values, deviation: 0 }, randomFrom(0)) ?? {}).map(
              ([name, numbers]) => [name, tf.tensor1d(numbers)],
            ),
          ),
        },
      );
      return dCosines.dataSync();
    });
    lengths.own[i] = Math.abs(gradient[0]!);
    lengths.other[i] = Math.abs(gradient[1]!);
  }
  return lengths;
}
