import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  decodeHead,
  embed,
  type TrainData,
  type TrainerEvent,
  train,
} from '../../src-shared/training/index.ts';
import { openBackend } from '../backends.ts';

const { tf } = await openBackend('wasm');
const clock = () => 0;

/** People as clusters of features; sizes as the backbone's. */
function syntheticData(people = 6, photos = 5): TrainData {
  const random = randomFrom(11);
  const centres = Array.from({ length: people }, () => Array.from({ length: 256 }, () => random.normal()));
  const rows = centres.flatMap((centre, person) =>
    Array.from({ length: photos }, (_, k) => ({
      person,
      photo: person * photos + k,
      feature: Float32Array.from(centre, (value) => 1 + 0.3 * (value + 1.5 * random.normal())),
    })),
  );
  return {
    features: rows.map(({ feature }) => feature),
    labels: rows.map(({ person }) => person),
    photos: rows.map(({ photo }) => photo),
    people: centres.map((_, i) => `person ${i}`),
    pretrained: Float32Array.from({ length: 256 * 128 }, () => 0.05 * random.normal()),
  };
}

async function run(
  spec: Parameters<typeof trainSpec.parse>[0],
  options: { signal?: AbortSignal; checkpoint?: Uint8Array } = {},
) {
  const events: TrainerEvent[] = [];
  for await (const event of train(tf, trainSpec.parse(spec), syntheticData(), { clock, ...options }))
    events.push(event);
  return events;
}

function of<T extends TrainerEvent['type']>(events: TrainerEvent[], type: T) {
  return events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
}

describe('training', () => {
  test.each(['softmax', 'normface', 'cosface', 'arcface'])(
    '%s brings embeddings to their own centre',
    async (loss) => {
      const events = await run({ loss, epochs: 15, optimiser: { learningRate: 0.003 } });
      const epochs = of(events, 'epoch').map(({ metrics }) => metrics);
      expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss);
      expect(epochs.at(-1)!.ownAngle).toBeLessThan(epochs.at(-1)!.nearestOtherAngle);
      expect(epochs.at(-1)!.validation).toMatchObject({ total: 6 });
    },
  );

  test.each([
    { loss: 'arcface', head: { kind: 'mlp', dim: 64 } },
    { loss: 'cosface', head: { dim: 512 }, optimiser: { kind: 'sgd', learningRate: 0.01 } },
    { loss: 'normface', head: { dim: 2 }, schedule: { kind: 'step', every: 2 } },
    { loss: 'softmax', head: { dim: 3, init: 'random' }, schedule: { kind: 'constant' } },
  ] as const)('the same spec gives the same weights: %o', async (spec) => {
    const [first, second] = [await run({ ...spec, epochs: 3 }), await run({ ...spec, epochs: 3 })];
    expect(of(first, 'finished')[0]!.head).toEqual(of(second, 'finished')[0]!.head);
    const other = await run({ ...spec, epochs: 3, seed: 2 });
    expect(of(other, 'finished')[0]!.head).not.toEqual(of(first, 'finished')[0]!.head);
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
      expect(of(rest, 'finished')[0]!.head).toEqual(of(whole, 'finished')[0]!.head);
    },
  );

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
    await run({ loss: 'arcface', epochs: 3, head: { kind: 'mlp' } });
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

  test('one person alone is refused with what to do', async () => {
    const data = { ...syntheticData(1), people: ['Ada'] };
    const attempt = train(tf, trainSpec.parse({ loss: 'arcface' }), data, { clock }).next();
    await expect(attempt).rejects.toMatchObject({
      code: 'too-few-people',
      remedy: expect.stringContaining('two people'),
    });
  });
});
