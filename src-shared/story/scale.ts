/** Figure 4: the scale that AdaCos sets itself over the steps of training, fixed and dynamic, for several class counts. */
import { trainSpec } from '../contract/index.ts';
import { findLoss } from '../losses/index.ts';
import type { Tf } from '../tf.ts';
import { type TrainData, watch } from '../training/index.ts';
import { sampledClaim } from './claim.ts';
import { dataSets } from './faces.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';

export interface ScaleSettings {
  variant: 'fixed' | 'dynamic';
  epochs: number;
}

export interface ScalePoint {
  step: number;
  steps: number;
  /** After that step; before the first, √2 log(C - 1). */
  scale: number;
}

/** A run and its scale after every step. */
export async function* scaleOverSteps(
  tf: Tf,
  data: TrainData,
  { variant, epochs }: ScaleSettings,
  seed: number,
): AsyncGenerator<ScalePoint, ScalePoint[], undefined> {
  const spec = trainSpec.parse({
    loss: 'adacos',
    parameters: { variant },
    head: { dim: 64, init: 'random' },
    optimiser: { learningRate: 0.003 },
    epochs,
    batchSize: 32,
    seed,
  });
  const points: ScalePoint[] = [];
  for await (const { step, steps, state } of watch(tf, spec, data, 1)) {
    const point = { step, steps, scale: state.scale!.values[0]! };
    points.push(point);
    yield point;
  }
  return points;
}

const classCounts = [5, 10, 20, 40];
/** About as many steps for each class count. */
export const scaleEpochs = (classes: number) => Math.round(400 / classes);

export const scale: StoryFigure = {
  number: 4,
  title: { en: 'The scale that AdaCos sets itself', ja: 'AdaCos が自ら決めるスケール' },
  source: findLoss('adacos').paper,
  async *check({ tf, faces }, seeds) {
    const all = await faces();
    const sets = dataSets(all, classCounts);
    const runs = seeds.flatMap((seed) => sets.map((data) => ({ data, seed })));
    const curves = yield* oneAfterAnother(
      runs.map(({ data, seed }) => () => {
        const settings = { variant: 'dynamic', epochs: scaleEpochs(data.people.length) } as const;
        return scaleOverSteps(tf, data, settings, seed);
      }),
    );
    const ends = curves.map((curve) => curve.at(-1)!.scale);
    const fixed = sets.map(({ people }) => Math.SQRT2 * Math.log(people.length - 1));
    const endsOf = (seed: number) => ends.slice(seed * sets.length, (seed + 1) * sets.length);
    const [least, most] = [sets[0]!.people.length, sets.at(-1)!.people.length];
    return {
      data: {
        curves: sets.map(({ people, features }, i) => ({
          classes: people.length,
          faces: features.length,
          fixed: fixed[i]!,
          dynamic: curves[i]!.map((point) => point.scale),
        })),
      },
      claims: [
        sampledClaim(
          {
            text: {
              en: 'The dynamic scale ends below the fixed one, as the samples come near their centres.',
              ja: '動的なスケールは、サンプルが中心に近づくにつれ、固定のスケールより小さくなります。',
            },
            quantity: {
              en: `final dynamic scale divided by the fixed one, mean over ${sets.map(({ people }) => people.length).join(', ')} classes`,
              ja: `最後の動的スケールの固定スケールに対する比、クラス数 ${sets.map(({ people }) => people.length).join('・')} の平均`,
            },
            unit: '',
            expected: { relation: 'below', bound: 1 },
          },
          seeds,
          seeds.map((_, seed) => {
            const ratios = endsOf(seed).map((end, i) => end / fixed[i]!);
            return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
          }),
        ),
        sampledClaim(
          {
            text: {
              en: 'The scale grows with the number of classes.',
              ja: 'スケールはクラス数とともに大きくなります。',
            },
            quantity: {
              en: `final dynamic scale, ${most} classes minus ${least}`,
              ja: `最後の動的スケール、クラス数 ${most} と ${least} の差`,
            },
            unit: '',
            expected: { relation: 'above', bound: 0 },
          },
          seeds,
          seeds.map((_, seed) => endsOf(seed).at(-1)! - endsOf(seed)[0]!),
        ),
      ],
    };
  },
};
