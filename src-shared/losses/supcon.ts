import type { Scalar, Tensor2D } from '../tf.ts';
import { pairLoss, pairsOf, shareOf, similaritiesOf } from './parts/pairs.ts';
import { numberOf, numberParameter } from './parts/parameters.ts';
import { maskedSum } from './parts/same-on-all-backends.ts';

/**
 * Supervised contrastive learning, L_out, eq. 2 of the paper: for each sample with positives,
 * the mean over its positives p of log Σ_a exp(c_ia/tau) - c_ip/tau, over all other samples a of the batch;
 * averaged over those samples.
 */
export const supcon = pairLoss({
  id: 'supcon',
  title: 'SupCon',
  paper: {
    authors: 'Khosla, Teterwak, Wang, Sarna, Tian, Isola, Maschinot, Liu, Krishnan',
    year: 2020,
    title: 'Supervised Contrastive Learning',
    venue: 'NeurIPS 2020',
  },
  summary: {
    en: 'A photo should pick those of the same person among all other photos of the batch: a softmax over the batch instead of over class centres.',
    ja: 'バッチ内の他のすべての写真から同じ人の写真を選ばせます。クラス中心ではなくバッチに対するソフトマックスです。',
  },
  parameters: {
    temperature: numberParameter(
      { en: 'Temperature', ja: '温度' },
      { default: 0.1, min: 0.005, max: 10, step: 0.01 },
      {
        en: 'The cosines are divided by it: the smaller it is, the more the nearest photos of other people count.',
        ja: '余弦を割る値。小さいほど近い他人の写真が効きます。',
      },
    ),
  },
  onPairs(tf, { embeddings, labels }, values) {
    const temperature = numberOf(values, 'temperature');
    const { similarities, back } = similaritiesOf(tf, embeddings);
    const { positive, negative } = pairsOf(tf, labels);
    const others = tf.add(positive, negative);
    const logits = tf.div(similarities, temperature);
    const { top, logSum, shares: probabilities } = maskedSum(tf, logits, others, 1);
    const counts = tf.sum(positive, 1, true);
    const isCounted = tf.cast(tf.greater(counts, 0), 'float32');
    const total = tf.sum(isCounted);
    const shares = shareOf(tf, positive, counts);
    const mean = tf.sum(tf.mul(tf.sub(logits, top), shares), 1, true);
    const perSample = tf.mul(tf.sub(logSum, mean), isCounted);
    const weights = tf.div(shareOf(tf, isCounted, total), temperature);
    const gradient = tf.mul(tf.sub(probabilities, shares), weights);
    return {
      value: shareOf(tf, tf.sum(perSample), total) as Scalar,
      terms: () => ({ values: tf.squeeze(perSample, [1]) }),
      embeddings: back(gradient as Tensor2D),
    };
  },
});
