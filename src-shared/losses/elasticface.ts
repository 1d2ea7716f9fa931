/** ElasticFace: random margins. */
import type { Random } from '../random.ts';
import type { Tensor, Tensor2D, Tf } from '../tf.ts';
import { arcLogit } from './parts/arc.ts';
import { cosineLoss } from './parts/cosine-loss.ts';
import { cosineSoftmax, type Logit } from './parts/cosine-softmax.ts';
import type { ParameterValues } from './parts/loss.ts';
import {
  labelSmoothing,
  numberOf,
  numberParameter,
  scaleParameter,
  yesNoParameter,
} from './parts/parameters.ts';

/**
 * ElasticFace: each sample's margin is drawn for each batch from a normal distribution, eq. 4 and 5 of the
 * paper; `arc` adds it to the angle, `cos` takes it off the cosine. With `sorted` (ElasticFace+) the samples
 * furthest from their centre get the largest margins drawn.
 */
export const elasticface = cosineLoss({
  id: 'elasticface',
  title: 'ElasticFace',
  paper: {
    authors: 'Boutros, Damer, Kirchbuchner, Kuijper',
    year: 2022,
    title: 'ElasticFace: Elastic Margin Loss for Deep Face Recognition',
    venue: 'CVPR Workshops 2022',
  },
  summary: {
    en: 'One margin does not fit all classes. So the margin of every sample is drawn at random around a mean, and classes may take more or less room.',
    ja: '一つのマージンがすべてのクラスに合うとは限りません。サンプルごとに平均の周りから無作為に選び、クラスが広くも狭くもなれるようにします。',
  },
  canSampleClasses: true,
  parameters: {
    scale: scaleParameter(64),
    variant: {
      kind: 'choice',
      title: { en: 'Margin in', ja: 'マージンの種類' },
      default: 'arc',
      description: { en: 'What the margin acts on.', ja: 'マージンの効かせ方です。' },
      options: [
        {
          value: 'arc',
          title: { en: 'angle', ja: '角度' },
          description: { en: 'The angle, as in ArcFace.', ja: 'ArcFace のように角度に。' },
        },
        {
          value: 'cos',
          title: { en: 'cosine', ja: '余弦' },
          description: { en: 'The cosine, as in CosFace.', ja: 'CosFace のように余弦に。' },
        },
      ],
    },
    margin: numberParameter(
      { en: 'Mean margin m', ja: '平均マージン m' },
      { default: 0.5, min: 0, max: 1.5, step: 0.05 },
      {
        en: 'Mean of the margins drawn; 0.5 for arc and 0.35 for cos in the paper.',
        ja: '選ばれるマージンの平均。論文では arc が 0.5、cos が 0.35 です。',
      },
    ),
    deviation: numberParameter(
      { en: 'Deviation', ja: '標準偏差' },
      { default: 0.05, min: 0, max: 0.5, step: 0.01 },
      { en: 'Standard deviation of the margins drawn.', ja: '選ばれるマージンの標準偏差です。' },
    ),
    sorted: yesNoParameter(
      { en: 'Sorted', ja: '並べ替え' },
      false,
      { en: 'ElasticFace+.', ja: 'ElasticFace+ です。' },
      { en: 'Harder samples get larger margins.', ja: '難しいサンプルほど大きいマージンにします。' },
      { en: 'Margins stay in the order in which they are drawn.', ja: '選ばれた順に割り当てます。' },
    ),
    labelSmoothing,
  },
  draws: (count, values, random) => ({ margins: drawMargins(count, values, random) }),
  onAngles(tf, angles, values, { draws }) {
    const { target } = angles;
    const drawn = tf.expandDims(draws.margins!, 1);
    const margins = values.sorted === 'yes' ? byHardness(tf, target.cosine, draws.margins!) : drawn;
    const logit: Logit =
      values.variant === 'arc'
        ? arcLogit(tf, target, margins, 'none')
        : { phi: tf.sub(target.cosine, margins) as Tensor2D, slope: tf.onesLike(target.cosine) };
    return cosineSoftmax(tf, angles, {
      target: { phi: logit.phi, slope: logit.slope },
      scale: numberOf(values, 'scale'),
      smoothing: numberOf(values, 'labelSmoothing'),
    });
  },
});

/** Largest first if they are to be sorted. */
function drawMargins(count: number, values: ParameterValues, random: Random): Float32Array {
  const [mean, deviation] = [numberOf(values, 'margin'), numberOf(values, 'deviation')];
  const margins = Float32Array.from({ length: count }, () => mean + deviation * random.normal());
  return values.sorted === 'yes' ? margins.sort().reverse() : margins;
}

/** Margins, largest first, given out by rank: the smallest cosine gets the largest. @returns [N, 1] */
function byHardness(tf: Tf, cosine: Tensor2D, margins: Tensor): Tensor {
  const count = cosine.shape[0];
  const order = tf.range(0, count);
  const row = tf.transpose(cosine);
  const isBefore = tf.logicalOr(
    tf.less(row, cosine),
    tf.logicalAnd(tf.equal(row, cosine), tf.less(order, tf.expandDims(order, 1))),
  );
  const rank = tf.cast(tf.sum(tf.cast(isBefore, 'float32'), 1), 'int32');
  return tf.expandDims(tf.gather(margins, rank), 1);
}
