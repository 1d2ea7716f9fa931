import { rowsOf } from '../operations.ts';
import type { Tensor1D, Tensor2D } from '../tf.ts';
import { cosinesOf, normalise, oneHotOf, targetAngleOf, toVectors } from './parts/angles.ts';
import { arcLogit, arcModes } from './parts/arc.ts';
import { finish } from './parts/cosine-loss.ts';
import { cosineSoftmax } from './parts/cosine-softmax.ts';
import type { Loss } from './parts/loss.ts';
import {
  angularMargin,
  labelSmoothing,
  numberOf,
  numberParameter,
  scaleParameter,
} from './parts/parameters.ts';

/**
 * Sub-center ArcFace: K sub-centres a class, of which the nearest stands for it: c_ij = max_k, eq. 4 of the paper;
 * ArcFace on that. Only the nearest sub-centre is pulled. Rows of `subCentres`: class · K + k.
 */
export const subcenterArcface: Loss = {
  id: 'subcenter_arcface',
  title: 'Sub-center ArcFace',
  paper: {
    authors: 'Deng, Guo, Liu, Gong, Zafeiriou',
    year: 2020,
    title: 'Sub-center ArcFace: Boosting Face Recognition by Large-Scale Noisy Web Faces',
    venue: 'ECCV 2020',
  },
  summary: {
    en: 'Each person has several centres, and a photo has to be near only one of them. So wrongly labelled or unusual photos gather at a separate centre and do no harm.',
    ja: '一人に複数の中心を持たせ、写真はそのどれか一つに近ければよいとします。ラベル違いや変わった写真は別の中心に集まり、害になりません。',
  },
  parameters: {
    scale: scaleParameter(64),
    margin: angularMargin(0.5),
    subcentres: numberParameter(
      { en: 'Sub-centres K', ja: '副中心の数 K' },
      { default: 3, min: 1, max: 10, step: 1, whole: true },
      { en: 'Sub-centres of each person.', ja: '一人あたりの副中心の数です。' },
    ),
    mode: arcModes,
    labelSmoothing,
  },
  trainables: (classes, dim, values) => ({
    subCentres: { shape: [classes * numberOf(values, 'subcentres'), dim] },
  }),
  evaluate(tf, { embeddings: raw, labels, trainables }, values) {
    const perClass = numberOf(values, 'subcentres');
    const embeddings = normalise(tf, raw);
    const subCentres = normalise(tf, trainables.subCentres as Tensor2D);
    const [count, rows] = [raw.shape[0], subCentres.unit.shape[0]];
    const classes = rows / perClass;
    const all = tf.reshape(cosinesOf(tf, embeddings.unit, subCentres.unit), [count, classes, perClass]);
    const cosines = tf.max(all, 2) as Tensor2D;
    const winner = tf.argMax(all, 2) as Tensor2D;
    const oneHot = oneHotOf(tf, labels, classes);
    const ownWinner = tf.sum(tf.mul(tf.cast(winner, 'float32'), oneHot), 1);
    const targetRow = tf.cast(tf.add(tf.mul(tf.cast(labels, 'float32'), perClass), ownWinner), 'int32');
    const target = targetAngleOf(tf, embeddings.unit, rowsOf(tf, subCentres.unit, targetRow as Tensor1D));
    const { phi, slope } = arcLogit(tf, target, numberOf(values, 'margin'), String(values.mode));
    const { perSample, dCosines } = cosineSoftmax(
      tf,
      { cosines, labels, copies: 1 },
      {
        target: { phi, slope },
        scale: numberOf(values, 'scale'),
        smoothing: numberOf(values, 'labelSmoothing'),
      },
    );
    const isWinner = tf.reshape(oneHotOf(tf, tf.reshape(winner, [-1]), perClass), [count, classes, perClass]);
    const spread = tf.reshape(tf.mul(isWinner, tf.expandDims(dCosines, 2)), [count, rows]) as Tensor2D;
    const pulls = toVectors(tf, embeddings, subCentres, spread);
    return finish(tf, { perSample, dCosines: spread }, embeddings, pulls.embeddings, {
      subCentres: pulls.centres,
    });
  },
};
