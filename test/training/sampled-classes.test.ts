import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileForReplay, compileNothing } from '../../src-shared/compute/index.ts';
import { trainSpec } from '../../src-shared/contract/index.ts';
import { losses } from '../../src-shared/losses/index.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { decodeCheckpoint, type Snapshot } from '../../src-shared/training/checkpoint.ts';
import { prepareRun } from '../../src-shared/training/prepared-run.ts';
import { sampleClasses, seenClasses, seenCount } from '../../src-shared/training/sampled-classes.ts';
import { Session } from '../../src-shared/training/session.ts';
import { train } from '../../src-shared/training/train.ts';
import { openBackend } from '../backends.ts';
import { syntheticData } from '../helpers/synthetic-data.ts';

const { tf } = await openBackend('wasm');

type Spec = Parameters<typeof trainSpec.parse>[0];

const people = 24;
const data = () => syntheticData(people, 3);
const common = { loss: 'cosface', head: { dim: 64 }, batchSize: 4, validation: 0, strangers: 0 } as const;
/** What keeps a row for each class anywhere: moments, averages, the best epoch. */
const stateful = {
  ...common,
  optimiser: { averageDecay: 0.9, clip: 5 },
  patience: 2,
  select: 'loss',
} as const;

/** The last checkpoint of a run. @param stopAt a step. */
async function endOf(spec: Spec, stopAt = Infinity, checkpoint?: Uint8Array): Promise<Uint8Array> {
  const controller = new AbortController();
  let now = 0;
  const clock = () => (now += 1000);
  const options = { clock, signal: controller.signal, ...(checkpoint && { checkpoint }) };
  let last = new Uint8Array();
  for await (const event of train(tf, trainSpec.parse(spec), data(), options)) {
    if (event.type === 'checkpoint') last = new Uint8Array(event.bytes);
    if (event.type === 'step' && event.step >= stopAt) controller.abort();
  }
  return last;
}

/** A session before its first step. */
async function open(spec: Spec) {
  const run = prepareRun(trainSpec.parse(spec), data());
  return { run, session: await Session.open(tf, run, data().features, null) };
}

