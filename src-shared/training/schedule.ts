import type { TrainSpec } from '../contract/index.ts';

/**
 * The learning rate of a step.
 * @param step number of the step over the whole run, from 1.
 * @param stepsPerEpoch steps in one pass.
 */
export function learningRateAt(spec: TrainSpec, step: number, stepsPerEpoch: number): number {
  const { kind, every, factor, warmupEpochs } = spec.schedule;
  const done = (step - 1) / stepsPerEpoch;
  const full = spec.optimiser.learningRate;
  const scheduled = {
    constant: full,
    step: full * factor ** Math.floor(done / every),
    // Half a cosine from the full rate down to nothing (Loshchilov and Hutter 2017, without restarts).
    cosine: (full * (1 + Math.cos((Math.PI * done) / spec.epochs))) / 2,
  }[kind];
  // Rises in even steps from the first on (Goyal et al. 2017, section 2.2).
  const warmupSteps = warmupEpochs * stepsPerEpoch;
  return step < warmupSteps ? (scheduled * step) / warmupSteps : scheduled;
}
