import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import type { Tensor } from '../../src-shared/tf.ts';
import { clipFactor, optimiserFor } from '../../src-shared/training/optimiser.ts';
import { mapped } from '../../src-shared/training/tensor-names.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('cpu');

describe('optimisers', () => {
  /** A weight [1, 1] and a bias [1] of 1 after some steps with a gradient of 0.5 and a rate of 0.1. */
  const step = (spec: object, steps: number) => {
    const optimiser = optimiserFor(trainSpec.parse({ loss: 'arcface', optimiser: spec }).optimiser);
    return [[1, 1], [1]].map((shape) => {
      let value: Tensor = tf.ones(shape);
      let slots = optimiser.slots.map(() => tf.zeros(shape) as Tensor);
      for (let i = 1; i <= steps; i++) {
        const gradient = tf.fill(shape, 0.5);
        const factors = mapped(optimiser.factors(0.1, i), (factor) => tf.scalar(factor) as Tensor);
        ({ value, slots } = optimiser.update(tf, { value, gradient, slots, factors }));
      }
      return value.dataSync()[0]!;
    });
  };

  // By hand: v1 = .5 + .1 = .6, w1 = .94; v2 = .9*.6 + .5 + .094 = 1.134, w2 = .8266. Bias: v2 = .95, b2 = .855.
  test('SGD with momentum decays weights by an L2 penalty and leaves biases alone', () => {
    const [weight, bias] = step({ kind: 'sgd', momentum: 0.9, weightDecay: 0.1 }, 2);
    expect(weight).toBeCloseTo(0.8266, 6);
    expect(bias).toBeCloseTo(0.855, 6);
  });

  // A constant gradient makes Adam's direction 1: each step moves by the rate, and the weight decays besides.
  test('Adam decays weights apart from the gradient', () => {
    const [weight, bias] = step({ kind: 'adam', weightDecay: 0.1 }, 2);
    expect(weight).toBeCloseTo(1 - 0.1 * 1.1 - 0.1 - 0.1 * 0.1 * (1 - 0.1 * 1.1), 5);
    expect(bias).toBeCloseTo(0.8, 5);
  });

  test('gradients are clipped together, and only when they are too long', () => {
    const factor = (limit: number) =>
      clipFactor(tf, [tf.tensor1d([3, 0]), tf.tensor1d([4])], limit).dataSync()[0];
    expect(factor(1)).toBeCloseTo(0.2, 6);
    expect(factor(5)).toBeCloseTo(1, 6);
    expect(factor(100)).toBe(1);
  });
});
