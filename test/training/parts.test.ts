import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import type { Tensor } from '../../src-shared/tf.ts';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import { clipFactor, optimiserFor } from '../../src-shared/training/optimiser.ts';
import { decodeTensors, encodeTensors } from '../../src-shared/training/safetensors.ts';
import { learningRateAt } from '../../src-shared/training/schedule.ts';
import { splitByPhoto } from '../../src-shared/training/split.ts';
import { mapped } from '../../src-shared/training/tensor-names.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('cpu');

const samples = fc.array(fc.record({ photo: fc.nat(20), label: fc.nat(5) }), { minLength: 1, maxLength: 60 });

describe('the split', () => {
  test('puts all faces of a photo on one side, leaves everybody somebody to train on, and loses nothing', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 0.9, noNaN: true }), fc.nat(), (rows, share, seed) => {
        const photos = rows.map(({ photo }) => photo);
        const labels = rows.map(({ label }) => label);
        const { train, validation } = splitByPhoto(photos, labels, share, seed);
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const trainPhotos = new Set(train.map((i) => photos[i]));
        expect(validation.filter((i) => trainPhotos.has(photos[i]))).toEqual([]);
        expect(new Set(train.map((i) => labels[i]))).toEqual(new Set(labels));
        expect(splitByPhoto(photos, labels, share, seed)).toEqual({ train, validation });
      }),
    );
  });

  test('takes the share of each person, and at least one photo', () => {
    const labels = [...Array(10).fill(0), ...Array(3).fill(1), 2];
    const { validation } = splitByPhoto(
      labels.map((_, i) => i),
      labels,
      0.2,
      1,
    );
    const per = [0, 1, 2].map((label) => validation.filter((i) => labels[i] === label).length);
    expect(per).toEqual([2, 1, 0]);
  });
});

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

describe('schedules', () => {
  const rate = (schedule: object, step: number, stepsPerEpoch = 1) =>
    learningRateAt(
      trainSpec.parse({ loss: 'arcface', epochs: 100, optimiser: { learningRate: 1 }, schedule }),
      step,
      stepsPerEpoch,
    );

  test('start at the rate; steps multiply it, the cosine lets it down to nearly nothing', () => {
    expect(rate({ kind: 'constant' }, 100)).toBe(1);
    expect([1, 10, 11, 21].map((epoch) => rate({ kind: 'step', every: 10, factor: 0.1 }, epoch))).toEqual([
      1,
      1,
      0.1,
      expect.closeTo(0.01, 12),
    ]);
    expect(rate({ kind: 'cosine' }, 1)).toBe(1);
    expect(rate({ kind: 'cosine' }, 51)).toBeCloseTo(0.5, 12);
    expect(rate({ kind: 'cosine' }, 100)).toBeLessThan(0.001);
  });

  test('warm-up rises step by step to the scheduled rate and then leaves it alone', () => {
    const rates = [1, 5, 10, 11].map((step) => rate({ kind: 'constant', warmupEpochs: 2 }, step, 5));
    expect(rates).toEqual([0.1, 0.5, 1, 1]);
  });
});

describe('safetensors', () => {
  const tensor = fc.array(fc.float({ noNaN: true }), { maxLength: 20 }).map((values) => ({
    shape: [values.length],
    values: Float32Array.from(values),
  }));
  const file = fc.record({
    tensors: fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
      tensor,
    ),
    metadata: fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.string(),
    ),
  });

  test('come back as they went in', () => {
    fc.assert(
      fc.property(file, (content) => {
        const { tensors, metadata } = decodeTensors(encodeTensors(content), 'file');
        expect({ ...tensors }).toEqual({ ...content.tensors });
        expect({ ...metadata }).toEqual({ ...content.metadata });
      }),
    );
  });

  test('are read from a part of a Node Buffer, too, as a process gets them', () => {
    const content = { tensors: { a: { shape: [2], values: Float32Array.of(1, 2) } }, metadata: {} };
    const message = Buffer.concat([Buffer.from('head'), encodeTensors(content), Buffer.from('tail')]);
    expect(decodeTensors(message.subarray(4, -4), 'part').tensors).toEqual(content.tensors);
  });

  test('any damage is a clear error or harmless, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeCheckpoint(bytes)).toThrow(/damaged|another kind/);
      }),
    );
    const whole = encodeTensors({
      tensors: { a: { shape: [3], values: Float32Array.of(1, 2, 3) } },
      metadata: {},
    });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeTensors(whole.subarray(0, length), 'cut')).toThrow('cut is damaged');
    }
  });
});
