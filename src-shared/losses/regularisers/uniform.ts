/** Uniform Loss, a regulariser. */
import { rowsOf } from '../../operations.ts';
import type { Scalar, Tensor2D, Tf } from '../../tf.ts';
import { centreRate, movedCentres } from '../center-loss.ts';
import { normalise, oneHotOf, orthogonal } from '../parts/angles.ts';
import type { InitialTensor } from '../parts/loss.ts';
import { numberOf, numberParameter } from '../parts/parameters.ts';
import { pairEnergy, type Regulariser } from './regulariser.ts';

/**
 * Uniform Loss: class centres repel each other like equal charges. The force lambda/d² with d = |c_a - c_b| + 1
 * has the energy lambda/d, averaged over the pairs of centres: eq. 10 of the paper.
 *
 * The paper does not say how it acts on the centres: `uniformCentres` offers four readings.
 */
export const uniform: Regulariser = {
  id: 'uniform',
  title: 'Uniform Loss',
  paper: {
    authors: 'Duan, Lu, Zhou',
    year: 2019,
    title: 'UniformFace: Learning Deep Equidistributed Representation for Face Recognition',
    venue: 'CVPR 2019',
  },
  summary: {
    en: 'Class centres repel each other like equal charges on the sphere, so that they spread as evenly as possible.',
    ja: 'クラス中心どうしが同じ電荷のように反発し、球面にできるだけ均等に広がります。',
  },
  parameters: {
    uniformWeight: numberParameter(
      { en: 'Uniform weight lambda', ja: 'Uniform の重み λ' },
      { default: 1, min: 0, max: 1000, step: 0.1 },
      { en: 'Weight of the repulsion that is added to the loss.', ja: '損失に対する反発の重みです。' },
    ),
    uniformCentres: {
      kind: 'choice',
      title: { en: 'Centres that repel', ja: '反発する中心' },
      default: 'normalizedWeights',
      description: {
        en: 'What counts as the class centres; the paper does not say.',
        ja: '論文が明示していない、クラス中心の解釈です。',
      },
      options: [
        {
          value: 'normalizedWeights',
          title: { en: 'unit class weights', ja: '単位長の重み' },
          description: {
            en: 'The class weights on the sphere: they can only spread, not grow.',
            ja: '球面上のクラスの重み。広がるだけで、伸びません。',
          },
        },
        {
          value: 'weights',
          title: { en: 'class weights', ja: '重みそのもの' },
          description: {
            en: 'The class weights as they are, as in a public port.',
            ja: '公開実装と同じく、重みそのものです。',
          },
        },
        {
          value: 'separate',
          title: { en: 'running means', ja: '移動平均' },
          description: {
            en: 'Running means of the classes, as in Center Loss: the energy is only reported.',
            ja: 'Center Loss のように追従する平均。エネルギーは表示のみです。',
          },
        },
        {
          value: 'throughUpdate',
          title: { en: 'running means with gradient', ja: '移動平均（勾配あり）' },
          description: {
            en: 'Running means after this batch: the energy reaches the embeddings that move them.',
            ja: 'このバッチで動いた後の平均。動かした埋め込みへ勾配が届きます。',
          },
        },
      ],
    },
    uniformAlpha: centreRate,
  },
  state(classes, dim, values): Record<string, InitialTensor> {
    return isRunning(values.uniformCentres) ? { uniformMeans: { shape: [classes, dim] } } : {};
  },
  evaluate(tf, { embeddings, labels, trainables, state }, values) {
    const weight = numberOf(values, 'uniformWeight');
    const mode = values.uniformCentres;
    const centres = trainables.centres as Tensor2D;
    if (mode === 'weights') {
      const { value, gradient } = uniformEnergy(tf, centres, weight);
      return { value, centres: gradient };
    }
    if (!isRunning(mode)) {
      const unit = normalise(tf, centres);
      const { value, gradient } = uniformEnergy(tf, unit.unit, weight);
      return { value, centres: orthogonal(tf, unit, gradient) };
    }
    const alpha = numberOf(values, 'uniformAlpha');
    const means = state.uniformMeans as Tensor2D;
    const moved = movedCentres(tf, embeddings, labels, means, alpha);
    if (mode === 'separate') {
      return { value: uniformEnergy(tf, means, weight).value, state: { uniformMeans: moved } };
    }
    const { value, gradient } = uniformEnergy(tf, moved, weight);
    // dc'_y/dx = alpha/(1 + n_y)
    const counts = tf.sum(oneHotOf(tf, labels, means.shape[0]), 0);
    const shares = tf.gather(tf.div(alpha, tf.add(counts, 1)), labels);
    const reached = tf.mul(rowsOf(tf, gradient, labels), tf.expandDims(shares, 1)) as Tensor2D;
    return { value, embeddings: reached, state: { uniformMeans: moved } };
  },
};

const isRunning = (mode: unknown) => mode === 'separate' || mode === 'throughUpdate';

/** weight/(M (M - 1)) Σ 1/(|c_a - c_b| + 1) and its gradient by the centres [M, D]; 0 for a single one. */
function uniformEnergy(tf: Tf, centres: Tensor2D, weight: number): { value: Scalar; gradient: Tensor2D } {
  const count = centres.shape[0];
  const share = count > 1 ? weight / (count * (count - 1)) : 0;
  const { sum, gradient } = pairEnergy(tf, centres, 0, (squares) => {
    const distances = tf.sqrt(tf.relu(squares));
    const value = tf.div(1, tf.add(distances, 1));
    // Nothing is divided by the zero of coinciding points; their pull is left out by the caller.
    const safe = tf.maximum(distances, 1e-12);
    return { value, pull: tf.neg(tf.div(tf.square(value), safe)) };
  });
  return { value: tf.mul(sum, share) as Scalar, gradient: tf.mul(gradient, share) as Tensor2D };
}
