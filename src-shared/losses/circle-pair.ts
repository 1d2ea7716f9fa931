import type { Scalar, Tensor2D } from '../tf.ts';
import { circleMargin, circlePaper, circleScale, weighted } from './parts/circle.ts';
import { pairLoss, pairsOf, shareOf, similaritiesOf } from './parts/pairs.ts';
import { numberOf } from './parts/parameters.ts';
import { maskedSum, softplus } from './parts/same-on-all-backends.ts';

/**
 * Circle loss on pairs, eq. 6 of the paper: for each sample, softplus(logsumexp of the negatives' logits +
 * logsumexp of the positives'), averaged over the samples that have both. The weights in the logits count as
 * constants.
 */
export const circlePair = pairLoss({
  id: 'circle_pair',
  title: 'Circle loss (pairs)',
  paper: circlePaper,
  summary: {
    en: 'The further a cosine is from where it should be, the harder it is pulled. Compares the photos of a batch with each other, without class centres.',
    ja: '目標から遠い余弦ほど強く引きます。クラス中心を使わず、バッチの写真どうしを比べます。',
  },
  parameters: { scale: circleScale(80), margin: circleMargin(0.4) },
  onPairs(tf, { embeddings, labels }, values) {
    const [gamma, margin] = [numberOf(values, 'scale'), numberOf(values, 'margin')];
    const { similarities, back } = similaritiesOf(tf, embeddings);
    const { positive, negative } = pairsOf(tf, labels);
    const sides = (
      [
        ['positive', positive],
        ['negative', negative],
      ] as const
    ).map(([kind, mask]) => {
      const { logit, slope } = weighted(tf, similarities, kind, gamma, margin);
      const { top, logSum, shares } = maskedSum(tf, logit, mask, 1);
      return {
        logSum: tf.add(top, logSum),
        slopes: tf.mul(shares, slope),
        // Samples without such a pair are not counted.
        isThere: tf.max(mask, 1, true),
      };
    });
    const [positives, negatives] = [sides[0]!, sides[1]!];
    const isCounted = tf.mul(positives.isThere, negatives.isThere);
    const total = tf.sum(isCounted);
    const gap = tf.add(positives.logSum, negatives.logSum);
    const perSample = tf.mul(softplus(tf, gap), isCounted);
    const pull = tf.mul(tf.sigmoid(gap), shareOf(tf, isCounted, total));
    return {
      value: shareOf(tf, tf.sum(perSample), total) as Scalar,
      terms: () => ({ values: tf.squeeze(perSample, [1]) }),
      embeddings: back(tf.mul(tf.add(positives.slopes, negatives.slopes), pull) as Tensor2D),
    };
  },
});
