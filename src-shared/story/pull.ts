/**
 * Figure 5: the mean angle of the faces to their own class centre over the steps of training, losses side by side. All
 * are trained equally long, until the angle of each has settled: P2SGrad's takes longest, and read too early it is the
 * largest instead of one of the smallest.
 */
import { trainSpec } from '../contract/index.ts';
import { findLoss } from '../losses/index.ts';
import type { Text } from '../text.ts';
import type { Tf } from '../tf.ts';
import { embed, splitOfRun, type TrainData, watch } from '../training/index.ts';
import { type Claim, sampledClaim } from './claim.ts';
import { meanOwnAngle } from './directions.ts';
import { faceData } from './faces.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';

export interface PullSettings {
  loss: string;
  parameters: Readonly<Record<string, number>>;
  epochs: number;
  learningRate: number;
}

export interface PullPoint {
  step: number;
  steps: number;
  /** Mean angle of the faces that are trained on to their own learned centre, degrees. */
  angle: number;
  /** The same of the faces that were kept out. */
  heldOut: number;
}

/** The losses that stand beside each other: each with the scale of its paper, and with one for few classes. */
export const pullRuns: readonly Pick<PullSettings, 'loss' | 'parameters'>[] = [
  { loss: 'normface', parameters: { scale: 64 } },
  { loss: 'normface', parameters: { scale: 16 } },
  { loss: 'cosface', parameters: { scale: 64, margin: 0.35 } },
  { loss: 'arcface', parameters: { scale: 64, margin: 0.5 } },
  { loss: 'arcface', parameters: { scale: 16, margin: 0.5 } },
  { loss: 'p2sgrad', parameters: {} },
];

/**
 * Trains, and measures the angles.
 * @param every steps between two points.
 */
export async function* pullOverSteps(
  tf: Tf,
  data: TrainData,
  { loss, parameters, epochs, learningRate }: PullSettings,
  seed: number,
  every = 5,
): AsyncGenerator<PullPoint, PullPoint[], undefined> {
  const spec = trainSpec.parse({
    loss,
    parameters,
    head: { dim: 64, init: 'random' },
    optimiser: { learningRate, weightDecay: 0 },
    schedule: { kind: 'constant' },
    epochs,
    seed,
  });
  const split = splitOfRun(spec, data.photos, data.labels);
  const points: PullPoint[] = [];
  for await (const { step, steps, head } of watch(tf, spec, data, every)) {
    const { shape, values } = head.centres!;
    const dim = shape[1]!;
    const centres = Array.from({ length: shape[0]! }, (_, i) => values.subarray(i * dim, (i + 1) * dim));
    const angleOf = (samples: readonly number[]) => {
      const rows = embed(
        head,
        samples.map((i) => data.features[i]!),
      );
      return meanOwnAngle(
        rows,
        samples.map((i) => data.labels[i]!),
        centres,
      );
    };
    const point = { step, steps, angle: angleOf(split.train), heldOut: angleOf(split.validation) };
    points.push(point);
    yield point;
  }
  return points;
}

export const pullDefaults = { epochs: 150, learningRate: 0.003 };

/** A curve has settled when its angle changes by less than `change` degrees over the last `epochs`. */
const settled = { epochs: 10, change: 0.5 };

export const pull: StoryFigure = {
  number: 5,
  title: { en: 'Mean angle to the class centre', ja: '自分の中心との平均角度' },
  source: findLoss('p2sgrad').paper,
  async *check({ tf, faces }, seeds) {
    const data = faceData(await faces(), Number.POSITIVE_INFINITY);
    const runs = seeds.flatMap((seed) => pullRuns.map((run) => ({ ...run, ...pullDefaults, seed })));
    const curves = yield* oneAfterAnother(
      // Only the first seed's curves are shown; of the others the last epochs are enough.
      runs.map((run) => () => pullOverSteps(tf, data, run, run.seed, run.seed === seeds[0] ? 5 : 50)),
    );
    const perSeed = seeds.map((_, i) => curves.slice(i * pullRuns.length, (i + 1) * pullRuns.length));
    return {
      data: {
        people: data.people.length,
        faces: data.features.length,
        ...pullDefaults,
        curves: pullRuns.map((run, i) => ({ ...run, points: curves[i]! })),
      },
      claims: claimsOn(seeds, perSeed),
    };
  },
};

