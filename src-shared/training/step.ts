/** One optimiser step as a function of tensors. */
import type { Groups, Tensors } from '../compute/index.ts';
import { refusedPull } from '../losses/index.ts';
import { rowsOf } from '../operations.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tf } from '../tf.ts';
import { forward } from './head-layers.ts';
import { clipFactor } from './optimiser.ts';
import type { PreparedRun } from './prepared-run.ts';
import { entriesUnder, prefixed } from './tensor-names.ts';

/** What a step depends on beside the run, whose settings are constants. */
export interface StepInputs extends Groups {
  /** What is trained: `head/…` and `loss/…`. */
  parameters: Tensors;
  /** What else changes, see `Session`. */
  state: Tensors;
  /** All samples' features, standardised: [samples, 256]. */
  samples: { features: Tensor2D };
  /**
   * `labels` of the samples, int32 [N], and their `indices`, with those of K hard pairs behind, int32 [N + 3 K]; `dropout` and
   * `draw/…` if there are any.
   */
  batch: Tensors & { indices: Tensor1D; labels: Tensor1D };
  /** Scalars, see `Optimiser.factors`. */
  factors: Tensors;
}

export interface StepOutputs extends Groups {
  parameters: Tensors;
  /** What has changed of the state. */
  state: Tensors;
  results: { value: Scalar };
}

/**
 * One optimiser step. It reads no numbers and asks for no time or chance, so that the same operations on the same
 * shapes are another step. Inputs that it replaces may be freed before it returns.
 */
export function stepOf(tf: Tf, run: PreparedRun): (inputs: StepInputs) => StepOutputs {
  const { optimiser } = run;
  const { clip, averageDecay } = run.spec.optimiser;
  return (inputs) => {
    const { gradients, value, state } = tf.tidy(() => gradientsOf(tf, run, inputs));
    const factor = clip === null ? null : clipFactor(tf, Object.values(gradients), clip);
    const parameters: Tensors = {};
    // One parameter after the other, each freed at once: two copies of all weights would double the memory.
    for (const [name, old] of Object.entries(inputs.parameters)) {
      // Fixed class centres.
      const raw = gradients[name];
      if (raw === undefined) continue;
      const slotNames = optimiser.slots.map((slot) => `slot/${slot}/${name}`);
      const slots = slotNames.map((slot) => inputs.state[slot]!);
      const average = inputs.state[`average/${name}`];
      const [parameter, ...rest] = tf.tidy((): Tensor[] => {
        const gradient = factor === null ? raw : tf.mul(raw, factor);
        const result = optimiser.update(tf, { value: old, gradient, slots, factors: inputs.factors });
        const averaged =
          average === undefined
            ? []
            : [tf.add(tf.mul(average, averageDecay!), tf.mul(result.value, 1 - averageDecay!))];
        return [result.value, ...result.slots, ...averaged];
      });
      tf.dispose([old, raw, slots, average ?? []]);
      parameters[name] = parameter!;
      for (const slot of slotNames) state[slot] = rest.shift()!;
      if (average !== undefined) state[`average/${name}`] = rest.shift()!;
    }
    factor?.dispose();
    return { parameters, state, results: { value } };
  };
}

/** The loss and its gradients by all parameters, with what changes besides them. Call within `tf.tidy`. */
function gradientsOf(
  tf: Tf,
  { loss, values, spec }: PreparedRun,
  { parameters, state, samples, batch }: StepInputs,
): { gradients: Tensors; value: Scalar; state: Tensors } {
  const { indices, labels, dropout } = batch;
  const features = rowsOf(tf, samples.features, indices);
  const mode = { isTraining: true, dropout: (dropout as Tensor2D | undefined) ?? null };
  const pass = forward(tf, entriesUnder(parameters, 'head/'), entriesUnder(state, 'head/'), features, mode);
  const own = labels.shape[0];
  const isPaired = indices.shape[0] > own;
  const of = (start: number) => tf.slice(pass.embeddings, [start, 0], [start === 0 ? own : -1, -1]);
  const shown = {
    embeddings: isPaired ? of(0) : pass.embeddings,
    labels,
    trainables: entriesUnder(parameters, 'loss/'),
    state: entriesUnder(state, 'loss/'),
    draws: entriesUnder(batch, 'draw/'),
  };
  // Frees the matrices over all classes before the way back through the head.
  const result = tf.tidy(() => {
    const { value, embeddings, trainables, state } = loss.evaluate(tf, shown, values);
    if (spec.centres === 'spread') delete trainables.centres;
    const batch = { embeddings: shown.embeddings, gradient: embeddings };
    const all = isPaired ? [embeddings, refusedPull(tf, batch, of(own), spec.refusals)] : [];
    return { value, embeddings: isPaired ? tf.concat(all) : embeddings, trainables, state };
  });
  return {
    gradients: {
      ...prefixed('head/', pass.backward(result.embeddings)),
      ...prefixed('loss/', result.trainables),
    },
    value: result.value,
    state: {
      epochLoss: tf.add(state.epochLoss!, tf.mul(result.value, own)),
      ...prefixed('loss/', result.state),
      ...prefixed('head/', pass.running),
    },
  };
}
