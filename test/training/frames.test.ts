import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { angleBetween } from '../../src-shared/sphere/index.ts';
import { hasFrame, planFrames } from '../../src-shared/training/frames.ts';
import {
  decodeHead,
  embed,
  type TrainData,
  type TrainerEvent,
  train,
} from '../../src-shared/training/index.ts';
import { normalised } from '../../src-shared/vectors.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('wasm');

function people(count: number, photos: number): TrainData {
  const random = randomFrom(3);
  const rows = Array.from({ length: count * photos }, (_, i) => ({
    person: Math.floor(i / photos),
    photo: i,
  }));
  return {
    features: rows.map(({ person }) =>
      Float32Array.from({ length: 256 }, (_, k) => 1 + Math.sin(person * (k + 1)) + 0.3 * random.normal()),
    ),
    labels: rows.map(({ person }) => person),
    photos: rows.map(({ photo }) => photo),
    people: Array.from({ length: count }, (_, i) => `person ${i}`),
    pretrained: Float32Array.from({ length: 256 * 128 }, () => 0.05 * random.normal()),
  };
}

const data = people(5, 4);

async function framesOf(spec: object, options: { checkpoint?: Uint8Array; stopAt?: number } = {}) {
  const { stopAt, ...rest } = options;
  const controller = new AbortController();
  const events: TrainerEvent[] = [];
  const { signal } = controller;
  for await (const event of train(tf, trainSpec.parse(spec), data, { clock: () => 0, signal, ...rest })) {
    events.push(event);
    if (event.type === 'frame' && event.step === stopAt) controller.abort();
  }
  return {
    frames: events.filter((event) => event.type === 'frame'),
    plan: events.find((event) => event.type === 'timeline')!.plan,
    checkpoint: events.findLast((event) => event.type === 'checkpoint')?.bytes,
    head: events.find((event) => event.type === 'finished')?.head,
  };
}

const spec = { loss: 'arcface', epochs: 4, batchSize: 5, validation: 0, head: { dim: 3 } };

describe('the frames of a run', () => {
  test('are at most 300 and take at most 64 MiB, the first and the last among them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20_000 }),
        fc.constantFrom(2, 3, 128, 512),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('learned', 'means'),
        (classes, dim, epochs, perEpoch, source) => {
          const steps = epochs * perEpoch;
          const names = new Array<string>(classes);
          const plan = planFrames({ people: names, dim, source, steps, epochs, perEpoch });
          // Every so many-th step and the last.
          const count = 1 + Math.floor(steps / plan.every) + (steps % plan.every === 0 ? 0 : 1);
          expect(hasFrame(plan, 0) && hasFrame(plan, steps)).toBe(true);
          expect(count).toBeLessThanOrEqual(300);
          if (count > 2) expect(count * 4 * classes * dim).toBeLessThanOrEqual(2 ** 26);
          if (source === 'means') expect(plan.every % perEpoch).toBe(0);
        },
      ),
    );
  });

  test('go from step 0 to the centres of the head', async () => {
    const { frames, plan, head } = await framesOf(spec);
    expect(plan).toEqual({ people: data.people, dim: 3, source: 'learned', steps: 16, every: 1 });
    expect(frames.map(({ step, epoch }) => [step, epoch]).slice(0, 6)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 1],
    ]);
    expect(frames.length).toBe(17);
    const { centres } = decodeHead(head!, 'head');
    for (let i = 0; i < 5; i++) {
      const centre = normalised(centres!.values.slice(3 * i, 3 * i + 3));
      expect(angleBetween(centre, frames[16]!.centres.subarray(3 * i, 3 * i + 3))).toBeLessThan(1e-6);
      expect(angleBetween(centre, frames[0]!.centres.subarray(3 * i, 3 * i + 3))).toBeGreaterThan(1e-4);
    }
  });

  test('hold mean directions if a loss has no centres, at the ends of epochs', async () => {
    const { frames, plan, head } = await framesOf({ ...spec, loss: 'triplet', batchSize: 10 });
    expect(plan.source).toBe('means');
    expect(frames.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
    const embeddings = embed(decodeHead(head!, 'head'), data.features);
    const mean = [0, 1, 2].map((k) => [0, 1, 2, 3].reduce((sum, i) => sum + embeddings[i]![k]!, 0));
    const shown = frames[4]!.centres.subarray(0, 3);
    expect(angleBetween(normalised(Float32Array.from(mean)), shown)).toBeLessThan(1e-4);
  });

  test('are the same when the run is stopped on the way and taken up again', async () => {
    const whole = await framesOf(spec);
    const first = await framesOf(spec, { stopAt: 6 });
    const second = await framesOf(spec, { checkpoint: first.checkpoint! });
    expect([...first.frames, ...second.frames]).toEqual(whole.frames);
  });

  test('end when training ends early', async () => {
    const { frames, plan } = await framesOf({ ...spec, epochs: 1000, patience: 2, validation: 0.25 });
    const last = frames.at(-1)!.step;
    expect(last).toBeLessThan(plan.steps);
    expect(new Set(frames.map(({ step }) => step)).size).toBe(frames.length);
  });
});