describe('the classes of a step', () => {
  const asked = fc
    .record({
      wanted: fc.array(fc.nat(199), { maxLength: 20 }),
      classes: fc.integer({ min: 200, max: 400 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
    })
    .map(({ share, ...rest }) => ({ ...rest, count: 20 + Math.round(share * (rest.classes - 20)) }));

  test('are as many as asked for, each once, in order, with all that are wanted, and the same each time', () => {
    fc.assert(
      fc.property(asked, ({ wanted, classes, count, seed }) => {
        const seen = [...sampleClasses(wanted, classes, count, randomFrom(seed))];
        expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
        expect(seen).toHaveLength(count);
        expect(seen.every((label) => label >= 0 && label < classes)).toBe(true);
        expect(wanted.filter((label) => !seen.includes(label))).toEqual([]);
        expect([...sampleClasses(wanted, classes, count, randomFrom(seed))]).toEqual(seen);
      }),
    );
  });

  test.each([10, 30, 45])('that nobody wants are all as likely: %i of 50', (count) => {
    const random = randomFrom(3);
    const times = new Array<number>(50).fill(0);
    const trials = 4000;
    for (let i = 0; i < trials; i++) {
      for (const label of sampleClasses([7, 7, 20], 50, count, random)) times[label]!++;
    }
    expect([times[7], times[20]]).toEqual([trials, trials]);
    const share = (count - 2) / 48;
    const deviation = Math.sqrt(trials * share * (1 - share));
    for (const [label, found] of times.entries()) {
      if (label !== 7 && label !== 20) expect(Math.abs(found - trials * share)).toBeLessThan(5 * deviation);
    }
  });

  test('depend on the seed and the step, and hold the people of the batch where the labels say', () => {
    const run = prepareRun(trainSpec.parse({ ...common, classShare: 0.5 }), data());
    const batch = [3, 40, 3, 71];
    const { classes, labels } = seenClasses(run, 5, batch);
    expect(classes).toHaveLength(12);
    expect(labels.map((place) => classes![place])).toEqual(batch.map((i) => run.labels[i]));
    expect(seenClasses(run, 5, batch)).toEqual({ classes, labels });
    expect(seenClasses(run, 6, batch).classes).not.toEqual(classes);
    const other = prepareRun(trainSpec.parse({ ...common, classShare: 0.5, seed: 2 }), data());
    expect(seenClasses(other, 5, batch).classes).not.toEqual(classes);
  });

  test('leave room for everybody in the batch and somebody else, whatever the share', () => {
    expect(seenCount({ classShare: 0.1, batchSize: 64 }, 10_000)).toBe(1000);
    expect(seenCount({ classShare: 0.001, batchSize: 64 }, 10_000)).toBe(65);
    expect(seenCount({ classShare: 0.1, batchSize: 64 }, 40)).toBe(40);
  });
});

describe('a step that sees some classes', () => {
  const spec = { ...stateful, classShare: 0.4 } as const;

  test.each(['adam', 'sgd'] as const)(
    'leaves all that is kept of the others as it was (%s)',
    async (kind) => {
      const { run, session } = await open({
        ...spec,
        optimiser: { ...spec.optimiser, kind, weightDecay: 0.1 },
      });
      let before = await session.snapshot();
      for (let step = 1; step <= 3; step++) {
        const batch = [step, 30, 50, 71];
        session.step(batch, 0.01);
        const after = await session.snapshot();
        const { classes } = seenClasses(run, step, batch);
        expect(changedRows(before, after)).toEqual([...classes!]);
        before = after;
      }
      session.close();
    },
  );

  /** Classes of whose rows anything has changed. Each row that is seen changes in all of its tensors. */
  function changedRows(before: Snapshot, after: Snapshot): number[] {
    const names = Object.keys(after.state).filter((name) => name.endsWith('loss/centres'));
    expect(names.length).toBeGreaterThan(1);
    const pairs = [
      [before.parameters, after.parameters, 'loss/centres'] as const,
      ...names.map((name) => [before.state, after.state, name] as const),
    ];
    const each = pairs.map(([old, now, name]) => {
      const row = (from: typeof old, label: number) => from[name]!.values.slice(64 * label, 64 * (label + 1));
      return Array.from({ length: people }, (_, label) => label).filter(
        (label) => !row(old, label).every((value, i) => value === row(now, label)[i]),
      );
    });
    for (const rows of each) expect(rows).toEqual(each[0]);
    return each[0]!;
  }

  test('has the loss among these classes, and moves their centres along its gradient', async () => {
    const parameters = { scale: 16, margin: 0.2 };
    const optimiser = { kind: 'sgd', momentum: 0, weightDecay: 0 } as const;
    const { run, session } = await open({ ...common, parameters, optimiser, classShare: 0.4 });
    const batch = [2, 30, 31, 71];
    const { classes, labels } = seenClasses(run, 1, batch);
    const embeddings = await embeddingsOf(session, batch);
    const before = (await session.snapshot()).parameters['loss/centres']!.values;
    const rows = [...classes!].map((label) =>
      Float64Array.from(before.subarray(64 * label, 64 * label + 64)),
    );
    const rate = 0.5;
    session.step(batch, rate);
    expect(await session.lastLoss()).toBeCloseTo(cosface(embeddings, rows, labels, parameters), 4);
    const after = (await session.snapshot()).parameters['loss/centres']!.values;
    for (const [place, label] of classes!.entries()) {
      for (const i of [0, 17, 63]) {
        const gradient = (before[64 * label + i]! - after[64 * label + i]!) / rate;
        const ends = [1e-4, -1e-4].map((by) => {
          const moved = rows.map((row) => row.slice());
          moved[place]![i]! += by;
          return cosface(embeddings, moved, labels, parameters);
        });
        expect(gradient).toBeCloseTo((ends[0]! - ends[1]!) / 2e-4, 3);
      }
    }
    session.close();
  });

  /** By the head of the session's parameters, whose features are standardised. */
  async function embeddingsOf(session: Session, batch: readonly number[]): Promise<Float64Array[]> {
    const { parameters } = await session.snapshot();
    const run = prepareRun(trainSpec.parse(common), data());
    const { values: weight } = parameters['head/weight']!;
    const { values: bias } = parameters['head/bias']!;
    return batch.map((index) => {
      const { mean, deviation } = run.standardisation;
      const inputs = data().features[index]!.map((value, i) => (value - mean[i]!) / deviation);
      return Float64Array.from(bias, (start, j) =>
        inputs.reduce((sum, value, i) => sum + value * weight[64 * i + j]!, start),
      );
    });
  }

  function cosface(
    embeddings: readonly Float64Array[],
    centres: readonly Float64Array[],
    labels: readonly number[],
    { scale, margin }: { scale: number; margin: number },
  ): number {
    const terms = embeddings.map((x, n) => {
      const logits = centres.map((w, c) => {
        const dot = x.reduce((sum, value, i) => sum + value * w[i]!, 0);
        return scale * (dot / Math.hypot(...x) / Math.hypot(...w) - (c === labels[n] ? margin : 0));
      });
      return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - logits[labels[n]!]!), 0));
    });
    return terms.reduce((sum, term) => sum + term, 0) / terms.length;
  }
});

