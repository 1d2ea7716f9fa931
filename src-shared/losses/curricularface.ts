import type { Scalar, Tensor2D, Tf } from '../tf.ts';
import type { Angles } from './parts/angles.ts';
import { arcLogit } from './parts/arc.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax, type Logit } from './parts/cosine-softmax.ts';
import { angularMargin, labelSmoothing, numberOf, scaleParameter } from './parts/parameters.ts';
import { isPositive } from './parts/same-on-all-backends.ts';

/** Share of a batch in the running mean of the target cosine. */
const share = 0.01;

/**
 * CurricularFace: ArcFace, in which the other classes that a sample is taken for count the more the further
 * training has come: eq. 6 to 8 of the paper. A cosine c above cos(theta_y + m) becomes c (t + c), t being a
 * running mean of the target cosines, updated before it is used.
 */
export const curricularface = cosineLoss({
  id: 'curricularface',
  title: 'CurricularFace',
  paper: {
    authors: 'Huang, Wang, Tai, Liu, Shen, Li, Li, Huang',
    year: 2020,
    title: 'CurricularFace: Adaptive Curriculum Learning Loss for Deep Face Recognition',
    venue: 'CVPR 2020',
  },
  summary: {
    en: 'ArcFace that begins with the easy samples. Other classes that are too near weigh little at first, and more as the running mean of the cosine to the right class centre grows.',
    ja: '易しいサンプルから学ぶ ArcFace です。近すぎる他クラスの重みは最初小さく、自分の余弦の移動平均が上がるにつれて大きくなります。',
  },
  canSampleClasses: true,
  parameters: { scale: scaleParameter(64), margin: angularMargin(0.5), labelSmoothing },
  state: () => ({ meanCosine: { shape: [] } }),
  onAngles(tf, angles, values, { state }) {
    const margin = numberOf(values, 'margin');
    const mean = tf.mul(tf.mean(angles.target.cosine), share);
    const meanCosine = tf.add(mean, tf.mul(state.meanCosine!, 1 - share)) as Scalar;
    const { phi, slope } = arcLogit(tf, angles.target, margin, 'linear');
    const result = cosineSoftmax(tf, angles, {
      target: { phi, slope },
      others: hardened(tf, angles, margin, meanCosine),
      scale: numberOf(values, 'scale'),
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    return { ...result, state: { meanCosine } };
  },
});

function hardened(tf: Tf, { cosines, target }: Angles, margin: number, t: Scalar): Logit {
  const bar = tf.sub(tf.mul(target.cosine, Math.cos(margin)), tf.mul(target.sine, Math.sin(margin)));
  const isHard = isPositive(tf, tf.sub(cosines, bar));
  const raised = tf.add(cosines, t);
  // c + [c (t + c) - c] and 1 + [t + 2c - 1] where it is hard.
  return {
    phi: tf.add(cosines, tf.mul(isHard, tf.mul(cosines, tf.sub(raised, 1)))) as Tensor2D,
    slope: tf.add(tf.mul(isHard, tf.sub(tf.add(raised, cosines), 1)), 1) as Tensor2D,
  };
}
