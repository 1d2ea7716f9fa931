/**
 * Figure 1: features of two dimensions. A small network with two outputs learns handwritten digits, and each loss lays
 * the ten classes out in the plane in its own way.
 */
import { type TrainSpec, trainSpec } from '../contract/index.ts';
import { findLoss } from '../losses/index.ts';
import type { Tf } from '../tf.ts';
import { rawEmbeddings, splitOfRun, type TrainData, watch, withRecipe } from '../training/index.ts';
import { sampledClaim } from './claim.ts';
import { digitData } from './digits.ts';
import { type ClassSpread, classSpread } from './directions.ts';
import { type Figure, inTurn } from './figure.ts';

export const planeLosses = [
  'softmax',
  'center_loss',
  'modified_softmax',
  'sphereface',
  'cosface',
  'arcface',
  'uniformface',
] as const;
export type PlaneLoss = (typeof planeLosses)[number];

export interface PlaneSettings {
  loss: PlaneLoss;
  /** Values for the loss's parameters; the rest comes from `planeDefaults`. */
  parameters: Readonly<Record<string, number>>;
  /** Digits of each class, of which a fifth is kept to measure on. */
  perClass: number;
  epochs: number;
}

/** Where a circle leaves ten classes 36 degrees each, the papers' margins for a whole sphere ask for too much. */
export const planeDefaults: Readonly<Record<PlaneLoss, Readonly<Record<string, number>>>> = {
  softmax: {},
  center_loss: { lambda: 0.1 },
  modified_softmax: {},
  sphereface: { margin: 4 },
  cosface: { scale: 16, margin: 0.1 },
  arcface: { scale: 16, margin: 0.3 },
  uniformface: { margin: 4, uniformWeight: 1 },
};

/** The features of the digits that were kept to measure on, at one step of training. */
export interface PlaneFrame extends ClassSpread {
  step: number;
  steps: number;
  /** [N][2] */
  points: Float32Array[];
  labels: number[];
  /** Learned class centres, [10][2]. */
  centres: Float32Array[];
}

/** Steps of a run between two frames. */
const every = 6;

/** Trains, and shows the plane as it goes. */
export async function* planeFrames(
  tf: Tf,
  data: TrainData,
  settings: PlaneSettings,
  seed: number,
): AsyncGenerator<PlaneFrame, PlaneFrame, undefined> {
  const spec = planeSpec(settings, seed);
  const { validation } = splitOfRun(spec, data.photos, data.labels);
  const features = validation.map((i) => data.features[i]!);
  const labels = validation.map((i) => data.labels[i]!);
  const by = settings.loss === 'softmax' || settings.loss === 'center_loss' ? 'distance' : 'angle';
  let last: PlaneFrame;
  for await (const { step, steps, head } of watch(tf, spec, data, every)) {
    const points = rawEmbeddings(head, features);
    const { shape, values } = head.centres!;
    const centres = Array.from({ length: shape[0]! }, (_, i) => values.slice(2 * i, 2 * i + 2));
    last = { step, steps, points, labels, centres, ...classSpread(points, labels, data.people.length, by) };
    yield last;
  }
  return last!;
}

function planeSpec({ loss, parameters, epochs }: PlaneSettings, seed: number): TrainSpec {
  // Margins come in slowly by default, over more steps than such a run has.
  const { parameters: recipe } = withRecipe({ loss }) as { parameters?: Record<string, number | string> };
  const own = Object.keys(findLoss(loss).parameters);
  const given = Object.entries({ ...recipe, ...planeDefaults[loss], ...parameters });
  return trainSpec.parse({
    loss,
    parameters: Object.fromEntries(given.filter(([name]) => own.includes(name))),
    head: { kind: 'mlp', dim: 2, hidden: 128 },
    optimiser: { learningRate: 0.01 },
    epochs,
    batchSize: 64,
    seed,
  });
}

const small = { perClass: 150, epochs: 20 };
const lambdas = [0.001, 0.03, 1];

/** The runs of a check, for one seed. */
const checkedRuns: PlaneSettings[] = [
  ...lambdas.map((lambda): PlaneSettings => ({ loss: 'center_loss', parameters: { lambda }, ...small })),
  { loss: 'modified_softmax', parameters: {}, ...small },
  { loss: 'arcface', parameters: {}, ...small },
];

export const plane: Figure = {
  number: 1,
  title: { en: 'Two-dimensional features', ja: '2 次元の特徴' },
  source: findLoss('center_loss').paper,
  async *check({ tf, digits }, seeds) {
    const data = digitData(await digits(), small.perClass);
    const runs = seeds.flatMap((seed) => checkedRuns.map((settings) => ({ settings, seed })));
    const frames = yield* inTurn(
      runs.map(
        ({ settings, seed }) =>
          () =>
            planeFrames(tf, data, settings, seed),
      ),
    );
    const of = (run: number) => frames.filter((_, i) => i % checkedRuns.length === run);
    const [first, second, third, plain, margined] = [of(0), of(1), of(2), of(3), of(4)];
    return {
      data: {
        digits: data.features.length,
        heldOut: frames[0]!.labels.length,
        runs: checkedRuns.map(({ loss, parameters }, run) => {
          const { points, labels, centres, withinAngle, accuracy, relativeSpread } = frames[run]!;
          const plainRows = (rows: Float32Array[]) => rows.map((row) => Array.from(row));
          return {
            loss,
            parameters: { ...planeDefaults[loss], ...parameters },
            withinAngle,
            accuracy,
            relativeSpread,
            labels,
            points: plainRows(points),
            centres: plainRows(centres),
          };
        }),
      },
      claims: [
        sampledClaim(
          {
            text: {
              en: 'Center Loss shrinks the spread within classes as lambda grows.',
              ja: 'Center Loss は λ が大きいほどクラス内の広がりを縮めます。',
            },
            quantity: {
              en: `relative spread of held-out digits about their class means: the larger of the ratios from each lambda to the next of ${lambdas.join(', ')}`,
              ja: `学習に使わない数字のクラス平均まわりの相対的な広がり：λ=${lambdas.join('、')} の隣どうしの比の大きい方`,
            },
            unit: '',
            expected: { relation: 'below', bound: 1 },
          },
          seeds,
          seeds.map((_, i) => {
            const [a, b, c] = [first[i]!, second[i]!, third[i]!].map(({ relativeSpread }) => relativeSpread);
            return Math.max(b! / a!, c! / b!);
          }),
        ),
        sampledClaim(
          {
            text: {
              en: 'A margin in angle draws the samples of a class together.',
              ja: '角度のマージンはクラスのサンプルを近づけます。',
            },
            quantity: {
              en: 'mean angle of held-out digits to the direction of their class, ArcFace minus modified softmax',
              ja: '学習に使わない数字とクラスの方向との平均角度、ArcFace から modified softmax を引いた差',
            },
            unit: '°',
            expected: { relation: 'below', bound: 0 },
          },
          seeds,
          margined.map(({ withinAngle }, i) => withinAngle - plain[i]!.withinAngle),
        ),
      ],
    };
  },
};