describe('a run that sees some classes', () => {
  test.each([
    ['Adam, averages and the best epoch', stateful],
    ['SGD', { ...common, loss: 'arcface', optimiser: { kind: 'sgd', learningRate: 0.01 } }],
  ] as const)('is to the bit the run that sees all if all are among them: %s', async (_, spec) => {
    // So large that all classes are seen, the way that some are.
    const batchSize = 24;
    const [all, some] = await Promise.all([
      endOf({ ...spec, batchSize, epochs: 4 }),
      endOf({ ...spec, batchSize, epochs: 4, classShare: 0.9999 }),
    ]);
    expect(decodeCheckpoint(all).step).toBe(12);
    expect(some).toEqual(all);
    const less = await endOf({ ...spec, batchSize: 5, epochs: 4, classShare: 0.5 });
    expect(less).not.toEqual(await endOf({ ...spec, batchSize: 5, epochs: 4 }));
  });

  test('stopped at any step and resumed, it ends with the same weights', async () => {
    const spec = { ...stateful, classShare: 0.3, epochs: 3 };
    const whole = await endOf(spec);
    const random = randomFrom(8);
    for (let time = 0; time < 4; time++) {
      const at = 1 + random.integer(50);
      const stopped = await endOf(spec, at);
      expect(decodeCheckpoint(stopped).step).toBe(at);
      const kept = stopped.slice();
      expect(await endOf(spec, Infinity, stopped)).toEqual(whole);
      expect(stopped).toEqual(kept);
    }
  });

  test('learns: samples come nearer to their centres, and fixed centres stay', async () => {
    for (const centres of ['learned', 'spread'] as const) {
      const spec = { ...common, centres, classShare: 0.3, optimiser: { learningRate: 0.003 } };
      const angles: number[] = [];
      const options = { clock: () => 0 };
      for await (const event of train(tf, trainSpec.parse({ ...spec, epochs: 12 }), data(), options)) {
        if (event.type !== 'epoch') continue;
        angles.push(event.metrics.ownAngle / event.metrics.nearestOtherAngle);
        // Of 72 samples, as large a share is measured.
        expect(event.metrics.ownAngles.reduce((sum, count) => sum + count)).toBe(22);
      }
      expect(angles.at(-1)).toBeLessThan(angles[0]!);
      const [first, last] = await Promise.all([endOf({ ...spec, epochs: 1 }), endOf({ ...spec, epochs: 2 })]);
      const centresOf = (bytes: Uint8Array) => decodeCheckpoint(bytes).parameters['loss/centres'];
      if (centres === 'spread') expect(centresOf(last)).toEqual(centresOf(first));
    }
  });

  test('records a step once for each size of a batch, and replays it to the bit', async () => {
    const spec = trainSpec.parse({ ...stateful, batchSize: 5, classShare: 0.4 });
    const run = prepareRun(spec, data());
    let calls = 0;
    const ends = [];
    for (const compile of [compileNothing, compileForReplay(tf)]) {
      const session = await Session.open(tf, run, data().features, null, (compute, steps) =>
        compile((inputs) => {
          calls++;
          return compute(inputs);
        }, steps),
      );
      calls = 0;
      for (const batch of [
        [1, 2, 3, 4, 70],
        [5, 6, 7, 8, 9],
        [10, 50],
        [11, 12, 13, 14, 15],
        [2, 70],
      ]) {
        session.step(batch, 0.01);
      }
      expect(calls).toBe(compile === compileNothing ? 5 : 2);
      ends.push(await session.snapshot());
      session.close();
    }
    expect(ends[1]).toEqual(ends[0]);
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await endOf({ ...stateful, classShare: 0.3, epochs: 2 });
    await endOf({ ...stateful, centres: 'spread', classShare: 0.3, epochs: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('of the losses', () => {
  const able = losses.filter(({ canSampleClasses }) => canSampleClasses);
  const others = losses.filter(({ canSampleClasses }) => !canSampleClasses);

  test('some can do with some of the classes, others cannot', () => {
    expect(able.map(({ id }) => id)).toEqual(expect.arrayContaining(['cosface', 'arcface', 'magface']));
    expect(others.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['softmax', 'vpl', 'triplet', 'adacos']),
    );
  });

  test.each(able)('$id keeps nothing of classes but a centre each', (loss) => {
    const values = Object.fromEntries(
      Object.entries(loss.parameters).map(([name, parameter]) => [name, parameter.default]),
    );
    const kept = (classes: number) => ({
      ...loss.trainables(classes, 8, values),
      ...loss.state?.(classes, 8, values),
    });
    const { centres, ...rest } = kept(50);
    expect(centres).toEqual({ shape: [50, 8] });
    expect(rest).toEqual(Object.fromEntries(Object.entries(kept(60)).filter(([name]) => name !== 'centres')));
  });

  test.each(able)('$id trains with some of the classes', async ({ id }) => {
    const end = await endOf({ ...common, loss: id, classShare: 0.3, epochs: 1 });
    expect(decodeCheckpoint(end).parameters['loss/centres']!.values.every(Number.isFinite)).toBe(true);
  });

  test.each([...others.map(({ id }) => ({ loss: id })), { loss: 'arcface', regulariser: 'mhe' }])(
    '%o is refused with what to do',
    (spec) => {
      const attempt = () => prepareRun(trainSpec.parse({ ...spec, classShare: 0.5 }), data());
      expect(attempt).toThrow('needs all classes');
      expect(() => prepareRun(trainSpec.parse({ ...spec, classShare: 1 }), data())).not.toThrow();
    },
  );
});
