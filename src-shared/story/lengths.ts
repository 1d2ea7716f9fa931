/**
 * Figure 3: how long the gradient is over the angle to the class centre. With a large scale a softmax on cosines stops
 * pulling while the samples are still far from their centres; where it stops depends on the scale and the classes.
 */
import {
  findLoss,
  gradientLengths,
  isCosineLoss,
  type ParameterValues,
  resolveParameters,
} from '../losses/index.ts';
import type { Tf } from '../tf.ts';
import { exactClaim } from './claim.ts';
import type { StoryFigure } from './figure.ts';

export interface LengthCurve {
  loss: string;
  parameters: ParameterValues;
  classes: number;
}

/** Angles to the class centre at which lengths are taken, degrees. */
export const lengthAngles = Array.from({ length: 181 }, (_, i) => i);

/** Gradient lengths for the class centre at `lengthAngles`, all other centres at 90 degrees. */
export function lengthsOf(tf: Tf, { loss: id, parameters, classes }: LengthCurve): Float32Array {
  const loss = findLoss(id);
  if (!isCosineLoss(loss)) throw new Error(`${loss.title} is no function of angles alone.`);
  const angles = lengthAngles.map((angle) => (angle * Math.PI) / 180);
  const question = { angles, classes, otherAngle: Math.PI / 2, norm: 1 };
  return gradientLengths(tf, loss, resolveParameters(loss, parameters), question).own;
}

/**
 * The angle below which a curve is under half of its height at 90 degrees and stays there, degrees, between two angles
 * by a straight line; 0 if it never falls so low.
 */
export function kneeOf(lengths: ArrayLike<number>): number {
  const half = lengths[90]! / 2;
  for (let angle = 90; angle > 0; angle--) {
    const [here, next] = [lengths[angle]!, lengths[angle - 1]!];
    if (next < half) return angle - (here - half) / (here - next);
  }
  return 0;
}

const curves: LengthCurve[] = [
  { loss: 'normface', parameters: { scale: 64 }, classes: 10 },
  { loss: 'normface', parameters: { scale: 64 }, classes: 100_000 },
  { loss: 'normface', parameters: { scale: 20 }, classes: 100_000 },
  { loss: 'cosface', parameters: { scale: 64, margin: 0.35 }, classes: 100_000 },
  { loss: 'arcface', parameters: { scale: 64, margin: 0.5 }, classes: 100_000 },
  { loss: 'p2sgrad', parameters: {}, classes: 10 },
  { loss: 'p2sgrad', parameters: {}, classes: 100_000 },
];

export const lengths: StoryFigure = {
  number: 3,
  title: { en: 'Gradient length over the angle', ja: '角度に対する勾配の長さ' },
  source: findLoss('p2sgrad').paper,
  async *check({ tf }) {
    yield { done: 0, total: 1 };
    const drawn = curves.map((curve) => ({ ...curve, lengths: Array.from(lengthsOf(tf, curve)) }));
    const knees = drawn.map((curve) => kneeOf(curve.lengths));
    const [few, many] = [drawn[5]!.lengths, drawn[6]!.lengths];
    return {
      data: { angles: lengthAngles, curves: drawn.map((curve, i) => ({ ...curve, knee: knees[i]! })) },
      claims: [
        exactClaim(
          {
            text: {
              en: 'With a large scale the gradient of a softmax on cosines vanishes early.',
              ja: 'スケールが大きいと、余弦ソフトマックスの勾配は早く消えます。',
            },
            quantity: {
              en: 'angle below which less than half of the pull is left, NormFace with 100,000 classes: s = 64 minus s = 20',
              ja: '引く力が半分を割る角度、クラス数 10 万の NormFace：s = 64 と s = 20 の差',
            },
            unit: '°',
            expected: { relation: 'above', bound: 10 },
          },
          knees[1]! - knees[2]!,
        ),
        exactClaim(
          {
            text: {
              en: "P2SGrad's gradient does not depend on the number of classes.",
              ja: 'P2SGrad の勾配はクラス数によりません。',
            },
            quantity: {
              en: 'largest difference of its length between 10 and 100,000 classes',
              ja: 'クラス数 10 と 10 万での長さの差の最大',
            },
            unit: '',
            expected: { relation: 'below', bound: 1e-5 },
          },
          Math.max(...few.map((length, i) => Math.abs(length - many[i]!))),
        ),
      ],
    };
  },
};
