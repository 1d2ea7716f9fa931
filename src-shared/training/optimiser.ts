/** SGD and Adam, one update of one parameter at a time. */
import type { Tensors } from '../compute/index.ts';
import type { TrainSpec } from '../contract/index.ts';
import { fusedKernel } from '../operations.ts';
import type { Scalar, Tensor, Tf } from '../tf.ts';

/** One parameter at one step. */
export interface Update {
  value: Tensor;
  gradient: Tensor;
  /** The optimiser's tensors for this parameter, by the names of `Optimiser.slots`. */
  slots: readonly Tensor[];
  /** Of this step, see `Optimiser.factors`. */
  factors: Tensors;
}

/** An optimiser as a function of its state, so that a checkpoint can hold all of it. */
export interface Optimiser {
  /** What it remembers of each parameter; zero at first. */
  slots: readonly string[];
  /**
   * The numbers that change from step to step; the update takes them as scalars, so that it is the same at every step.
   * @param step number of the step over the whole run, from 1.
   */
  factors(learningRate: number, step: number): Record<string, number>;
  /** Call within `tf.tidy`. */
  update(tf: Tf, update: Update): { value: Tensor; slots: Tensor[] };
}

export function optimiserFor({ kind, momentum, weightDecay }: TrainSpec['optimiser']): Optimiser {
  return kind === 'sgd' ? sgd(momentum, weightDecay) : adam(weightDecay);
}

/** What is kept of each parameter, before the first step: `slot/…` of the optimiser, and `average/…` if there is to be one. */
export function initialState(
  tf: Tf,
  { optimiser, spec }: { optimiser: Optimiser; spec: Pick<TrainSpec, 'optimiser'> },
  parameters: Tensors,
): Tensors {
  const state: Tensors = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    for (const slot of optimiser.slots) state[`slot/${slot}/${name}`] = tf.zerosLike(parameter);
    if (spec.optimiser.averageDecay !== null) state[`average/${name}`] = parameter.clone();
  }
  return state;
}

/** Matrices are decayed; biases, scales and shifts are not. */
const decays = (value: Tensor) => value.rank === 2;

/** SGD with momentum, v = μ v + g + λ w, w = w - η v: weight decay as an L2 penalty (Sutskever et al. 2013). */
function sgd(momentum: number, weightDecay: number): Optimiser {
  return {
    slots: ['velocity'],
    factors: (learningRate) => ({ learningRate }),
    update(tf, { value, gradient, slots: [velocity], factors }) {
      const pull = decays(value) && weightDecay > 0 ? tf.add(gradient, tf.mul(value, weightDecay)) : gradient;
      const next = tf.add(tf.mul(velocity!, momentum), pull);
      return { value: tf.sub(value, tf.mul(next, factors.learningRate!)), slots: [next] };
    },
  };
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Adam (Kingma and Ba 2015) with decoupled weight decay, w = w - η (m̂/(√v̂ + ε) + λ w) (Loshchilov and Hutter 2019).
 * The slots hold m/(1 - β1) and v/(1 - β2), which takes the constants out of the passes over the tensors.
 */
function adam(weightDecay: number): Optimiser {
  return {
    slots: ['first', 'second'],
    factors(learningRate, step) {
      const firstScale = (1 - beta1) / (1 - beta1 ** step);
      const secondScale = Math.sqrt((1 - beta2) / (1 - beta2 ** step));
      return {
        size: learningRate * (firstScale / secondScale),
        floor: epsilon / secondScale,
        kept: 1 - learningRate * weightDecay,
      };
    },
    update(tf, { value, gradient, slots: [first, second], factors }) {
      const size = factors.size!;
      const floor = factors.floor!;
      const kept = decays(value) && weightDecay > 0 ? factors.kept! : null;
      const inputs = { value, gradient, first: first!, second: second!, size, floor, ...(kept && { kept }) };
      const composed = (): Tensor[] => {
        const nextFirst = tf.tidy(() => tf.add(tf.mul(first!, beta1), gradient));
        const nextSecond = tf.tidy(() => tf.add(tf.mul(second!, beta2), tf.square(gradient)));
        const move = tf.div(tf.mul(nextFirst, size), tf.add(tf.sqrt(nextSecond), floor));
        return [tf.sub(kept === null ? value : tf.mul(value, kept), move), nextFirst, nextSecond];
      };
      const [next, ...slots] = fusedKernel(tf, 'TammesAdam', inputs, { beta1, beta2 }) ?? composed();
      return { value: next!, slots };
    },
  };
}

/**
 * What gradients are multiplied by so that all of them together are no longer than `limit`
 * (Pascanu, Mikolov and Bengio 2013, algorithm 1).
 */
export function clipFactor(tf: Tf, gradients: readonly Tensor[], limit: number): Scalar {
  return tf.tidy(() => {
    const length = tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))));
    return tf.minimum(tf.div(limit, tf.maximum(length, 1e-30)), 1) as Scalar;
  });
}
