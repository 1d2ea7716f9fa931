import type { EpochMetrics } from '../../src-shared/contract/index.ts';

/** What a run says of an epoch, with made-up figures. */
export const metricsOf = (epoch: number, loss = 1): EpochMetrics => ({
  epoch,
  epochs: 5,
  learningRate: 1,
  loss,
  ownAngle: 1,
  nearestOtherAngle: 1,
  ownAngles: [],
  validation: null,
  fold: null,
  openSet: null,
  remainingSeconds: 1,
});
