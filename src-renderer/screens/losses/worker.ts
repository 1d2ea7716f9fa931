/** Computes gradient lengths beside the interface, which a slider then moves without a wait. */
import * as tf from '@tensorflow/tfjs';
import { expose } from 'comlink';
import {
  findLoss,
  type GradientLengths,
  gradientLengths,
  isCosineLoss,
} from '../../../src-shared/losses/index.ts';
import type { CurveQuestion } from './curves.ts';

// On a handful of numbers plain JavaScript is the fastest backend there is.
const ready = tf.setBackend('cpu');

const functions = {
  async lengths({ loss: id, values, question }: CurveQuestion): Promise<GradientLengths> {
    await ready;
    const loss = findLoss(id);
    if (!isCosineLoss(loss)) throw new Error(`${loss.title} is no function of angles alone.`);
    return gradientLengths(tf, loss, values, question);
  },
};

export type LengthsWorker = typeof functions;
expose(functions);
