import type { Scalar, Tensor2D, Tf } from '../../tf.ts';
import { normalise, orthogonal } from '../parts/angles.ts';
import { numberOf, numberParameter, yesNoParameter } from '../parts/parameters.ts';
import { pairEnergy, type Regulariser } from './regulariser.ts';

/**
 * Minimum Hyperspherical Energy: the mean Riesz energy |ŵ_i - ŵ_j|^-s of the class centres on the sphere, with
 * log(1/|ŵ_i - ŵ_j|) for s = 0: eq. 1 of the paper. Half-space: each centre's opposite counts, too.
 * Centres nearer than 1e-3 to each other count as that far apart: nearer, the energy would be infinite.
 */
export const mhe: Regulariser = {
  id: 'mhe',
  title: 'MHE',
  paper: {
    authors: 'Liu, Lin, Liu, Liu, Yu, Dai, Song',
    year: 2018,
    title: 'Learning towards Minimum Hyperspherical Energy',
    venue: 'NeurIPS 2018',
  },
  summary: {
    en: 'The class centres are spread by the energy of charges on a sphere, the Thomson problem in many dimensions: the nearest pairs repel hardest.',
    ja: '球面上の電荷のエネルギー（高次元のトムソン問題）でクラス中心を広げます。近い組ほど強く反発します。',
  },
  parameters: {
    mheWeight: numberParameter(
      { en: 'MHE weight', ja: 'MHE の重み' },
      { default: 1, min: 0, max: 1000, step: 0.1 },
      { en: 'Weight of the energy that is added to the loss.', ja: '損失に対するエネルギーの重みです。' },
    ),
    mhePower: numberParameter(
      { en: 'Power s', ja: '指数 s' },
      { default: 2, min: 0, max: 2, step: 1, whole: true },
      {
        en: 'A whole number: the larger, the more the nearest pairs count. 0 is the logarithm.',
        ja: '整数。大きいほど近い組が効きます。0 は対数です。',
      },
    ),
    mheHalf: yesNoParameter(
      { en: 'Half-space', ja: '半空間' },
      false,
      { en: "Whether each centre's opposite repels, too.", ja: '反対側の点も反発させるかどうかです。' },
      { en: 'Centres spread over half the sphere.', ja: '球面の半分に広がります。' },
      { en: 'Centres spread over the whole sphere.', ja: '球面全体に広がります。' },
    ),
  },
  evaluate(tf, { trainables }, values) {
    const unit = normalise(tf, trainables.centres as Tensor2D);
    const count = unit.unit.shape[0];
    const isHalf = values.mheHalf === 'yes';
    const points = (isHalf ? tf.concat([unit.unit, tf.neg(unit.unit)]) : unit.unit) as Tensor2D;
    const power = numberOf(values, 'mhePower');
    const { sum, gradient } = pairEnergy(tf, points, 1e-6, (squares) => riesz(tf, squares, power));
    const pairs = points.shape[0] * (points.shape[0] - 1);
    const share = pairs > 0 ? numberOf(values, 'mheWeight') / pairs : 0;
    const byCentre = isHalf
      ? tf.sub(tf.slice(gradient, [0, 0], [count, -1]), tf.slice(gradient, [count, 0], [count, -1]))
      : gradient;
    return {
      value: tf.mul(sum, share) as Scalar,
      centres: orthogonal(tf, unit, tf.mul(byCentre, share) as Tensor2D),
    };
  },
};

/** r^-s, and (1/r) d/dr of it. */
function riesz(tf: Tf, squares: Tensor2D, power: number) {
  const inverse = tf.div(1, tf.maximum(squares, 1e-12));
  if (power === 0) return { value: tf.mul(tf.log(inverse), 0.5), pull: tf.neg(inverse) };
  const value = power === 1 ? tf.sqrt(inverse) : inverse;
  return { value, pull: tf.mul(tf.mul(value, inverse), -power) };
}
