import type { Scalar, Tensor2D } from '../tf.ts';
import { pairLoss, pairsOf, shareOf, similaritiesOf } from './pairs.ts';
import { numberOf, numberParameter } from './parameters.ts';

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
    en: 'Among all other photos of the batch a photo should pick those of the same person: a softmax over the batch instead of over class centres.',
    ja: 'バッチ内の他のすべての写真から同じ人の写真を選ばせます。クラス中心ではなくバッチに対するソフトマックスです。',
  },
  parameters: {
    temperature: numberParameter(
      { en: 'Temperature', ja: '温度' },
      { default: 0.1, min: 0.005, max: 10, step: 0.01 },
      {
        en: 'The cosines are divided by it: the smaller, the more the nearest wrong photos count.',
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
    const masked = tf.add(tf.mul(logits, others), tf.mul(tf.sub(1, others), -1e9));
    const top = tf.max(masked, 1, true);
    const powers = tf.mul(tf.exp(tf.sub(masked, top)), others);
    const sum = tf.maximum(tf.sum(powers, 1, true), 1e-30);
    const counts = tf.sum(positive, 1, true);
    const isCounted = tf.cast(tf.greater(counts, 0), 'float32');
    const total = tf.sum(isCounted);
    const shares = shareOf(tf, positive, counts);
    const mean = tf.sum(tf.mul(tf.sub(logits, top), shares), 1, true);
    const perSample = tf.mul(tf.sub(tf.log(sum), mean), isCounted);
    const weights = tf.div(shareOf(tf, isCounted, total), temperature);
    const gradient = tf.mul(tf.sub(tf.div(powers, sum), shares), weights);
    return {
      value: shareOf(tf, tf.sum(perSample), total) as Scalar,
      terms: () => ({ values: tf.squeeze(perSample, [1]) }),
      embeddings: back(gradient as Tensor2D),
    };
  },
});
