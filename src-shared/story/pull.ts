/** Figure 5: the mean angle of the faces to their own class centre over the steps of training, losses side by side. */
import { trainSpec } from '../contract/index.ts';
import { findLoss } from '../losses/index.ts';
import type { Tf } from '../tf.ts';
import { embed, splitOfRun, type TrainData, watch } from '../training/index.ts';
import { sampledClaim } from './claim.ts';
import { meanOwnAngle } from './directions.ts';
import { faceData } from './faces.ts';
import { type Figure, inTurn } from './figure.ts';

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

/** Trains, and measures the angles every few steps. */
export async function* pullOverSteps(
  tf: Tf,
  data: TrainData,
  { loss, parameters, epochs, learningRate }: PullSettings,
  seed: number,
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
  for await (const { step, steps, head } of watch(tf, spec, data, 4)) {
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

export const pullDefaults = { epochs: 20, learningRate: 0.001 };

export const pull: Figure = {
  number: 5,
  title: { en: 'Mean angle to the own centre', ja: '自分の中心との平均角度' },
  source: findLoss('p2sgrad').paper,
  async *check({ tf, faces }, seeds) {
    const data = faceData(await faces(), Number.POSITIVE_INFINITY);
    const runs = seeds.flatMap((seed) => pullRuns.map((run) => ({ ...run, ...pullDefaults, seed })));
    const curves = yield* inTurn(runs.map((run) => () => pullOverSteps(tf, data, run, run.seed)));
    const lastOf = (run: number, seed: number) => curves[seed * pullRuns.length + run]!.at(-1)!;
    const against = (run: number) => seeds.map((_, seed) => lastOf(5, seed).angle - lastOf(run, seed).angle);
    const measured = {
      en: `mean angle of ${data.people.length} people's training faces to their own centre at the end`,
      ja: `${data.people.length} 人の学習用の顔と自分の中心との、最後の平均角度`,
    };
    return {
      data: {
        people: data.people.length,
        faces: data.features.length,
        ...pullDefaults,
        curves: pullRuns.map((run, i) => ({ ...run, points: curves[i]! })),
      },
      claims: [
        sampledClaim(
          {
            text: {
              en: "P2SGrad's mean angle ends no higher than ArcFace's with a badly chosen scale.",
              ja: 'P2SGrad の平均角度は、スケールを悪く選んだ ArcFace より高く終わりません。',
            },
            quantity: {
              en: `${measured.en}, P2SGrad minus ArcFace with s = 64`,
              ja: `${measured.ja}、P2SGrad から ArcFace（s = 64）を引いた差`,
            },
            unit: '°',
            expected: { relation: 'below', bound: 0 },
          },
          seeds,
          against(3),
        ),
        sampledClaim(
          {
            text: {
              en: "P2SGrad's mean angle ends below that of a softmax on cosines, whose scale is the paper's 64.",
              ja: 'P2SGrad の平均角度は、スケール 64 の余弦ソフトマックスより低く終わります。',
            },
            quantity: {
              en: `${measured.en}, P2SGrad minus NormFace with s = 64`,
              ja: `${measured.ja}、P2SGrad から NormFace（s = 64）を引いた差`,
            },
            unit: '°',
            expected: { relation: 'below', bound: 0 },
          },
          seeds,
          against(0),
        ),
      ],
    };
  },
};
