import type { Text } from '../text.ts';
import type { Tensor1D, Tensor2D } from '../tf.ts';
import { arcLogit, arcModes } from './parts/arc.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax } from './parts/cosine-softmax.ts';
import type { NumberParameter } from './parts/loss.ts';
import { labelSmoothing, numberOf, numberParameter, scaleParameter } from './parts/parameters.ts';

const bound = (title: Text, value: number, max: number, unit: string, description: Text): NumberParameter =>
  numberParameter(title, { default: value, min: 0, max, step: max > 2 ? 1 : 0.05, unit }, description);

/**
 * MagFace: ArcFace whose margin grows with the length of the embedding, and a term that lets good pictures grow
 * long, eq. 6 of the paper: a = |x| clamped to [lower, upper], m(a) linear between the margins,
 * + weight (a/upper² + 1/a). The gradient flows through a, and is 0 where it is clamped.
 */
export const magface = cosineLoss({
  id: 'magface',
  title: 'MagFace',
  paper: {
    authors: 'Meng, Zhao, Huang, Zhou',
    year: 2021,
    title: 'MagFace: A Universal Representation for Face Recognition and Quality Assessment',
    venue: 'CVPR 2021',
  },
  summary: {
    en: 'ArcFace in which longer embeddings have to lie nearer to their centre, and those that lie near grow longer. The length then tells the quality of a picture.',
    ja: '長い埋め込みほど中心の近くを求められ、近ければさらに伸びる ArcFace です。長さが画像の品質を表すようになります。',
  },
  canSampleClasses: true,
  parameters: {
    scale: scaleParameter(64),
    lowerNorm: bound({ en: 'Lower length', ja: '長さの下限' }, 10, 1000, '', {
      en: 'Shorter embeddings count as this long.',
      ja: 'これより短い埋め込みはこの長さとみなします。',
    }),
    upperNorm: bound({ en: 'Upper length', ja: '長さの上限' }, 110, 1000, '', {
      en: 'Longer embeddings count as this long.',
      ja: 'これより長い埋め込みはこの長さとみなします。',
    }),
    lowerMargin: bound({ en: 'Lower margin', ja: 'マージンの下限' }, 0.45, 1.5, 'rad', {
      en: 'The margin at the lower length.',
      ja: '下限の長さでのマージンです。',
    }),
    upperMargin: bound({ en: 'Upper margin', ja: 'マージンの上限' }, 0.8, 1.5, 'rad', {
      en: 'The margin at the upper length.',
      ja: '上限の長さでのマージンです。',
    }),
    lengthWeight: bound({ en: 'Weight of the length', ja: '長さの重み' }, 35, 1000, '', {
      en: 'How strongly embeddings are made longer.',
      ja: '埋め込みを伸ばす力の強さです。',
    }),
    // The authors' code has the easy margin on.
    mode: { ...arcModes, default: 'easy' },
    labelSmoothing,
  },
  usesLength: true,
  onAngles(tf, angles, values) {
    const { norms } = angles;
    const [lower, upper] = [numberOf(values, 'lowerNorm'), numberOf(values, 'upperNorm')];
    const [lowerMargin, upperMargin] = [numberOf(values, 'lowerMargin'), numberOf(values, 'upperMargin')];
    const weight = numberOf(values, 'lengthWeight');
    const slope = upper > lower ? (upperMargin - lowerMargin) / (upper - lower) : 0;
    // A length of 0 would have an infinite 1/a.
    const a = tf.clipByValue(norms, Math.max(lower, 1e-3), Math.max(upper, lower, 1e-3));
    const margins = tf.add(tf.mul(tf.sub(a, lower), slope), lowerMargin);
    const { byMargin, ...target } = arcLogit(tf, angles.target, margins, String(values.mode));
    const { perSample, dCosines, dTarget } = cosineSoftmax(tf, angles, {
      target,
      scale: numberOf(values, 'scale'),
      smoothing: numberOf(values, 'labelSmoothing'),
    });
    const upperSquare = Math.max(upper, 1e-3) ** 2;
    const lengths = tf.mul(tf.add(tf.div(a, upperSquare), tf.div(1, a)), weight);
    const count = norms.shape[0];
    const byLength = tf.mul(tf.sub(1 / upperSquare, tf.div(1, tf.square(a))), weight / count);
    const isFree = tf.cast(tf.equal(a, norms), 'float32');
    return {
      perSample: tf.add(perSample, tf.squeeze(lengths, [1])) as Tensor1D,
      dCosines,
      dNorms: tf.mul(tf.add(tf.mul(tf.mul(dTarget, byMargin()), slope), byLength), isFree) as Tensor2D,
    };
  },
});
