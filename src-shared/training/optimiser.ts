import type { TrainSpec } from '../contract/index.ts';
import type { Tensor, Tf } from '../tf.ts';

/** Tensors by name. */
export type Tensors = Record<string, Tensor>;

/**
 * An optimiser as a function of its state, so that a checkpoint can hold all of it. The state's tensors are
 * named `<slot>/<parameter>`; a parameter without a slot starts at zero.
 */
export interface Optimiser {
  /**
   * One step. Call within `tf.tidy`.
   * @param step number of this step over the whole run, from 1.
   */
  update(
    tf: Tf,
    now: { parameters: Tensors; state: Tensors; gradients: Tensors; learningRate: number; step: number },
  ): { parameters: Tensors; state: Tensors };
}

/** The spec's optimiser. Biases are not decayed. */
export function optimiserFor({ kind, momentum, weightDecay }: TrainSpec['optimiser']): Optimiser {
  return kind === 'sgd' ? sgd(momentum, weightDecay) : adam(weightDecay);
}

const decays = (name: string) => !name.toLowerCase().endsWith('bias');

/** SGD with momentum, v = μ v + g + λ w, w = w - η v: weight decay as an L2 penalty (Sutskever et al. 2013). */
function sgd(momentum: number, weightDecay: number): Optimiser {
  return {
    update(tf, { parameters, state, gradients, learningRate }) {
      const next = { parameters: {} as Tensors, state: {} as Tensors };
      for (const [name, value] of Object.entries(parameters)) {
        const decay = decays(name) ? weightDecay : 0;
        const pull = tf.add(gradients[name]!, tf.mul(value, decay));
        const old = state[`velocity/${name}`];
        const velocity = old === undefined ? pull : tf.add(tf.mul(old, momentum), pull);
        next.state[`velocity/${name}`] = velocity;
        next.parameters[name] = tf.sub(value, tf.mul(velocity, learningRate));
      }
      return next;
    },
  };
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam (Kingma and Ba 2015) with decoupled weight decay, w = w - η (m̂/(√v̂ + ε) + λ w) (Loshchilov and Hutter 2019). */
function adam(weightDecay: number): Optimiser {
  return {
    update(tf, { parameters, state, gradients, learningRate, step }) {
      const next = { parameters: {} as Tensors, state: {} as Tensors };
      const firstUnbias = 1 - beta1 ** step;
      const secondUnbias = 1 - beta2 ** step;
      for (const [name, value] of Object.entries(parameters)) {
        const gradient = gradients[name]!;
        const first = blend(tf, state[`first/${name}`], gradient, beta1);
        const second = blend(tf, state[`second/${name}`], tf.square(gradient), beta2);
        next.state[`first/${name}`] = first;
        next.state[`second/${name}`] = second;
        const deviation = tf.add(tf.sqrt(tf.div(second, secondUnbias)), epsilon);
        const direction = tf.div(tf.div(first, firstUnbias), deviation);
        const decay = decays(name) ? weightDecay : 0;
        const move = tf.add(direction, tf.mul(value, decay));
        next.parameters[name] = tf.sub(value, tf.mul(move, learningRate));
      }
      return next;
    },
  };
}

/** Moving average that starts at zero. */
function blend(tf: Tf, old: Tensor | undefined, value: Tensor, keep: number): Tensor {
  const fresh = tf.mul(value, 1 - keep);
  return old === undefined ? fresh : tf.add(tf.mul(old, keep), fresh);
}

/** The learning rate of an epoch, from 1. */
export function learningRateAt(spec: TrainSpec, epoch: number): number {
  const { learningRate } = spec.optimiser;
  const { kind, every, factor } = spec.schedule;
  if (kind === 'constant') return learningRate;
  if (kind === 'step') return learningRate * factor ** Math.floor((epoch - 1) / every);
  // Half a cosine from the full rate down to nearly zero (Loshchilov and Hutter 2017, without restarts).
  return (learningRate * (1 + Math.cos((Math.PI * (epoch - 1)) / spec.epochs))) / 2;
}
