import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { spreadOf } from '../../src-shared/sphere/index.ts';
import { decodeCheckpoint } from '../../src-shared/training/checkpoint.ts';
import {
  decodeHead,
  embed,
  type TrainData,
  type TrainerEvent,
  train,
} from '../../src-shared/training/index.ts';
import type { TrainOptions } from '../../src-shared/training/train.ts';
import { openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const { tf } = await openBackend('wasm');
const clock = () => 0;
/** So slow that every step is reported. */
function slowClock(): () => number {
  let now = 0;
  return () => (now += 1000);
}

type Spec = Parameters<typeof trainSpec.parse>[0];

async function run(
  spec: Spec,
  options: Partial<TrainOptions> & { data?: TrainData } = {},
): Promise<TrainerEvent[]> {
  const { data = syntheticData(), ...rest } = options;
  return Array.fromAsync(train(tf, trainSpec.parse(spec), data, { clock, ...rest }));
}

/** The events of a run that is cancelled once it has taken some steps. */
async function runUntil(step: number, spec: Spec, checkpoint?: Uint8Array): Promise<TrainerEvent[]> {
  const controller = new AbortController();
  const options = { clock: slowClock(), signal: controller.signal, ...(checkpoint && { checkpoint }) };
  const events: TrainerEvent[] = [];
  for await (const event of train(tf, trainSpec.parse(spec), syntheticData(), options)) {
    events.push(event);
    if (event.type === 'step' && event.step === step) controller.abort();
  }
  return events;
}

function of<T extends TrainerEvent['type']>(events: TrainerEvent[], type: T) {
  return events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
}

/** The head that a run ended with, by its hash: comparing arrays byte by byte takes seconds. */
function headOf(events: TrainerEvent[]): string {
  return createHash('sha256').update(of(events, 'finished')[0]!.head).digest('hex');
}

describe('training', () => {
  // They start within a few degrees of each other, so that all angles grow: what counts is which grows faster.
  test.each(losses.map(({ id }) => id))('%s brings embeddings to their own centre', async (loss) => {
    const epochs = of(await run({ loss, epochs: 15, optimiser: { learningRate: 0.003 } }), 'epoch').map(
      ({ metrics }) => metrics,
    );
    const last = epochs.at(-1)!;
    const shareOf = (epoch: typeof last) => epoch.ownAngle / epoch.nearestOtherAngle;
    expect(shareOf(last)).toBeLessThan(shareOf(epochs[0]!));
    expect(last.ownAngle).toBeLessThan(last.nearestOtherAngle);
    expect(last.validation!.correct / last.validation!.total).toBeGreaterThan(0.8);
    expect(last.ownAngles.reduce((sum, count) => sum + count, 0)).toBe(24);
  });

  test.each(['uniform', 'mhe'])('the regulariser %s spreads the class centres', async (regulariser) => {
    const spec = { loss: 'normface', parameters: { scale: 4 }, head: { dim: 3 }, epochs: 60 } as const;
    const weight = { [`${regulariser}Weight`]: 20 };
    const [without, beside] = await Promise.all([
      run(spec),
      run({ ...spec, regulariser, parameters: { ...spec.parameters, ...weight } }),
    ]);
    const smallest = (events: TrainerEvent[]) => {
      const { centres, dim } = decodeHead(of(events, 'finished')[0]!.head, 'head');
      const rows = Array.from({ length: 6 }, (_, c) => centres!.values.subarray(c * dim, (c + 1) * dim));
      const angles = rows.flatMap((a, i) =>
        rows.slice(i + 1).map((b) => {
          const dot = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
          return Math.acos(dot / Math.hypot(...a) / Math.hypot(...b));
        }),
      );
      return Math.min(...angles);
    };
    expect(smallest(beside)).toBeGreaterThan(smallest(without));
  });

  test.each([
    ['arcface', 64],
    ['softmax', 3],
    ['center_loss', 2],
  ] as const)(
    '%s in %i dimensions leaves fixed centres where they are and brings the head to them',
    async (loss, dim) => {
      const spec = { loss, centres: 'spread', head: { dim }, optimiser: { learningRate: 0.003 } } as const;
      const short = await run({ ...spec, epochs: 1 });
      const long = await run({ ...spec, epochs: 15 });
      const [first, last] = [short, long].map((events) =>
        decodeHead(of(events, 'finished')[0]!.head, 'head'),
      );
      expect(last!.centres).toEqual(first!.centres);
      expect(last!.weights).not.toEqual(first!.weights);
      const rows = Array.from({ length: 6 }, (_, c) =>
        last!.centres!.values.subarray(c * dim, (c + 1) * dim),
      );
      const { smallestAngle, optimum } = spreadOf(rows);
      expect(optimum!.status).toBe('proven');
      expect(smallestAngle).toBeCloseTo(optimum!.angle, 3);
      const angles = of(long, 'epoch').map(({ metrics }) => metrics.ownAngle);
      expect(angles.at(-1)).toBeLessThan(angles[0]!);
    },
  );

  test('a run with fixed centres goes on from a checkpoint to the same weights', async () => {
    const spec = { loss: 'arcface', centres: 'spread', head: { dim: 64 }, epochs: 4, batchSize: 8 } as const;
    const whole = await run(spec);
    const cut = of(await runUntil(5, spec), 'checkpoint').at(-1)!;
    const rest = await run(spec, { checkpoint: cut.bytes });
    expect(headOf(rest)).toBe(headOf(whole));
  });

  test('says how far spreading the centres is, and can be stopped there: it then begins anew', async () => {
    const spec = { loss: 'arcface', centres: 'spread', head: { dim: 64 }, epochs: 1 } as const;
    const told = of(await run(spec, { clock: slowClock() }), 'spreading');
    const shares = told.map(({ share }) => share);
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    for (const { remainingSeconds } of told) expect(remainingSeconds).toBeGreaterThanOrEqual(0);
    const stopped = await run(spec, { clock: slowClock(), signal: AbortSignal.abort() });
    expect(stopped.map(({ type }) => type)).toEqual(['started', 'spreading', 'cancelled']);
  });

  test.each([
    [{ loss: 'triplet' }, 'no class centres'],
    [{ loss: 'arcface', regulariser: 'mhe' }, 'cannot be spread further'],
  ])('fixed centres are refused for %o', async (spec, message) => {
    await expect(run({ ...spec, centres: 'spread' })).rejects.toThrow(message);
  });

  test.each([
    { loss: 'arcface', head: { kind: 'mlp', dim: 64 } },
    { loss: 'cosface', head: { dim: 512 }, optimiser: { kind: 'sgd', learningRate: 0.01 } },
    { loss: 'normface', head: { dim: 2 }, schedule: { kind: 'step', every: 2 } },
    { loss: 'softmax', head: { dim: 3, init: 'random' }, schedule: { kind: 'constant' } },
    { loss: 'elasticface', head: { kind: 'mlp', batchNorm: true, dropout: 0.3 } },
    { loss: 'triplet', sampler: { kind: 'identities', perPerson: 2 }, batchSize: 8 },
  ] as const)('the same spec gives the same weights: %o', async (spec) => {
    const [first, second] = [await run({ ...spec, epochs: 3 }), await run({ ...spec, epochs: 3 })];
    expect(headOf(first)).toBe(headOf(second));
    const other = await run({ ...spec, epochs: 3, seed: 2 });
    expect(headOf(other)).not.toBe(headOf(first));
  });

  test.each(['sgd', 'adam'] as const)(
    'going on from a checkpoint gives what the undisturbed run gave (%s)',
    async (kind) => {
      const spec = { loss: 'arcface', epochs: 6, batchSize: 7, optimiser: { kind } } as const;
      const whole = await run(spec);
      const middle = of(whole, 'checkpoint')[2]!;
      expect(middle.epoch).toBe(3);
      const rest = await run(spec, { checkpoint: middle.bytes });
      expect(of(rest, 'started')[0]!.firstEpoch).toBe(4);
      expect(headOf(rest)).toBe(headOf(whole));
    },
  );

  // What keeps a state anywhere: optimiser, loss, batch normalisation, averages, best epoch, random margins and masks.
  const stateful = {
    loss: 'elasticface',
    head: { kind: 'mlp', hidden: 32, dim: 64, batchNorm: true, dropout: 0.2 },
    optimiser: { averageDecay: 0.9, clip: 5 },
    schedule: { warmupEpochs: 1 },
    sampler: { kind: 'balanced' },
    batchSize: 7,
    epochs: 6,
    patience: 3,
  } as const;
  const stopped: Spec[] = [
    stateful,
    ...['center_loss', 'adacos', 'curricularface', 'adaface', 'vpl', 'sphereface', 'triplet'].map((loss) => ({
      loss,
      head: { dim: 64 },
      epochs: 4,
      batchSize: 7,
    })),
  ];

  test.each(stopped)('stopped at any step and resumed, it ends with the same weights: %o', async (spec) => {
    const random = randomFrom(5);
    const undisturbed = await run(spec, { clock: slowClock() });
    const whole = headOf(undisturbed);
    const steps = of(undisturbed, 'step').length;
    for (let time = 0; time < (spec === stateful ? 10 : 5); time++) {
      const at = 1 + random.integer(steps - 1);
      const first = await runUntil(at, spec);
      expect(first.at(-1)!.type).toBe('cancelled');
      const { bytes } = of(first, 'checkpoint').at(-1)!;
      // Perhaps it is stopped again.
      const again = at + 1 + random.integer(steps);
      const second = await runUntil(again, spec, bytes);
      const isWhole = of(second, 'finished').length > 0;
      const last = isWhole ? second : await run(spec, { checkpoint: of(second, 'checkpoint').at(-1)!.bytes });
      expect(headOf(last)).toBe(whole);
    }
  });

  test('a cancelled run ends at its last whole epoch', async () => {
    const controller = new AbortController();
    const events: TrainerEvent[] = [];
    const options = { clock, signal: controller.signal };
    for await (const event of train(
      tf,
      trainSpec.parse({ loss: 'normface', epochs: 50 }),
      syntheticData(),
      options,
    )) {
      events.push(event);
      if (event.type === 'epoch' && event.metrics.epoch === 2) controller.abort();
    }
    expect(events.at(-1)).toEqual({ type: 'cancelled', epoch: 2 });
    expect(of(events, 'finished')).toEqual([]);
  });

  test('no tensor is left behind', async () => {
    const before = tf.memory().numTensors;
    for (const { id } of losses) await run({ loss: id, epochs: 1 });
    await run(stateful);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the stored head takes features as they are and finds the same nearest centres', async () => {
    const events = await run({ loss: 'cosface', epochs: 10 });
    const head = decodeHead(of(events, 'finished')[0]!.head, 'head');
    const data = syntheticData();
    const nearest = embed(head, data.features).map((embedding) => {
      const scores = data.people.map((_, c) => {
        const centre = head.centres!.values.subarray(c * head.dim, (c + 1) * head.dim);
        return embedding.reduce((sum, value, i) => sum + value * centre[i]!, 0) / Math.hypot(...centre);
      });
      return scores.indexOf(Math.max(...scores));
    });
    expect(nearest).toEqual(data.labels);
  });

  test('training ends when validation has long not improved, with the weights of the best epoch', async () => {
    const events = await run({
      loss: 'normface',
      epochs: 500,
      patience: 4,
      optimiser: { learningRate: 0.01 },
    });
    const correct = of(events, 'epoch').map(({ metrics }) => metrics.validation!.correct);
    expect(correct.length).toBeLessThan(500);
    const best = Math.max(...correct);
    expect(correct.slice(-4).every((value) => value <= best)).toBe(true);
    expect(correct.length - 1 - correct.indexOf(best)).toBe(4);
    // The head is that of the last epoch that was as good as the best.
    const epochs = correct.lastIndexOf(best) + 1;
    const kept = of(events, 'checkpoint')[epochs - 1]!.bytes;
    const { parameters } = decodeCheckpoint(kept);
    const { centres } = decodeHead(of(events, 'finished')[0]!.head, 'head');
    expect(centres!.values).toEqual(parameters['loss/centres']!.values);
    await expect(run({ loss: 'normface', patience: 2, validation: 0 })).rejects.toThrow('validate on');
  });

  test('people with a single photo are left out unless asked for', async () => {
    const { features, labels, photos, ...rest } = syntheticData(4, 3);
    // Person 1 keeps one photo.
    const keep = labels.map((label, i) => label !== 1 || i === 3);
    const only = <T>(list: T[]) => list.filter((_, i) => keep[i]);
    const data = () => ({ ...rest, features: only(features), labels: only(labels), photos: only(photos) });
    const events = await run({ loss: 'cosface', epochs: 1 }, { data: data() });
    expect(of(events, 'started')[0]).toMatchObject({ people: 3, leftOut: 1 });
    const head = decodeHead(of(events, 'finished')[0]!.head, 'head');
    expect(head.people).toEqual(['person 0', 'person 2', 'person 3']);
    expect(head.centres!.shape[0]).toBe(3);
    const all = await run({ loss: 'cosface', epochs: 1, trainSingles: true }, { data: data() });
    expect(of(all, 'started')[0]).toMatchObject({ people: 4, leftOut: 0 });
  });

  test('a run whose numbers leave their range ends with what to do', async () => {
    const data = syntheticData();
    // More of a person's photos than validation takes.
    for (const feature of data.features.slice(0, 3)) feature[0] = Number.NaN;
    await expect(run({ loss: 'softmax', epochs: 50 }, { data })).rejects.toMatchObject({
      code: 'diverged',
      remedy: expect.stringContaining('learning rate'),
    });
  });

  test('a loss that needs three people says so', async () => {
    await expect(run({ loss: 'adacos' }, { data: syntheticData(2) })).rejects.toThrow('two people');
  });

  test('one person alone is refused with what to do', async () => {
    const data = { ...syntheticData(1), people: ['Ada'] };
    const attempt = train(tf, trainSpec.parse({ loss: 'arcface' }), data, { clock }).next();
    await expect(attempt).rejects.toMatchObject({
      code: 'too-few-people',
      remedy: expect.stringContaining('two people'),
    });
  });
});