/** @param perSeed for each seed the curves of `pullRuns`. */
function claimsOn(seeds: readonly number[], perSeed: readonly PullPoint[][][]): Claim[] {
  const p2sgrad = pullRuns.length - 1;
  const lessThan = (loss: string, scale: number, of: 'angle' | 'heldOut') => {
    const other = pullRuns.findIndex((run) => run.loss === loss && run.parameters.scale === scale);
    return perSeed.map((curves) => curves[p2sgrad]!.at(-1)![of] - curves[other]!.at(-1)![of]);
  };
  const claim = (text: Text, quantity: Text, relation: 'below' | 'above', bound: number, values: number[]) =>
    sampledClaim({ text, quantity, unit: '°', expected: { relation, bound } }, seeds, values);
  const angle = {
    en: 'mean angle to the class centre at the end, P2SGrad minus',
    ja: '自分の中心との最後の平均角度、P2SGrad から引く',
  };
  return [
    claim(
      {
        en: 'Every curve has settled before it is read.',
        ja: 'どの曲線も、値を読む前に落ち着いています。',
      },
      {
        en: `change of the mean angle of training faces over the last ${settled.epochs} of ${pullDefaults.epochs} epochs, the largest of the losses`,
        ja: `${pullDefaults.epochs} エポックのうち最後の ${settled.epochs} エポックでの学習用の顔の平均角度の変化、損失のうち最大のもの`,
      },
      'below',
      settled.change,
      perSeed.map((curves) => Math.max(...curves.map(lastChange))),
    ),
    claim(
      {
        en: "P2SGrad's mean angle ends no higher than ArcFace's with a badly chosen scale, on the faces that are trained on.",
        ja: '学習用の顔では、P2SGrad の平均角度は、スケールを悪く選んだ ArcFace より高く終わりません。',
      },
      { en: `${angle.en} ArcFace with s = 64`, ja: `${angle.ja}相手は ArcFace（s = 64）` },
      'below',
      0,
      lessThan('arcface', 64, 'angle'),
    ),
    claim(
      {
        en: "P2SGrad's mean angle ends below that of a softmax on cosines with such a scale, on the faces that are trained on.",
        ja: '学習用の顔では、P2SGrad の平均角度は、同じスケールの余弦ソフトマックスより低く終わります。',
      },
      { en: `${angle.en} NormFace with s = 64`, ja: `${angle.ja}相手は NormFace（s = 64）` },
      'below',
      0,
      lessThan('normface', 64, 'angle'),
    ),
    claim(
      {
        en: 'With a scale that suits so few classes ArcFace ends lower still, on the faces that are trained on.',
        ja: '少ないクラス数に合うスケールなら、学習用の顔では ArcFace がさらに低く終わります。',
      },
      { en: `${angle.en} ArcFace with s = 16`, ja: `${angle.ja}相手は ArcFace（s = 16）` },
      'above',
      0,
      lessThan('arcface', 16, 'angle'),
    ),
    claim(
      {
        en: "Held-out faces do not follow: their angle to the learned centres ends above ArcFace's.",
        ja: '学習に使わない顔はそうならず、学習した中心との角度は ArcFace より大きく終わります。',
      },
      {
        en: `the same for held-out faces, P2SGrad minus ArcFace with s = 64`,
        ja: '学習に使わない顔の同じ角度、P2SGrad から ArcFace（s = 64）を引いた差',
      },
      'above',
      0,
      lessThan('arcface', 64, 'heldOut'),
    ),
  ];
}

/** How far the angle moved over the last epochs of `settled`, degrees. */
function lastChange(points: readonly PullPoint[]): number {
  const { angle, steps } = points.at(-1)!;
  const since = steps * (1 - settled.epochs / pullDefaults.epochs);
  return Math.abs(angle - points.findLast(({ step }) => step <= since)!.angle);
}
