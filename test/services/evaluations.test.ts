import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import type {
  AppEvent,
  Estimate,
  Input,
  Job,
  KeptEvaluation,
  MethodName,
  Output,
} from '../../src-shared/contract/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople, readMadeUp } from '../helpers/made-up-library.ts';

let services: Services;
let library = '';
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

/** Starts something in the background and waits for its end. */
async function finish(start: () => Promise<unknown>): Promise<Job> {
  const ended = new Promise<Job>((resolve) => {
    const stop = services.on((event: AppEvent) => {
      if (event.type !== 'job' || event.job.status === 'running') return;
      stop();
      resolve(event.job);
    });
  });
  await start();
  return ended;
}

const openSet = { protocol: 'open-set', unknown: 0.4, each: 2, draws: 3 } as const;

async function evaluate(input: Input<'evaluations.start'>): Promise<KeptEvaluation> {
  const job = await finish(() => call('evaluations.start', input));
  expect(job).toMatchObject({ status: 'done', failure: null });
  const [newest] = await call('evaluations.list', undefined);
  return call('evaluations.get', { evaluationId: newest!.id });
}

beforeAll(async () => {
  library = await temporaryFolder();
  services = await openServices({ library, host: 'web' });
  await addMadeUpPeople(services, 15, 6);
}, 120_000);
afterAll(() => services.close());

