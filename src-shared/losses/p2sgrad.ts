import type { Tensor1D, Tensor2D } from '../tf.ts';
import { withTarget } from './parts/angles.ts';
import { cosineLoss } from './parts/cosine-loss.ts';

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
    en: 'Defined by its gradient, not by a loss: the pull to the class centre is 1 − cos θ, whatever the number of classes, with nothing to tune. The value shown is the potential that belongs to it, half the squared distance of the cosines from one-hot.',
    ja: '損失ではなく勾配で定義されます。自分の中心へ引く力は 1 − cos θ で、クラス数によらず、調整するものもありません。表示する値はその勾配に対応するポテンシャル（余弦と one-hot の二乗距離の半分）です。',
  },
  parameters: {},
  onAngles(tf, angles) {
    const { cosines, target, copies } = angles;
    const count = cosines.shape[0];
    const others = withTarget(tf, cosines, angles, tf.zeros([count, 1]));
    const rest = tf.mul(tf.sum(tf.square(others), 1), copies);
    const missing = tf.sub(target.cosine, 1);
    const squares = tf.add(rest, tf.squeeze(tf.square(missing), [1]));
    return {
      perSample: tf.mul(squares, 0.5) as Tensor1D,
      dCosines: tf.div(withTarget(tf, others, angles, missing), count) as Tensor2D,
    };
  },
});
