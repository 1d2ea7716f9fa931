/** What the two forms of Circle loss share. */
import type { Tensor, Tf } from '../../tf.ts';
import type { NumberParameter, Paper } from './loss.ts';
import { cosineMargin, scaleParameter } from './parameters.ts';

export const circlePaper: Paper = {
  authors: 'Sun, Cheng, Zhang, Zhang, Zheng, Wang, Wei',
  year: 2020,
  title: 'Circle Loss: A Unified Perspective of Pair Similarity Optimization',
  venue: 'CVPR 2020',
};

export const circleScale = (paperDefault: number): NumberParameter => ({
  ...scaleParameter(paperDefault),
  title: { en: 'Scale gamma', ja: 'スケール γ' },
});

export const circleMargin = (paperDefault: number): NumberParameter => ({
  ...cosineMargin(paperDefault),
  description: {
    en: 'Relaxation: cosines of one person should be above 1 − m, those of two people below m.',
    ja: '緩和の幅: 自分の余弦は 1 − m を超え、他は m を下回ることを目指します。',
  },
});

/**
 * The logits of similarities and their slopes, the weights taken as constants. A positive one has
 * -gamma [1 + m - s]+ (s - 1 + m), a negative one gamma [s + m]+ (s - m).
 */
export function weighted(
  tf: Tf,
  similarities: Tensor,
  kind: 'positive' | 'negative',
  gamma: number,
  margin: number,
): { logit: Tensor; slope: Tensor } {
  const isPositive = kind === 'positive';
  const distance = isPositive ? tf.sub(1 + margin, similarities) : tf.add(similarities, margin);
  const slope = tf.mul(tf.relu(distance), isPositive ? -gamma : gamma);
  return { logit: tf.mul(slope, tf.sub(similarities, isPositive ? 1 - margin : margin)), slope };
}
