import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type EpochMetrics, trainSpec } from '../../src-shared/contract/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  decodeHead,
  embed,
  pretrainedHead,
  type TrainData,
  type TrainerEvent,
  train,
  trainedSamples,
} from '../../src-shared/training/index.ts';
import { partOfTheWay } from '../../src-shared/training/part-way.ts';
import { openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const { tf } = await openBackend('wasm');
type Spec = Parameters<typeof trainSpec.parse>[0];

/** Twelve people make three folds. */
const fewPeople = () => syntheticData(12, 5);

interface Options {
  data?: TrainData;
  checkpoint?: Uint8Array;
  /** Stop after so many steps. */
  until?: number;
}

async function run(spec: Spec, { data = fewPeople(), checkpoint, until }: Options = {}) {
  const controller = new AbortController();
  let now = 0;
  // So slow that every step is reported.
  const clock = () => (now += 1000);
  const options = { clock, signal: controller.signal, ...(checkpoint && { checkpoint }) };
  const events: TrainerEvent[] = [];
  for await (const event of train(tf, trainSpec.parse(spec), data, options)) {
    events.push(event);
    if (event.type === 'step' && until !== undefined && event.step >= until) controller.abort();
  }
  return events;
}

const undisturbed = new Map<Spec, Promise<TrainerEvent[]>>();
/** The events of a run of few people that nothing stops; each is made once. */
function whole(spec: Spec): Promise<TrainerEvent[]> {
  const known = undisturbed.get(spec) ?? run(spec);
  undisturbed.set(spec, known);
  return known;
}

function of<T extends TrainerEvent['type']>(events: TrainerEvent[], type: T) {
  return events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
}

const epochsOf = (events: TrainerEvent[]): EpochMetrics[] =>
  of(events, 'epoch').map(({ metrics }) => metrics);
const endOf = (events: TrainerEvent[]) => of(events, 'finished')[0]!;
/** How a run ended, its head by its hash: comparing arrays byte by byte takes long. */
const outcomeOf = (events: TrainerEvent[]) => {
  const { head, verdict } = endOf(events);
  return { head: createHash('sha256').update(head).digest('hex'), verdict };
};

/**
 * People whose photos differ most along directions that all people share, as by light: a head that leaves these out finds
 * everybody, trained on or not, and the pretrained one does not.
 */
function dataThatCarriesAHead(people: number, photos: number): TrainData {
  const random = randomFrom(3);
  const row = () => Array.from({ length: 256 }, () => random.normal());
  const nuisances = Array.from({ length: 6 }, row);
  const features: Float32Array[] = [];
  for (let person = 0; person < people; person++) {
    const direction = row();
    for (let k = 0; k < photos; k++) {
      const weights = nuisances.map(() => 0.5 * random.normal());
      features.push(
        Float32Array.from(direction, (value, i) => {
          const nuisance = weights.reduce((sum, weight, n) => sum + weight * nuisances[n]![i]!, 0);
          return 1 + 0.6 * value + nuisance + 0.3 * random.normal();
        }),
      );
    }
  }
  const labels = features.map((_, i) => Math.floor(i / photos));
  return {
    features,
    labels,
    photos: labels.map((_, i) => i),
    people: Array.from({ length: people }, (_, i) => `person ${i}`),
    pretrained: Float32Array.from({ length: 256 * 128 }, () => 0.05 * random.normal()),
  };
}

describe('a run that keeps people out', () => {
  const spec = { loss: 'arcface', epochs: 3, batchSize: 16 } as const;

  test('is judged in folds, epoch by epoch, and then trains on everybody', async () => {
    const events = await whole(spec);
    expect(of(events, 'started')[0]).toMatchObject({ people: 12, folds: 3, trainSamples: 60, firstEpoch: 1 });
    const judging = of(events, 'judging').map(({ share }) => share);
    expect(judging).toEqual([1, 2, 3, 4, 5, 6, 7].map((tried) => tried / 8));
    const epochs = epochsOf(events);
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(epochs.map(({ fold }) => fold)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, null, null, null]);
    for (const { fold, openSet } of epochs) {
      if (fold === null) expect(openSet).toBeNull();
      else {
        const { top1, detection, eer, counts } = openSet!;
        expect(detection.map(({ falseAlarm }) => falseAlarm)).toEqual([0.1, 0.01, 0.001]);
        for (const { value, base, difference } of [top1, eer, ...detection]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(difference).toBeCloseTo(value - base, 10);
        }
        // The people trained on, with a photo kept out each, and the four who are not, half of them at a time.
        expect(counts).toMatchObject({ people: 12, strangers: 4 });
      }
    }
    // The pretrained head is what it is, whatever is trained.
    expect(epochs[0]!.openSet!.top1.base).toBe(epochs[2]!.openSet!.top1.base);
    const { verdict, head } = endOf(events);
    expect(decodeHead(head, 'head').people).toHaveLength(12);
    expect(verdict).toMatchObject({ folds: 3 });
    expect(verdict!.trained.counts!.people).toBe(12);
    expect(verdict!.unseen.counts!.people).toBe(12);
    expect(of(events, 'timeline')).toHaveLength(1);
    expect(of(events, 'frame').at(-1)!.epoch).toBe(3);
  });

  test('ends as far from the pretrained head as is said', async () => {
    const pretrained = pretrainedHead(fewPeople().pretrained);
    const ends = async (share: number | null) => endOf(await run({ ...spec, share }));
    const allTheWay = decodeHead((await ends(1)).head, 'head');
    for (const share of [0, 0.3, null]) {
      const { head, verdict } = await ends(share);
      const expected = partOfTheWay(pretrained, allTheWay, verdict!.share);
      expect(decodeHead(head, 'head').weights).toEqual(expected.weights);
      if (share !== null) expect(verdict).toMatchObject({ share, shares: [] });
      else {
        expect(verdict!.shares.map(({ share }) => share)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1]);
        expect([0, ...verdict!.shares.map(({ share }) => share)]).toContain(verdict!.share);
      }
      if (share === 0) {
        expect(verdict).toMatchObject({
          trained: { figure: { difference: 0 } },
          unseen: { figure: { difference: 0 } },
        });
        expect(verdict!.standing).not.toBe('better');
      }
    }
  });

  test('without a way from the pretrained head, it goes all of it and is judged there', async () => {
    for (const head of [{ dim: 64 }, { init: 'random' }] as const) {
      const { verdict } = endOf(await run({ ...spec, epochs: 1, head, share: 0.5 }));
      expect(verdict).toMatchObject({ share: 1, shares: [], folds: 3 });
    }
  });

  test('that is not trained on everybody in the end gives the head of one fold', async () => {
    const data = fewPeople();
    const events = await run({ ...spec, refit: false, share: 1 });
    expect(epochsOf(events).map(({ fold }) => fold)).toEqual([0, 0, 0]);
    const head = decodeHead(endOf(events).head, 'head');
    const trained = trainedSamples(trainSpec.parse({ ...spec, refit: false }), data.photos, data.labels);
    expect(head.people).toEqual(
      data.people.filter((_, label) => trained.some((i) => data.labels[i] === label)),
    );
    expect(head.people).toHaveLength(8);
    expect(trainedSamples(trainSpec.parse(spec), data.photos, data.labels)).toHaveLength(60);
  });

  test('gives no verdict if nobody is to be kept out, and says so if there are too few people', async () => {
    expect(endOf(await run({ ...spec, epochs: 1, strangers: 0 })).verdict).toBeNull();
    const { verdict } = endOf(await run({ ...spec, epochs: 1 }, { data: syntheticData(6) }));
    expect(verdict).toMatchObject({
      advice: 'tooFew',
      standing: 'unknown',
      share: 1,
      folds: 0,
      thresholds: [],
    });
  });

  test.each(['dir@1%', 'dir@10%', 'top1', 'loss'] as const)(
    'ends its folds early by %s, and then trains for as many epochs',
    async (select) => {
      const events = await run({
        ...spec,
        epochs: 12,
        patience: 1,
        select,
        optimiser: { learningRate: 0.01 },
      });
      const epochs = epochsOf(events);
      const chosen = [0, 1, 2].map((fold) => {
        const ofFold = epochs.filter((epoch) => epoch.fold === fold);
        const scores = ofFold.map(({ loss, openSet }) =>
          select === 'loss'
            ? -loss
            : select === 'top1'
              ? openSet!.top1.value
              : openSet!.detection[select === 'dir@10%' ? 0 : 1]!.value,
        );
        return scores.lastIndexOf(Math.max(...scores)) + 1;
      });
      const mean = Math.round(chosen.reduce((sum, count) => sum + count, 0) / 3);
      expect(epochs.filter(({ fold }) => fold === null)).toHaveLength(mean);
      if (select !== 'loss') expect(epochs.length).toBeLessThan(48);
    },
  );

  test('takes the trained head if it recognises people better whom it has not seen', async () => {
    const data = dataThatCarriesAHead(60, 6);
    const { verdict } = endOf(
      await run(
        { loss: 'cosface', parameters: { scale: 16 }, epochs: 10, optimiser: { learningRate: 0.01 } },
        { data },
      ),
    );
    expect(verdict!.folds).toBe(5);
    expect(verdict!.share).toBeGreaterThan(0);
    expect(verdict!.unseen.figure!.difference).toBeGreaterThan(0);
    expect(verdict).toMatchObject({ standing: 'better' });
    const cosines = verdict!.thresholds.map(({ cosine }) => cosine);
    expect(cosines).toHaveLength(3);
    expect(cosines).toEqual(cosines.toSorted((a, b) => a - b));
  }, 180_000);

  // What keeps a state anywhere, and the plain case.
  const stopped: Spec[] = [
    spec,
    {
      ...spec,
      loss: 'elasticface',
      head: { kind: 'mlp', hidden: 16, batchNorm: true, dropout: 0.2 },
      optimiser: { averageDecay: 0.9 },
      patience: 1,
      epochs: 5,
    },
    { ...spec, loss: 'arcface', centres: 'spread', head: { dim: 64 }, epochs: 1 },
  ];
  test.each(stopped)(
    'stopped at any step and resumed, it ends with the same head, measures and verdict, and leaves no tensor behind: %o',
    async (each) => {
      const expected = await whole(each);
      const before = tf.memory().numTensors;
      const again = await run(each);
      expect(outcomeOf(again)).toEqual(outcomeOf(expected));
      const untimed = (events: TrainerEvent[]) =>
        epochsOf(events).map(({ remainingSeconds: _, ...metrics }) => metrics);
      expect(untimed(again)).toEqual(untimed(expected));
      const steps = of(expected, 'step').map(({ step }) => step);
      const random = randomFrom(9);
      for (let time = 0; time < 3; time++) {
        const first = await run(each, { until: steps[random.integer(steps.length - 1)]! });
        expect(first.at(-1)!.type).toBe('cancelled');
        const { bytes, epoch } = of(first, 'checkpoint').at(-1)!;
        const rest = await run(each, { checkpoint: bytes });
        expect(of(rest, 'started')[0]!.firstEpoch).toBe(epoch + 1);
        expect(outcomeOf(rest)).toEqual(outcomeOf(expected));
        expect([...untimed(first).filter((metrics) => metrics.epoch <= epoch), ...untimed(rest)]).toEqual(
          untimed(expected),
        );
      }
      expect(tf.memory().numTensors).toBe(before);
    },
    120_000,
  );

  test('cancelled while shares are tried, it ends as it would have once it is resumed', async () => {
    const controller = new AbortController();
    const data = fewPeople();
    const events: TrainerEvent[] = [];
    const options = { clock: () => 0, signal: controller.signal };
    for await (const event of train(tf, trainSpec.parse(spec), data, options)) {
      events.push(event);
      // Nothing is left to be trained.
      if (event.type === 'checkpoint' && event.epoch === 12) setImmediate(() => controller.abort());
    }
    expect(events.at(-1)).toEqual({ type: 'cancelled', epoch: 12 });
    const { bytes } = of(events, 'checkpoint').at(-1)!;
    const rest = await run(spec, { checkpoint: bytes });
    expect(epochsOf(rest)).toEqual([]);
    expect(outcomeOf(rest)).toEqual(outcomeOf(await whole(spec)));
  });

  test('embeds with the head that it stores', async () => {
    const { head } = endOf(await run({ ...spec, share: 0.5 }));
    const [embedding] = embed(decodeHead(head, 'head'), fewPeople().features);
    expect(Math.hypot(...embedding!)).toBeCloseTo(1, 5);
  });
});
