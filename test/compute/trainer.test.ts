import { describe, expect, test } from 'vitest';
import { type SpawnTrainer, spawnWithNode } from '../../src-main/compute/child.ts';
import { runTrainer } from '../../src-main/compute/trainer.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import type { TrainData } from '../../src-shared/training/index.ts';

const feature = (seed: number) =>
  Float32Array.from({ length: 256 }, (_, i) => Math.abs(Math.sin(seed * (i + 1))));
const data: TrainData = {
  features: [1, 1.01, 2, 2.01].map(feature),
  labels: [0, 0, 1, 1],
  photos: [0, 1, 2, 3],
  people: ['Ada', 'Grace'],
  pretrained: Float32Array.from({ length: 256 * 128 }, (_, i) => Math.sin(i) / 10),
};

describe('the trainer’s process', () => {
  test('sends back what the trainer yields', async () => {
    const types: string[] = [];
    const request = { spec: trainSpec.parse({ loss: 'arcface', epochs: 2 }), data };
    for await (const message of runTrainer(request, { signal: new AbortController().signal })) {
      const { type } = message.type === 'event' ? message.event : message;
      // Steps are told of by the clock.
      if (type !== 'step') types.push(type);
    }
    const epoch = ['frame', 'epoch', 'checkpoint'];
    expect(types).toEqual(['backend', 'started', 'timeline', 'frame', ...epoch, ...epoch, 'finished']);
  });

  test('ends at a checkpoint when it is cancelled', async () => {
    const controller = new AbortController();
    const request = { spec: trainSpec.parse({ loss: 'arcface', epochs: 5000 }), data };
    let last = '';
    for await (const message of runTrainer(request, { signal: controller.signal })) {
      if (message.type !== 'event') continue;
      last = message.event.type;
      if (last === 'checkpoint') controller.abort();
    }
    expect(last).toBe('cancelled');
  });

  test('an error of the trainer is passed on unchanged', async () => {
    const request = {
      spec: trainSpec.parse({ loss: 'arcface' }),
      data: { ...data, people: ['Ada'], labels: [0, 0, 0, 0] },
    };
    const all = Array.fromAsync(runTrainer(request, { signal: new AbortController().signal }));
    await expect(all).rejects.toMatchObject({ code: 'too-few-people' });
  });

  test('a crash is an error with what to do, not a hang', async () => {
    const crashing: SpawnTrainer = (backend) => {
      const child = spawnWithNode(backend);
      setTimeout(() => child.kill(), 300);
      return child;
    };
    const request = { spec: trainSpec.parse({ loss: 'arcface', epochs: 10_000 }), data };
    const all = Array.fromAsync(
      runTrainer(request, { signal: new AbortController().signal, spawn: crashing }),
    );
    await expect(all).rejects.toThrow('ended unexpectedly');
  });
});
