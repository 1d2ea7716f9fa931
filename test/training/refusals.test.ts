/** Faces that are known not to be somebody, as hard pairs in training. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses, refusedMargin, refusedPull } from '../../src-shared/losses/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import type { Tensor2D } from '../../src-shared/tf.ts';
import {
  decodeHead,
  embed,
  type Refusal,
  type TrainData,
  type TrainerEvent,
  train,
  trainHead,
} from '../../src-shared/training/index.ts';
import { prepareRun } from '../../src-shared/training/prepared-run.ts';
import { drawPairs, usableRefusals } from '../../src-shared/training/refusals.ts';
import type { TrainOptions } from '../../src-shared/training/train.ts';
import { samplesOf } from '../../src-shared/training/trial.ts';
import { dot } from '../../src-shared/vectors.ts';
import { backendIds, openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const backend = await openBackend('wasm');
const clock = () => 0;
type Spec = Parameters<typeof trainSpec.parse>[0];

/** People as clusters; of the second one a face is refused that has a name, and beside it faces without one. */
function refusing(count = 3): TrainData {
  const data = syntheticData(6, 5);
  const random = randomFrom(3);
  const near = Array.from({ length: count }, () =>
    Float32Array.from(
      data.features[6]!,
      (value, i) => (value + data.features[26]![i]!) / 2 + 0.1 * random.normal(),
    ),
  );
  const refusals: Refusal[] = [
    { sample: 10, photo: 10, person: 1 },
    ...near.map((_, i) => ({ sample: data.features.length + i, photo: 100 + i, person: 1 })),
  ];
  return { ...data, features: [...data.features, ...near], refusals };
}

async function run(
  spec: Spec,
  data: TrainData,
  options: Partial<TrainOptions> = {},
): Promise<TrainerEvent[]> {
  return Array.fromAsync(
    train(
      backend.tf,
      trainSpec.parse(spec),
      { ...data, features: [...data.features] },
      { clock, ...options },
    ),
  );
}

function of<T extends TrainerEvent['type']>(events: TrainerEvent[], type: T) {
  return events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
}

/** The mean cosine of the faces refused with the photos of the person whom they do not show. */
function nearness(head: Uint8Array, data: TrainData): number {
  const embeddings = embed(decodeHead(head, 'head'), data.features);
  const own = [...data.labels.keys()].filter((i) => data.labels[i] === 1);
  const cosines = data.refusals!.flatMap(({ sample }) =>
    own.map((i) => dot(embeddings[sample]!, embeddings[i]!)),
  );
  return cosines.reduce((sum, one) => sum + one, 0) / cosines.length;
}

describe('refusals', { timeout: 300_000 }, () => {
  const short = { epochs: 6, batchSize: 8, strangers: 0, refusals: 0 } as const;

  test.each(losses.map(({ id }) => id))(
    '%s keeps faces away from those whom they do not show',
    async (loss) => {
      const data = refusing();
      const [without, beside] = await Promise.all([
        run({ ...short, loss, optimiser: { learningRate: 0.003 } }, data),
        run({ ...short, loss, optimiser: { learningRate: 0.003 }, refusals: 3 }, data),
      ]);
      expect(of(without, 'started')[0]!.refusals).toBe(0);
      // The face with a name may be among those that validate.
      expect(of(beside, 'started')[0]!.refusals).toBeGreaterThanOrEqual(3);
      const [far, near] = [of(beside, 'finished')[0]!, of(without, 'finished')[0]!];
      expect(nearness(far.head, data)).toBeLessThan(nearness(near.head, data) - 0.01);
    },
  );

  test('of the weight zero change nothing', async () => {
    const { refusals: _, ...plain } = refusing();
    const [with0, none] = [
      await run({ ...short, loss: 'cosface' }, refusing()),
      await run({ ...short, loss: 'cosface', refusals: 3 }, plain),
    ];
    expect(of(with0, 'finished')[0]!.head).toEqual(of(none, 'finished')[0]!.head);
  });

  test.each([
    { loss: 'cosface', classShare: 0.9 },
    { loss: 'elasticface', head: { kind: 'mlp', hidden: 32, batchNorm: true, dropout: 0.2 } },
    { loss: 'supcon', optimiser: { averageDecay: 0.9, clip: 5 } },
  ] as const)('end with the same weights from any checkpoint: %o', async (settings) => {
    const spec = { ...short, ...settings, refusals: 1 };
    const whole = await run(spec, refusing());
    const again = await run(spec, refusing());
    const { head } = of(whole, 'finished')[0]!;
    expect(of(again, 'finished')[0]!.head).toEqual(head);
    for (const { bytes } of of(whole, 'checkpoint').slice(0, -1)) {
      const rest = await run(spec, refusing(), { checkpoint: bytes });
      expect(of(rest, 'finished')[0]!.head).toEqual(head);
    }
  });

  test('have no class: people and centres of the head are as ever', async () => {
    const head = of(await run({ ...short, loss: 'arcface', refusals: 1 }, refusing()), 'finished')[0]!.head;
    const { people, centres } = decodeHead(head, 'head');
    expect(people).toEqual(syntheticData(6, 5).people);
    expect(centres!.shape).toEqual([6, 128]);
  });

  test('are trained on in the trials of a sweep, too', async () => {
    const data = refusing();
    const rows = [...data.labels.keys()].filter((i) => data.labels[i] !== 0);
    const given = samplesOf(data, rows);
    expect(given.refusals!.map(({ person }) => given.people[person])).toEqual(Array(4).fill('person 1'));
    expect(given.refusals!.map(({ sample }) => given.features[sample])).toEqual(
      data.refusals!.map(({ sample }) => data.features[sample]),
    );
    const spec = trainSpec.parse({ ...short, loss: 'cosface' });
    const [without, beside] = [
      await trainHead(backend, spec, given),
      await trainHead(backend, { ...spec, refusals: 1 }, given),
    ];
    expect(beside.weights.weight!.values).not.toEqual(without.weights.weight!.values);
  });
});

