/**
 * Features of two dimensions, for figure 1: a small network with two outputs learns handwritten digits, and each loss
 * lays the ten classes out in the plane in its own way.
 */
import { type TrainSpec, trainSpec } from '../contract/index.ts';
import { findLoss } from '../losses/index.ts';
import type { Tf } from '../tf.ts';
import {
  type Head,
  rawEmbeddings,
  splitOfRun,
  type TrainData,
  watch,
  withRecipe,
} from '../training/index.ts';
import { type ClassSpread, classSpread } from './directions.ts';

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

/**
 * Where a circle leaves ten classes 36 degrees each, the papers' margins for a whole sphere ask for too much. The
 * softmaxes are as they were before labels were smoothed, which alone draws classes together.
 */
export const planeDefaults: Readonly<Record<PlaneLoss, Readonly<Record<string, number>>>> = {
  softmax: { labelSmoothing: 0 },
  center_loss: { lambda: 0.1 },
  modified_softmax: { labelSmoothing: 0 },
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

/** The last frame, and how the digits that were trained on lie then. */
export interface PlaneEnd extends PlaneFrame {
  training: ClassSpread;
}

/**
 * Trains, and shows the plane as it goes.
 * @param every steps between two frames.
 */
export async function* planeFrames(
  tf: Tf,
  data: TrainData,
  settings: PlaneSettings,
  seed: number,
  every = 12,
): AsyncGenerator<PlaneFrame, PlaneEnd, undefined> {
  const spec = planeSpec(settings, seed);
  const split = splitOfRun(spec, data.photos, data.labels);
  const by = settings.loss === 'softmax' || settings.loss === 'center_loss' ? 'distance' : 'angle';
  const spreadIn = (head: Head, samples: readonly number[]) => {
    const labels = samples.map((i) => data.labels[i]!);
    const points = rawEmbeddings(
      head,
      samples.map((i) => data.features[i]!),
    );
    return { points, labels, spread: classSpread(points, labels, data.people.length, by) };
  };
  let ended: { frame: PlaneFrame; head: Head };
  for await (const { step, steps, head } of watch(tf, spec, data, every)) {
    const { shape, values } = head.centres!;
    const centres = Array.from({ length: shape[0]! }, (_, i) => values.slice(2 * i, 2 * i + 2));
    const { spread, ...heldOut } = spreadIn(head, split.validation);
    ended = { frame: { step, steps, centres, ...heldOut, ...spread }, head };
    yield ended.frame;
  }
  return { ...ended!.frame, training: spreadIn(ended!.head, split.train).spread };
}

function planeSpec({ loss, parameters, epochs }: PlaneSettings, seed: number): TrainSpec {
  // Margins come in slowly by default, over more steps than such a run has.
  const { parameters: recipe } = withRecipe({ loss }) as { parameters?: Record<string, number | string> };
  const lossParameters = Object.keys(findLoss(loss).parameters);
  const given = Object.entries({ ...recipe, ...planeDefaults[loss], ...parameters });
  return trainSpec.parse({
    loss,
    parameters: Object.fromEntries(given.filter(([name]) => lossParameters.includes(name))),
    head: { kind: 'mlp', dim: 2, hidden: 128, init: 'random' },
    optimiser: { learningRate: 0.005 },
    epochs,
    batchSize: 64,
    seed,
  });
}
