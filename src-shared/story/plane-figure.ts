/**
 * Figure 1: features of two dimensions. What Center Loss does as lambda grows, and what a margin in angle does, is
 * measured on the digits that are trained on, which the losses act on, and on others, apart.
 */
import { findLoss } from '../losses/index.ts';
import { sampledClaim } from './claim.ts';
import { digitData } from './digits.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';
import { type PlaneEnd, type PlaneSettings, planeDefaults, planeFrames } from './plane.ts';

/** All digits of `digits.bin`, and as many epochs as bring the digits that are trained on to their classes. */
const size = { perClass: 300, epochs: 30 };
/** As in fig. 3 of the Center Loss paper, but without its 0.0001, and with softmax alone instead. */
const lambdas = [0.001, 0.01, 0.1, 1];
/** Both at one scale: modified softmax, whose scale is as long as a feature, would differ in more than the margin. */
const margins = [0, 0.3];

const checkedRuns: PlaneSettings[] = [
  { loss: 'softmax', parameters: {}, ...size },
  ...lambdas.map((lambda): PlaneSettings => ({ loss: 'center_loss', parameters: { lambda }, ...size })),
  ...margins.map((margin): PlaneSettings => ({ loss: 'arcface', parameters: { margin }, ...size })),
];

export const plane: StoryFigure = {
  number: 1,
  title: { en: 'Two-dimensional features', ja: '2 次元の特徴' },
  source: findLoss('center_loss').paper,
  async *check({ tf, digits }, seeds) {
    const data = digitData(await digits(), size.perClass);
    const runs = seeds.flatMap((seed) => checkedRuns.map((settings) => ({ settings, seed })));
    const ends = yield* oneAfterAnother(
      runs.map(
        ({ settings, seed }) =>
          () =>
            planeFrames(tf, data, settings, seed, 200),
      ),
    );
    const perSeed = seeds.map((_, i) => ends.slice(i * checkedRuns.length, (i + 1) * checkedRuns.length));
    return {
      data: {
        trainedOn: data.features.length - ends[0]!.labels.length,
        heldOut: ends[0]!.labels.length,
        runs: checkedRuns.map(({ loss, parameters }, run) => {
          const { step: _, steps: __, points, centres, ...measured } = ends[run]!;
          return {
            loss,
            parameters: { ...planeDefaults[loss], ...parameters },
            ...measured,
            points: plainRows(points),
            centres: plainRows(centres),
          };
        }),
      },
      claims: [...centerLossClaims(seeds, perSeed), ...marginClaims(seeds, perSeed)],
    };
  },
};

const plainRows = (rows: readonly Float32Array[]) => rows.map((row) => Array.from(row));

const relativeSpread = {
  en: 'relative spread (root mean square distance to the class mean, divided by that of the class means to their centre)',
  ja: '相対的な広がり（クラス平均までの二乗平均平方根距離の、クラス平均からその中心までの同距離に対する比）',
};

/** @param perSeed for each seed the ends of `checkedRuns`. */
function centerLossClaims(seeds: readonly number[], perSeed: readonly PlaneEnd[][]) {
  const spreads = perSeed.map(([softmax, ...rest]) => {
    const pulled = rest.slice(0, lambdas.length);
    return {
      trained: pulled.map(({ training }) => training.relativeSpread),
      heldOut: pulled.map((end) => end.relativeSpread),
      heldOutWithout: softmax!.relativeSpread,
    };
  });
  /** From the second lambda to the last. */
  const later = (values: readonly number[]) => values.at(-1)! / values[1]!;
  return [
    sampledClaim(
      {
        text: {
          en: 'Center Loss shrinks the spread within classes as lambda grows, on the digits that are trained on.',
          ja: 'Center Loss は λ が大きいほど、学習した数字のクラス内の広がりを縮めます。',
        },
        quantity: {
          en: `${relativeSpread.en}: the largest ratio from one lambda to the next, among ${lambdas.join(', ')}`,
          ja: `${relativeSpread.ja}：λ=${lambdas.join('、')} の隣どうしの比の最大値`,
        },
        unit: '',
        expected: { relation: 'below', bound: 1 },
      },
      seeds,
      spreads.map(({ trained }) => Math.max(...trained.slice(1).map((value, i) => value / trained[i]!))),
    ),
    sampledClaim(
      {
        text: {
          en: 'Held-out digits lie closer together with Center Loss than with softmax alone.',
          ja: '学習に使わない数字も、ソフトマックスだけのときより Center Loss でまとまります。',
        },
        quantity: {
          en: `relative spread of held-out digits, lambda ${lambdas.at(-1)} over softmax alone`,
          ja: `学習に使わない数字の相対的な広がり、λ=${lambdas.at(-1)} のソフトマックスだけに対する比`,
        },
        unit: '',
        expected: { relation: 'below', bound: 1 },
      },
      seeds,
      spreads.map(({ heldOut, heldOutWithout }) => heldOut.at(-1)! / heldOutWithout),
    ),
    sampledClaim(
      {
        text: {
          en: 'A larger lambda shrinks the spread of held-out digits less than that of the digits it is trained on, which are overfitted.',
          ja: 'λ を大きくしても、学習に使わない数字の広がりは学習した数字ほど縮みません。過学習です。',
        },
        quantity: {
          en: `ratio of the relative spreads from lambda ${lambdas[1]} to ${lambdas.at(-1)}: held-out digits minus digits trained on`,
          ja: `λ=${lambdas[1]} から ${lambdas.at(-1)} への相対的な広がりの比：学習に使わない数字から学習した数字を引いた差`,
        },
        unit: '',
        expected: { relation: 'above', bound: 0 },
      },
      seeds,
      spreads.map(({ trained, heldOut }) => later(heldOut) - later(trained)),
    ),
  ];
}

/** @param perSeed for each seed the ends of `checkedRuns`. */
function marginClaims(seeds: readonly number[], perSeed: readonly PlaneEnd[][]) {
  const gain = (angleOf: (end: PlaneEnd) => number) =>
    perSeed.map((ends) => angleOf(ends.at(-1)!) - angleOf(ends.at(-2)!));
  const [without, margin] = margins;
  const { scale } = planeDefaults.arcface;
  const claimOn = (digits: { en: string; ja: string }, values: number[]) =>
    sampledClaim(
      {
        text: {
          en: `A margin in angle draws the samples of a class together: ${digits.en}.`,
          ja: `角度のマージンはクラスのサンプルを近づけます（${digits.ja}）。`,
        },
        quantity: {
          en: `mean angle to the direction of the class mean, ArcFace with margin ${margin} minus ${without}, both with s = ${scale}`,
          ja: `自分のクラスの方向との平均角度、ArcFace のマージン ${margin} から ${without} を引いた差（どちらも s = ${scale}）`,
        },
        unit: '°',
        expected: { relation: 'below', bound: 0 },
      },
      seeds,
      values,
    );
  return [
    claimOn(
      { en: 'digits that are trained on', ja: '学習した数字' },
      gain(({ training }) => training.withinAngle),
    ),
    claimOn(
      { en: 'digits that were held out', ja: '学習に使わない数字' },
      gain(({ withinAngle }) => withinAngle),
    ),
  ];
}