describe('evaluating the library', () => {
  let kept: KeptEvaluation;
  let trained = 0;

  beforeAll(async () => {
    const ended = new Promise((resolve) => {
      services.on((event) => event.type === 'training' && event.event.type === 'finished' && resolve(event));
    });
    await call('training.start', { loss: 'cosface', epochs: 3, strangers: 0 });
    await ended;
    const heads = await call('training.heads', undefined);
    trained = heads.find(({ runId }) => runId !== null)!.id;
    kept = await evaluate({ name: 'First', headIds: [heads[0]!.id, trained], settings: openSet });
  }, 120_000);

  test('compares heads on the same photos, and says whom each was trained on', () => {
    const { heads, search, pairs, people, faces } = kept.result;
    expect([people, faces]).toEqual([15, 90]);
    expect(heads.map(({ name }) => name)).toEqual(['pretrained', expect.stringMatching(/^cosface-/)]);
    expect(heads[0]!.trainedOn).toEqual({ people: 0, faces: 0 });
    expect(heads[1]!.trainedOn!.people).toBe(15);
    const unseen = faces - heads[1]!.trainedOn!.faces;
    expect(pairs!.counts.faces).toBe(unseen);
    expect(search!.heads).toHaveLength(2);
    expect(search!.differences).toHaveLength(1);
    expect(search!.differences[0]!.top1.value).toBeCloseTo(
      search!.heads[1]!.top1.value - search!.heads[0]!.top1.value,
      12,
    );
  });

  test('has a figure for a rate only if there are strangers enough to count it', () => {
    const { counts, heads } = kept.result.search!;
    for (const { points } of heads) {
      expect(points[0]!.rate).toBe(1);
      expect(points.every(({ rate }) => 1 / rate <= counts.leastStrangerPhotos + 1e-6)).toBe(true);
      for (const [i, { value, interval }] of points.entries()) {
        expect(value).toBeLessThanOrEqual(points[Math.max(0, i - 1)]!.value);
        if (interval !== null) expect(interval[0]).toBeLessThanOrEqual(interval[1]);
      }
    }
  });

  test('counts every search in its histogram, and every pair', () => {
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    const { search, pairs } = kept.result;
    for (const { histogram, top1 } of search!.heads) {
      expect(sum(histogram!.different)).toBe(search!.counts.strangerPhotos);
      expect(sum(histogram!.same) / search!.counts.probes).toBeCloseTo(top1.value, 1);
    }
    for (const { histogram } of pairs!.heads) {
      expect(sum(histogram.same)).toBe(pairs!.counts.same);
      expect(sum(histogram.different)).toBe(pairs!.counts.different);
    }
  });

  test('counts what goes wrong at each threshold, and keeps some of it', () => {
    const { search, pairs } = kept.result;
    const people = new Map(kept.shown.map(({ id, personId }) => [id, personId]));
    for (const { points, histogram } of pairs!.heads) {
      const told = points.filter(({ threshold }) => threshold !== null);
      expect(told.length).toBeGreaterThan(5);
      for (const { failed, value, rate } of told) {
        expect(failed!.own).toBe(Math.round((1 - value) * pairs!.counts.same));
        expect(failed!.others / pairs!.counts.different).toBeLessThanOrEqual(rate * (1 + 1e-9));
      }
      const { samples } = histogram;
      expect(samples!.same.map(({ length }) => length)).toEqual(
        histogram.same.map((count) => Math.min(4, count)),
      );
      for (const { a, b } of samples!.same.flat()) expect(people.get(a)).toBe(people.get(b));
      for (const { a, b } of samples!.different.flat()) expect(people.get(a)).not.toBe(people.get(b));
    }
    for (const { points } of search!.heads)
      for (const { failed, value } of points.filter(({ threshold }) => threshold !== null)) {
        // Each draw has its own threshold; these are counted at their mean.
        expect(failed!.own / search!.counts.probes).toBeCloseTo(1 - value, 1);
        expect(failed!.others).toBeLessThanOrEqual(search!.counts.strangerPhotos);
      }
  });

  test('counts what goes wrong where both errors are equal, and keeps some of what each probability counts', () => {
    const { search, pairs } = kept.result;
    const people = new Map(kept.shown.map(({ id, personId }) => [id, personId]));
    for (const { eer, eerAt, calibration } of pairs!.heads) {
      const { own, others } = eerAt!.failed;
      // It lies between two pairs: one of them may be on either side.
      expect(Math.abs(own - eer.value * pairs!.counts.same)).toBeLessThanOrEqual(1);
      expect(Math.abs(others / pairs!.counts.different - eer.value)).toBeLessThanOrEqual(
        1 / pairs!.counts.same,
      );
      expect(calibration!.bins.length).toBeGreaterThan(3);
      for (const { samples, count } of calibration!.bins) {
        const { right, wrong } = samples!;
        expect(right.length + wrong.length).toBeGreaterThanOrEqual(Math.min(4, count));
        for (const { a, b } of right) expect(people.get(a)).toBe(people.get(b));
        for (const { a, b } of wrong) expect(people.get(a)).not.toBe(people.get(b));
      }
    }
    for (const { eer, eerAt, calibration } of search!.heads) {
      // Each draw has its own threshold; these are counted at their mean.
      expect(Math.abs(eerAt!.failed.own / search!.counts.probes - eer!.value)).toBeLessThan(0.15);
      expect(calibration!.bins.length).toBeGreaterThan(3);
      for (const { right, wrong } of calibration!.bins.map(({ samples }) => samples!)) {
        for (const { a, b } of right) expect(people.get(a)).toBe(people.get(b));
        for (const { a, b } of wrong) expect(people.get(a)).not.toBe(people.get(b));
      }
    }
  });

  test('shows the faces behind it: two of one person, two of different people, and who was found instead', () => {
    const people = new Map(kept.shown.map(({ id, personId }) => [id, personId]));
    const { pairs, search } = kept.result;
    for (const { same, different } of pairs!.heads) {
      expect(same.length).toBeGreaterThan(0);
      for (const { a, b } of same) expect(people.get(a)).toBe(people.get(b));
      for (const { a, b } of different) expect(people.get(a)).not.toBe(people.get(b));
      expect(same.map(({ score }) => score)).toEqual(same.map(({ score }) => score).sort((a, b) => a - b));
    }
    for (const { failures, confusions } of search!.heads) {
      for (const { face, found, kind } of failures)
        expect(people.get(face) === people.get(found)).toBe(kind === 'missed');
      for (const { row, column, count, faces } of confusions.cells) {
        expect(count).toBeLessThanOrEqual(confusions.searches[row]!);
        for (const [face, found] of faces) {
          expect(people.get(face)).toBe(people.get(confusions.people[row]!));
          expect(people.get(found)).toBe(people.get(confusions.people[column]!));
        }
      }
    }
  });

  test('is the same a second time, and gets its protocol and number for a name', async () => {
    const again = await evaluate({ headIds: kept.result.heads.map(({ id }) => id), settings: openSet });
    expect(again.name).toBe(`open-set-${again.id}`);
    expect({ ...again.result, seconds: 0 }).toEqual({ ...kept.result, seconds: 0 });
  });

  test('searches for people who are all enrolled, on faces that no head was trained on', async () => {
    const headIds = kept.result.heads.map(({ id }) => id);
    const settings = { protocol: 'holdout', each: 2, draws: 3 } as const;
    const { id, name, result, heads, shown } = await evaluate({ headIds, settings });
    expect(name).toMatch(/^holdout-\d+$/);
    const search = result.search!;
    expect(search.counts).toMatchObject({ strangers: 0, strangerPhotos: 0 });
    expect(search.counts.probes).toBeGreaterThan(0);
    const people = new Map(shown.map(({ id, personId }) => [id, personId]));
    for (const [i, { top1, top5, eer, points, histogram, failures, confusions }] of search.heads.entries()) {
      expect(top5!.value).toBeGreaterThanOrEqual(top1.value);
      expect(heads[i]!.at1).toEqual(top1);
      expect([eer, points, histogram]).toEqual([null, [], null]);
      for (const { face, found, kind } of failures)
        expect([kind, people.get(face) === people.get(found)]).toEqual(['other', false]);
      expect(failures.length > 0).toBe(top1.value < 1);
      expect(confusions.cells.some(({ row, column }) => row !== column)).toBe(top1.value < 1);
    }
    expect(search.differences[0]!.top1.value).toBeCloseTo(
      search.heads[1]!.top1.value - search.heads[0]!.top1.value,
      12,
    );
    expect(result.pairs!.counts).toEqual(kept.result.pairs!.counts);
    const again = await evaluate({ headIds, settings });
    expect({ ...again.result, seconds: 0 }).toEqual({ ...result, seconds: 0 });
    const compared = await call('evaluations.compare', { firstId: id, secondId: again.id });
    expect(compared.heads[0]!.search!.map(({ figure, difference }) => [figure, difference.value])).toEqual([
      ['top1', 0],
      ['top5', 0],
    ]);
  });

  test('compares pairs alone', async () => {
    const { name, result, heads } = await evaluate({ headIds: [1], settings: { protocol: 'pairs' } });
    expect(name).toMatch(/^pairs-\d+$/);
    expect(result.search).toBeNull();
    expect(result.pairs!.counts.faces).toBe(90);
    expect(heads[0]!.at1!.value).toBe(
      result.pairs!.heads[0]!.points.find(({ rate }) => rate === 0.01)!.value,
    );
  });
});

