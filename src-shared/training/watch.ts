import type { Compile } from '../compute/index.ts';
import type { TrainSpec } from '../contract/index.ts';
import type { Tf } from '../tf.ts';
import type { Head } from './head.ts';
import { headFrom } from './head-from.ts';
import { prepareRun, type TrainData } from './prepared-run.ts';
import type { StoredTensor } from './safetensors.ts';
import { batchesOf, stepsPerEpoch } from './sampler.ts';
import { learningRateAt } from './schedule.ts';
import { Session } from './session.ts';
import { entriesUnder } from './tensor-names.ts';

/** A run between two of its steps. */
export interface Moment {
  /** Optimiser steps done, and of how many. */
  step: number;
  steps: number;
  /** As it would be if training ended here. */
  head: Head;
  /** What the loss remembers, by the names of `Loss.state`; empty before it remembers anything. */
  state: Record<string, StoredTensor>;
}

/**
 * Trains like `train`, on the same batches to the same weights, and shows the head itself as it goes: before the first
 * step, after each `every` steps, and after the last. Measures nothing. To stop early, ask for no more of the generator.
 *
 * @param compile what the backend can do to take steps faster; without it kernels run one by one.
 * @throws TammesError 'too-few-people', 'diverged', or 'bad-input' for the loss or its parameters.
 */
export async function* watch(
  tf: Tf,
  spec: TrainSpec,
  data: TrainData,
  every: number,
  compile?: Compile,
): AsyncGenerator<Moment, void, undefined> {
  const run = prepareRun(spec, data);
  const { train: samples } = run.split;
  const session = await Session.open(tf, run, data.features, null, compile);
  const perEpoch = stepsPerEpoch(run.sampler, samples.length);
  const steps = spec.epochs * perEpoch;
  const moment = async (step: number): Promise<Moment> => {
    await session.lastLoss();
    const { parameters, state } = await session.snapshot();
    const { hiddenMean, hiddenVariance } = entriesUnder(state, 'head/');
    const running = hiddenMean && { 'head/hiddenMean': hiddenMean, 'head/hiddenVariance': hiddenVariance! };
    return {
      step,
      steps,
      head: headFrom(run, { ...parameters, ...running }),
      state: entriesUnder(state, 'loss/'),
    };
  };
  try {
    if (spec.centres === 'spread') for await (const _ of session.spreadCentres());
    yield moment(0);
    for (let epoch = 1, step = 0; epoch <= spec.epochs; epoch++) {
      for (const batch of batchesOf(run.sampler, samples, run.labels, epoch)) {
        step++;
        session.step(batch, learningRateAt(spec, step, perEpoch));
        if (step % every === 0 || step === steps) yield moment(step);
      }
    }
  } finally {
    session.close();
  }
}
