import type { Tensor1D, Tensor2D } from '../tf.ts';
import { cosineLoss } from './cosine-loss.ts';

/**
 * P2SGrad: a loss that is given by its gradient, G = (cos theta_j - δ_j) dcos theta_j, eq. 10 of the paper: in the
 * softmax gradient the probability is replaced by the cosine, and the length then depends on the angle alone.
 *
 * The field is conservative: its potential ½ Σ_j (cos theta_j - δ_j)² is shown as the value.
 */
export const p2sgrad = cosineLoss({
  id: 'p2sgrad',
  title: 'P2SGrad',
  paper: {
    authors: 'Zhang, Zhao, Yan, Gao, Qiao, Wang, Li',
    year: 2019,
    title: 'P2SGrad: Refined Gradients for Optimizing Deep Face Models',
    venue: 'CVPR 2019',
  },
  summary: {
    en: 'Defined by its gradient, not by a loss: the pull to the own centre is 1 − cos(theta), whatever the number of classes, with nothing to tune. The value shown is the potential that belongs to it, half the squared distance of the cosines from one-hot.',
    ja: '損失ではなく勾配で定義されます。自分の中心へ引く力は 1 − cos θ で、クラス数によらず、調整するものもありません。表示する値はその勾配に対応するポテンシャル（余弦と one-hot の二乗距離の半分）です。',
  },
  parameters: {},
  onAngles(tf, { cosines, oneHot, copies }) {
    const difference = tf.sub(cosines, oneHot);
    const weight = copies === 1 ? 1 : tf.add(tf.mul(tf.sub(1, oneHot), copies), oneHot);
    const perSample = tf.mul(tf.sum(tf.mul(tf.square(difference), weight), 1), 0.5) as Tensor1D;
    return { perSample, dCosines: tf.div(difference, cosines.shape[0]) as Tensor2D };
  },
});