describe('what is kept out', () => {
  const cases = fc.record({
    photos: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 12, maxLength: 24 }),
    seed: fc.integer(),
    refusals: fc.array(
      fc.record({
        sample: fc.integer({ min: 0, max: 40 }),
        photo: fc.integer({ min: 0, max: 12 }),
        person: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
  });

  test('is trained on neither as a face, nor as its photo, nor as a person', () => {
    let used = 0;
    fc.assert(
      fc.property(cases, ({ photos, seed, refusals }) => {
        const random = randomFrom(Math.abs(seed));
        const labels = photos.map(() => random.integer(4));
        const train = [...photos.keys()].filter(() => random.uniform() < 0.6);
        const out = [...photos.keys()].filter((i) => !train.includes(i));
        const usable = usableRefusals(refusals, { photos, labels }, train, out);
        used += usable.length;
        for (const { sample, photo, person } of usable) {
          if (sample < photos.length) {
            expect(out).not.toContain(sample);
            expect(labels[sample]).not.toBe(person);
          } else expect(out.map((i) => photos[i])).not.toContain(photo);
          const own = train.filter((i) => labels[i] === person).map((i) => photos[i]);
          expect(new Set(own).size).toBeGreaterThan(1);
        }
      }),
    );
    expect(used).toBeGreaterThan(100);
  });

  test('no step of a fold is shown it', () => {
    const data = syntheticData(12, 5);
    const refusals = data.labels.map((label, sample) => ({
      sample,
      photo: sample,
      person: (label + 1) % 12,
    }));
    const spec = trainSpec.parse({ loss: 'cosface', refusals: 1, batchSize: 8 });
    const split = {
      train: [...data.labels.keys()].filter((i) => i % 5 > 0 && data.labels[i]! < 9),
      validation: [...data.labels.keys()].filter((i) => i % 5 === 0 || data.labels[i]! >= 9),
    };
    const { hard } = prepareRun(spec, { ...data, refusals }, split);
    const shown = new Set(Array.from({ length: 30 }, (_, step) => drawPairs(hard, 1, step + 1)).flat());
    expect(shown.size).toBeGreaterThan(20);
    for (const sample of shown) expect(split.train).toContain(sample);
  });
});

describe('the pairs of a step', () => {
  test('each come once in a round, with two photos of the person, and depend on seed and step alone', () => {
    const data = refusing(8);
    const spec = trainSpec.parse({ loss: 'cosface', refusals: 1, batchSize: 8 });
    const { hard } = prepareRun(spec, data);
    expect(hard.perStep).toBe(3);
    const round = [1, 2, 3].map((step) => drawPairs(hard, 5, step));
    expect(new Set(round.flatMap((trios) => trios.slice(0, 3))).size).toBe(hard.pairs.length);
    for (const trios of round) {
      for (const k of [0, 1, 2]) {
        const [anchor, other] = [trios[3 + k]!, trios[6 + k]!];
        expect([data.labels[anchor], data.labels[other]]).toEqual([1, 1]);
        expect(anchor).not.toBe(other);
      }
    }
    expect(drawPairs(hard, 5, 2)).toEqual(round[1]);
    expect(drawPairs(hard, 6, 2)).not.toEqual(round[1]);
  });

  test.each(backendIds)('pull by the gradient of the triplet loss (%s)', async (id) => {
    const { tf } = await openBackend(id);
    const random = randomFrom(2);
    const values = Array.from({ length: 6 }, () => Array.from({ length: 5 }, () => random.normal()));
    // Nearer to its anchor than the other photo is; and so far away that nothing pulls.
    values[0] = values[2]!.map((value) => value + 0.1);
    values[1] = values[3]!.map((value) => -value);
    values[5] = [...values[3]!];
    const cosine = (a: number[], b: number[]) => dot(a, b) / Math.hypot(...a) / Math.hypot(...b);
    const lossOf = (rows: number[][]) =>
      [0, 1].reduce((sum, k) => {
        const excess = cosine(rows[2 + k]!, rows[k]!) - cosine(rows[2 + k]!, rows[4 + k]!) + refusedMargin;
        return sum + Math.max(0, excess);
      }, 0);
    const gradient = tf.tidy(() => {
      // Slopes by directions: 2·3 and 4·1, the mean 5; times the weight 2.
      const batch = {
        embeddings: tf.tensor2d([
          [2, 0],
          [0, 4],
        ]),
        gradient: tf.tensor2d([
          [0, 3],
          [1, 0],
        ]),
      };
      return refusedPull(tf, batch, tf.tensor2d(values) as Tensor2D, 2).arraySync();
    });
    const step = 1e-5;
    for (const [i, row] of values.entries()) {
      for (const j of row.keys()) {
        const moved = (by: number) =>
          values.map((one, k) => (k === i ? one.map((v, l) => (l === j ? v + by : v)) : one));
        const slope = (lossOf(moved(step)) - lossOf(moved(-step))) / (2 * step);
        expect(gradient[i]![j]).toBeCloseTo(10 * slope, 3);
      }
    }
    expect(Math.hypot(...gradient[1]!)).toBe(0);
    expect(Math.hypot(...gradient[0]!)).toBeGreaterThan(0.1);
  });
});
