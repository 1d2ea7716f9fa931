import { rowsOf } from '../operations.ts';
import type { Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { oneHotOf } from './parts/angles.ts';
import type { Loss } from './parts/loss.ts';
import { labelSmoothing, numberOf, numberParameter } from './parts/parameters.ts';
import { linearSoftmax } from './softmax.ts';

/** The parameter alpha of the update of `movedCentres`. */
export const centreRate = numberParameter(
  { en: 'Centre rate alpha', ja: '中心の更新率 α' },
  { default: 0.5, min: 0, max: 1, step: 0.1 },
  {
    en: 'How far the centres follow the embeddings of a batch.',
    ja: '中心がバッチの埋め込みにどれだけ追従するかです。',
  },
);

/**
 * Center Loss: softmax, and each embedding is drawn to the running mean of its class.
 * L = L_softmax + lambda mean ½|x - c_y|², eq. 5 of the paper with means for its sums, which keeps their ratio.
 * The centres c are no weights: they follow the embeddings by eq. 4. Evaluated with the centres as they were,
 * which then move.
 */
export const centerLoss: Loss = {
  id: 'center_loss',
  title: 'Center Loss',
  paper: {
    authors: 'Wen, Zhang, Li, Qiao',
    year: 2016,
    title: 'A Discriminative Feature Learning Approach for Deep Face Recognition',
    venue: 'ECCV 2016',
  },
  summary: {
    en: 'Softmax keeps the classes apart. A running mean of each class is added, to which every embedding of the class is drawn. The larger lambda, the tighter the classes.',
    ja: 'ソフトマックスでクラスを分けながら、クラスごとの移動平均を保ち、埋め込みを自分の平均へ引き寄せます。λ が大きいほどクラスが締まります。',
  },
  parameters: {
    lambda: numberParameter(
      { en: 'Weight lambda', ja: '重み λ' },
      { default: 0.003, min: 0, max: 10, step: 0.001 },
      {
        en: 'Weight of the pull to the class means that is added to the softmax.',
        ja: 'ソフトマックスに対する、平均へ引く力の重みです。',
      },
    ),
    alpha: centreRate,
    labelSmoothing,
  },
  trainables: (classes, dim) => ({ centres: { shape: [classes, dim] }, bias: { shape: [classes] } }),
  state: (classes, dim) => ({ means: { shape: [classes, dim] } }),
  evaluate(tf, batch, values) {
    const { embeddings, labels } = batch;
    const lambda = numberOf(values, 'lambda');
    const softmax = linearSoftmax(tf, batch, numberOf(values, 'labelSmoothing'));
    const means = batch.state.means as Tensor2D;
    const offsets = tf.sub(embeddings, rowsOf(tf, means, labels));
    const distances = tf.mul(tf.sum(tf.square(offsets), 1), lambda / 2);
    const perSample = tf.add(softmax.perSample, distances) as Tensor1D;
    return {
      value: tf.mean(perSample),
      terms: () => ({ values: perSample }),
      embeddings: tf.add(softmax.embeddings, tf.mul(offsets, lambda / embeddings.shape[0])) as Tensor2D,
      trainables: softmax.trainables,
      cosines: null,
      state: { means: movedCentres(tf, embeddings, labels, means, numberOf(values, 'alpha')) },
    };
  },
};

/**
 * The mini-batch update of class centres, eq. 4: c_j - alpha Σ_i (c_j - x_i)/(1 + n_j) over the n_j samples of
 * class j; a class that the batch lacks stays.
 */
export function movedCentres(
  tf: Tf,
  embeddings: Tensor2D,
  labels: Tensor1D,
  centres: Tensor2D,
  alpha: number,
): Tensor2D {
  const members = tf.transpose(oneHotOf(tf, labels, centres.shape[0]));
  const counts = tf.sum(members, 1, true);
  const offsets = tf.sub(tf.mul(centres, counts), tf.matMul(members, embeddings));
  return tf.sub(centres, tf.mul(tf.div(offsets, tf.add(counts, 1)), alpha)) as Tensor2D;
}