describe('what is kept', () => {
  const names = async () => (await call('evaluations.list', undefined)).map(({ name }) => name);

  test('is renamed and removed, and all of that undone', async () => {
    const before = await names();
    const { id } = (await call('evaluations.list', undefined))[0]!;
    await call('evaluations.rename', { evaluationId: id, name: 'Another' });
    expect((await names())[0]).toBe('Another');
    const { entryId } = await call('evaluations.remove', { evaluationId: id });
    expect(await names()).toEqual(before.slice(1));
    await expect(call('evaluations.get', { evaluationId: id })).rejects.toThrow(`no evaluation ${id}`);
    await call('journal.undo', { entryId: entryId! });
    await call('journal.undo', {});
    expect(await names()).toEqual(before);
  });

  test('compares evaluations that were made apart as if they had been made together, if they were made on the same faces', async () => {
    const [both] = (await call('evaluations.list', undefined)).filter(
      ({ heads, settings }) => heads.length === 2 && settings.protocol === 'open-set',
    );
    const together = await call('evaluations.get', { evaluationId: both!.id });
    const [plain, trained] = (await call('training.heads', undefined)).map(({ id }) => id) as [
      number,
      number,
    ];
    const alone = await evaluate({ name: 'Alone', headIds: [trained], settings: openSet });
    const compare = (firstId: number, secondId: number) => call('evaluations.compare', { firstId, secondId });
    const { heads } = await compare(both!.id, alone.id);
    expect(heads.map(({ to }) => to)).toEqual(both!.heads.map(({ name }) => name));
    for (const [part, key] of [
      ['search', 'top1'],
      ['pairs', 'auc'],
    ] as const) {
      const { difference, first, second } = heads[0]![part]!.find(({ figure }) => figure === key)!;
      const [expected]: { top1?: Estimate; auc?: Estimate }[] = together.result[part]!.differences;
      expect(difference.value).toBeCloseTo(second.value - first.value, 12);
      expect(difference.value).toBeCloseTo(expected![key]!.value, 12);
      for (const end of [0, 1] as const)
        expect(difference.interval![end]).toBeCloseTo(expected![key]!.interval![end], 6);
    }
    // The head and itself: so few people may have missed a difference.
    expect(heads[1]!.search!.every(({ difference }) => difference.value === 0)).toBe(true);
    const refusals = [
      { input: { headIds: [plain], settings: openSet }, reason: 'faces' },
      { input: { headIds: [trained], settings: { protocol: 'pairs' as const } }, reason: 'protocol' },
    ];
    for (const { input, reason } of refusals) {
      const other = await evaluate(input);
      await expect(compare(both!.id, other.id)).rejects.toMatchObject({
        problem: 'evaluations-not-paired',
        parameters: { reason },
      });
    }
  });

  test('of only people never seen leaves out those whom a head was trained on, and says if too few are left', async () => {
    const [plain, trained] = (await call('training.heads', undefined)).map(({ id }) => id) as [
      number,
      number,
    ];
    expect(await call('evaluations.unseen', { headIds: [plain] })).toEqual({ people: 15, of: 15 });
    expect(await call('evaluations.unseen', { headIds: [plain, trained] })).toEqual({ people: 0, of: 15 });
    const job = await finish(() =>
      call('evaluations.start', { headIds: [trained], settings: { ...openSet, unseen: true } }),
    );
    expect(job.failure).toMatchObject({
      problem: 'too-few-unseen',
      parameters: { people: 0, of: 15, needed: 3 },
    });
    const more = Array.from({ length: 5 }, (_, i) => `s${i + 16}`);
    await readMadeUp(services, await someDemoPeople(more, [1, 2, 3, 4, 5, 6]));
    expect(await call('evaluations.unseen', { headIds: [trained] })).toEqual({ people: 5, of: 20 });
    const { result } = await evaluate({ headIds: [trained], settings: { ...openSet, unseen: true } });
    expect([result.people, result.heads[0]!.trainedOn!.people]).toEqual([5, 0]);
  });

  test('stays as it was if an evaluation is cancelled, or there is nothing to evaluate', async () => {
    const before = await names();
    const cancelled = await finish(async () => {
      const { id } = await call('evaluations.start', {
        headIds: [1],
        settings: { ...openSet, draws: 100 },
      });
      await call('jobs.cancel', { jobId: id });
    });
    expect(cancelled.status).toBe('cancelled');
    const failed = await finish(() =>
      call('evaluations.start', { headIds: [1], settings: { ...openSet, each: 6 } }),
    );
    expect(failed).toMatchObject({ status: 'failed', failure: { problem: 'no-probes-left' } });
    await expect(call('evaluations.start', { headIds: [99], settings: openSet })).rejects.toThrow('head 99');
    expect(await names()).toEqual(before);
  });
});
