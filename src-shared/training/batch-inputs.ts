/** What a training step is shown of its batch. */
import { randomFrom } from '../random.ts';
import type { Tensor2D, Tf } from '../tf.ts';
import type { PreparedRun } from './prepared-run.ts';
import { drawPairs } from './refusals.ts';
import type { StepInputs } from './step.ts';
import { mapped, prefixed } from './tensor-names.ts';

/**
 * `indices`, with those of hard pairs behind the batch, `labels`, and if there are any `dropout` and `draw/…` of the loss. Random numbers depend on the seed and the step alone.
 * @param step the number of the step, from 1. @param batch indices of samples. @param labels of these, among the classes that the step sees.
 */
export function batchInputs(
  tf: Tf,
  run: PreparedRun,
  step: number,
  batch: readonly number[],
  labels: readonly number[],
): StepInputs['batch'] {
  const { loss, values, spec } = run;
  const draws = loss.draws?.(batch.length, values, randomFrom(spec.seed, 4, step)) ?? {};
  const indices = [...batch, ...drawPairs(run.hard, spec.seed, step)];
  const dropout = dropoutMask(tf, run, step, indices.length);
  return {
    indices: tf.tensor1d(indices, 'int32'),
    labels: tf.tensor1d([...labels], 'int32'),
    ...(dropout && { dropout }),
    ...prefixed(
      'draw/',
      mapped(draws, (numbers) => tf.tensor1d(numbers)),
    ),
  };
}

/** What the hidden layer's activations are multiplied by, [count, hidden]; null for a head without dropout. */
function dropoutMask(tf: Tf, { spec }: PreparedRun, step: number, count: number): Tensor2D | null {
  const { kind, dropout, hidden } = spec.head;
  if (kind !== 'mlp' || dropout === 0) return null;
  const random = randomFrom(spec.seed, 5, step);
  const kept = 1 / (1 - dropout);
  const mask = Float32Array.from({ length: count * hidden }, () => (random.uniform() < dropout ? 0 : kept));
  return tf.tensor2d(mask, [count, hidden]);
}
