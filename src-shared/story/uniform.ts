/** Figure 6: class centres on the sphere in three dimensions, trained with and without Uniform Loss. */
import { type Optimum, trainSpec } from '../contract/index.ts';
import { findRegulariser } from '../losses/index.ts';
import { spreadOf } from '../sphere/index.ts';
import type { Tf } from '../tf.ts';
import { type TrainData, watch } from '../training/index.ts';
import { sampledClaim } from './claim.ts';
import { dataSets } from './faces.ts';
import { oneAfterAnother, type StoryFigure } from './figure.ts';

export interface UniformSettings {
  /** Weight lambda of Uniform Loss; 0 leaves it out. */
  weight: number;
  epochs: number;
}

export interface UniformFrame {
  step: number;
  steps: number;
  /** [C][3], learned class centres. */
  centres: Float32Array[];
  /** Between the two nearest centres, degrees. */
  smallestAngle: number;
  smallestPair: [number, number];
  optimum: Optimum;
  /** Smallest angle over the optimum's. */
  ratio: number;
}

/** Trains, and shows the centres as they go. */
export async function* uniformFrames(
  tf: Tf,
  data: TrainData,
  { weight, epochs }: UniformSettings,
  seed: number,
): AsyncGenerator<UniformFrame, UniformFrame, undefined> {
  const spec = trainSpec.parse({
    loss: 'normface',
    parameters: { scale: 16, ...(weight > 0 && { uniformWeight: weight }) },
    regulariser: weight > 0 ? 'uniform' : null,
    head: { dim: 3, init: 'random' },
    optimiser: { learningRate: 0.01, weightDecay: 0 },
    epochs,
    seed,
  });
  let lastFrame: UniformFrame;
  for await (const { step, steps, head } of watch(tf, spec, data, 5)) {
    const { shape, values } = head.centres!;
    const centres = Array.from({ length: shape[0]! }, (_, i) => values.slice(3 * i, 3 * i + 3));
    const { smallestAngle, smallestPair, optimum, ratio } = spreadOf(centres);
    lastFrame = { step, steps, centres, smallestAngle, smallestPair, optimum: optimum!, ratio: ratio! };
    yield lastFrame;
  }
  return lastFrame!;
}

const classCounts = [10, 20, 40];
/** A weight of 10 leaves twenty centres as they are: a softmax with this scale spreads those by itself. */
const weights = [0, 100];
/** As many steps for each class count. */
export const uniformEpochs = (classes: number) => Math.round(2400 / Math.max(10, classes));

export const uniformFigure: StoryFigure = {
  number: 6,
  title: { en: 'Spread with and without Uniform Loss', ja: 'Uniform Loss の有無と広がり' },
  source: findRegulariser('uniform').paper,
  async *check({ tf, faces }, seeds) {
    const all = await faces();
    const sets = dataSets(all, classCounts);
    const runs = seeds.flatMap((seed) =>
      sets.flatMap((data) => weights.map((weight) => ({ data, weight, seed }))),
    );
    const frames = yield* oneAfterAnother(
      runs.map(({ data, weight, seed }) => () => {
        const settings = { weight, epochs: uniformEpochs(data.people.length) };
        return uniformFrames(tf, data, settings, seed);
      }),
    );
    const frameOf = (seed: number, set: number, weight: number) =>
      frames[(seed * sets.length + set) * weights.length + weight]!;
    return {
      data: {
        sets: sets.map(({ people, features }, set) => ({
          classes: people.length,
          faces: features.length,
          optimum: frameOf(0, set, 0).optimum,
          runs: weights.map((weight, i) => {
            const { centres, smallestAngle, ratio } = frameOf(0, set, i);
            return { weight, smallestAngle, ratio, centres: centres.map((row) => Array.from(row)) };
          }),
        })),
      },
      claims: sets.map(({ people }, set) =>
        sampledClaim(
          {
            text: {
              en: 'Uniform Loss raises the smallest angle between class centres.',
              ja: 'Uniform Loss はクラス中心間の最小角度を広げます。',
            },
            quantity: {
              en: `smallest angle over the Tammes optimum of ${people.length} points in three dimensions: with Uniform Loss (lambda ${weights[1]}) minus without`,
              ja: `3 次元の ${people.length} 点の Tammes 最適値に対する最小角度の比：Uniform Loss（λ=${weights[1]}）ありからなしを引いた差`,
            },
            unit: '',
            expected: { relation: 'above', bound: 0 },
          },
          seeds,
          seeds.map((_, seed) => frameOf(seed, set, 1).ratio - frameOf(seed, set, 0).ratio),
        ),
      ),
    };
  },
};
