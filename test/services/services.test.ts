import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import {
  type AppEvent,
  type DescribedFace,
  type Input,
  type MethodName,
  methods,
  type Output,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { decodeFaces } from '../../src-shared/story/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';

let services: Services;
let library: string;
const events: AppEvent[] = [];

beforeAll(async () => {
  library = await temporaryFolder();
  services = await openServices({ library, host: 'web' });
  services.on((event) => events.push(event));
});
afterAll(() => services.close());

const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

/** A face as a window's worker would describe it; `seed` makes it somebody, `photo` another picture of the same. */
function describedFace(seed: number, photo = 0): DescribedFace {
  return {
    box: { x: 1, y: 2, width: 30, height: 40 },
    score: 0.9,
    landmarks: Array(136).fill(1),
    quality: { size: 30, sharpness: 10, brightness: 100, clipped: null, pose: null },
    feature: Array.from({ length: 256 }, (_, i) =>
      Math.abs(Math.sin(seed * (i + 1)) + 0.2 * Math.sin(photo * i * i)),
    ),
    chip: new Uint8Array(150 * 150 * 3).fill(seed % 255),
    thumbnail: new Uint8Array(56 * 56).fill(seed % 255),
  };
}

/** Reads a folder as the window does, with made-up faces: one a photo, much the same for a person. */
async function readFolder(folder: string): Promise<number> {
  const { scanId } = await call('library.beginScan', { folder });
  for (
    let photo = await call('library.nextPhoto', { scanId });
    photo;
    photo = await call('library.nextPhoto', { scanId })
  ) {
    const [person, number] = photo.photoKey.match(/\d+/g)!.slice(-2).map(Number);
    const faces = [describedFace(person!, number)];
    await call('library.storePhoto', { scanId, photoKey: photo.photoKey, faces });
  }
  await call('library.endScan', { scanId });
  return scanId;
}

describe('reading a folder from the window', () => {
  test('stores what the worker found, tells of it, and is undone as a whole', async () => {
    const folder = await someDemoPeople(['s01', 's02'], [1, 2]);
    const scanId = await readFolder(folder);
    expect(await call('library.summary', undefined)).toMatchObject({
      photos: 4,
      faces: 4,
      people: 2,
      failures: 0,
    });
    expect(events.filter(({ type }) => type === 'scan').at(-1)).toMatchObject({
      progress: { done: 4, total: 4, faces: 4 },
    });
    const again = await call('library.beginScan', { folder });
    expect(again).toMatchObject({ total: 4, done: 4, alreadyDone: 4 });
    await call('library.endScan', { scanId: again.scanId });
    expect(await call('library.undoScan', { scanId })).toMatchObject({ photos: 0, faces: 0, people: 0 });
  });

  test('the undo of a second reading leaves the first', async () => {
    await readFolder(await someDemoPeople(['s01'], [1, 2]));
    const second = await readFolder(await someDemoPeople(['s03'], [1]));
    expect(await call('library.undoScan', { scanId: second })).toMatchObject({ photos: 2, people: 1 });
  });

  test('says how many photos of the folder’s table of labels are not there', async () => {
    const folder = await someDemoPeople(['s10'], [1]);
    await writeFile(join(folder, 'labels.csv'), 's10/01.png,Ada\n01.png,Ada\n02.png,Ada');
    const { scanId, unmatched } = await call('library.beginScan', { folder });
    expect(unmatched).toEqual({ count: 2, example: join(folder, '01.png') });
    await call('library.endScan', { scanId });
  });

  test('a photo on which the worker breaks down is recorded with the reason, and tried again', async () => {
    const folder = await someDemoPeople(['s09'], [1]);
    const { scanId } = await call('library.beginScan', { folder });
    const photo = await call('library.nextPhoto', { scanId });
    await call('library.failPhoto', { scanId, photoKey: photo!.photoKey, reason: 'context lost' });
    const [failure] = await call('library.failures', undefined);
    expect(failure).toMatchObject({
      path: photo!.photoKey,
      code: 'internal',
      parameters: { message: `${photo!.photoKey}: context lost` },
    });
    const again = await call('library.beginScan', { folder });
    expect(again.alreadyDone).toBe(0);
    expect(await call('library.undoScan', { scanId })).toMatchObject({ failures: 0 });
    await call('library.endScan', { scanId: again.scanId });
  });

  test('a chip is served as a picture, and an id that is none is not', async () => {
    const { faces } = await call('library.faces', {});
    const chip = await services.media(`/media/chip/${faces[0]!.id}`);
    expect(chip?.type).toBe('image/webp');
    for (const path of [
      '/media/chip/999',
      '/media/chip/1.5',
      '/media/chip/',
      '/media/model/../package.json',
      '/media/photo/-1',
    ]) {
      expect(await services.media(path)).toBeNull();
    }
    expect((await services.media('/media/model/ssd_mobilenetv1_model.bin'))?.bytes.length).toBeGreaterThan(
      1e6,
    );
  });
});

describe('enrolling', () => {
  test('a face from outside is kept and recognised, and undo forgets person, face and label', async () => {
    const before = await call('library.summary', undefined);
    const { enrolmentId, added } = await call('people.enrolNew', {
      name: 'Ada',
      source: 'camera',
      face: describedFace(77),
    });
    expect(added).toBe(1);
    const [head] = await call('training.heads', undefined);
    const { matches } = await call('matching.match', {
      headId: head!.id,
      features: [describedFace(77).feature],
    });
    expect(matches[0]!.candidates[0]).toMatchObject({ name: 'Ada', cosine: expect.closeTo(1, 5) });
    const left = await call('people.undoEnrol', { enrolmentIds: [enrolmentId] });
    expect(left.map(({ name }) => name)).not.toContain('Ada');
    expect(await call('library.summary', undefined)).toEqual(before);
  });

  test('a face under another name is relabelled, and undo gives the label back', async () => {
    const people = await call('people.list', undefined);
    const { faces } = await call('library.faces', { personId: people[0]!.id });
    const { enrolmentId } = await call('people.enrol', { name: 'Somebody else', faceIds: [faces[0]!.id] });
    await expect(call('people.enrol', { name: 'A third', faceIds: [faces[0]!.id] })).rejects.toThrow(
      'enrolled for another',
    );
    expect(await call('people.list', undefined)).toHaveLength(2);
    await call('people.undoEnrol', { enrolmentIds: [enrolmentId] });
    expect(await call('people.list', undefined)).toEqual(people);
  });
});

test('what the app is needs no backend tried, and each backend answers for itself', async () => {
  const tried: string[] = [];
  const folder = await temporaryFolder();
  const own = await openServices({
    library: folder,
    host: 'electron',
    spawnTrainer(backend) {
      tried.push(backend);
      throw new Error(`no process for ${backend}`);
    },
  });
  expect(await own.call('app.info', undefined)).toMatchObject({ host: 'electron', library: folder });
  expect(tried).toEqual([]);
  expect(await own.call('app.backend', { id: 'cpu' })).toMatchObject({
    id: 'cpu',
    available: false,
    reason: expect.stringContaining('no process for cpu'),
  });
  expect(tried).toEqual(['cpu']);
  await own.close();
});

describe('training', () => {
  test('runs in the background, one at a time, and leaves a head and its spread', {
    timeout: 90_000,
  }, async () => {
    await readFolder(await someDemoPeople(['s05', 's06'], [1, 2, 3]));
    const run = await call('training.start', { loss: 'cosface', epochs: 3 });
    await expect(call('training.start', { loss: 'arcface' })).rejects.toMatchObject({ code: 'busy' });
    await expect
      .poll(() => events.some((event) => event.type === 'training' && event.event.type === 'finished'), {
        timeout: 60_000,
      })
      .toBe(true);
    const [last] = await call('training.runs', undefined);
    expect(last).toMatchObject({ id: run.id, status: 'finished', lastEpoch: { epoch: 3 } });
    expect(await call('training.history', { runId: run.id })).toHaveLength(3);
    const { source, spread } = await call('sphere.spread', { headId: last!.headId! });
    expect({ source, count: spread.count }).toEqual({ source: 'learned', count: 3 });
    const samples = await call('sphere.samples', { headId: last!.headId!, limit: 5 });
    expect(samples.total).toBeGreaterThan(5);
    expect([samples.faceIds.length, samples.labels.length, samples.embeddings.length]).toEqual([5, 5, 5]);
    expect(new Set(samples.labels).size).toBe(3);
    for (const row of samples.embeddings) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    await expect(call('training.resume', { runId: run.id })).rejects.toThrow('is finished');
  });

  test('a run goes with its head, comes back as it was, and is gone once another goes', async () => {
    const [run] = await call('training.runs', undefined);
    const { id: runId, headId } = run!;
    const heads = await call('training.heads', undefined);
    const history = await call('training.history', { runId });
    await call('training.remove', { runId });
    expect(await call('training.runs', undefined)).not.toContainEqual(run);
    expect(await call('training.heads', undefined)).toEqual(heads.filter(({ id }) => id !== headId));
    await expect(call('sphere.spread', { headId: headId! })).rejects.toMatchObject({ code: 'unknown-id' });
    await expect(call('training.remove', { runId })).rejects.toMatchObject({ code: 'unknown-id' });

    await call('training.undoRemoval', { runId });
    expect((await call('training.runs', undefined))[0]).toEqual(run);
    expect(await call('training.heads', undefined)).toEqual(heads);
    expect(await call('training.history', { runId })).toEqual(history);
    await expect(call('training.undoRemoval', { runId })).rejects.toMatchObject({ code: 'unknown-id' });

    const another = await call('training.start', { loss: 'cosface', epochs: 2000 });
    await expect(call('training.remove', { runId: another.id })).rejects.toMatchObject({ code: 'busy' });
    await call('training.cancel', { runId: another.id });
    await call('training.remove', { runId });
    expect(existsSync(join(library, 'runs', String(runId)))).toBe(true);
    await call('training.remove', { runId: another.id });
    expect(existsSync(join(library, 'runs', String(runId)))).toBe(false);
    await expect(call('training.undoRemoval', { runId })).rejects.toMatchObject({ code: 'unknown-id' });
    expect((await call('training.heads', undefined)).map(({ name }) => name)).toEqual(['pretrained']);
    await call('training.undoRemoval', { runId: another.id });
    expect(await call('training.runs', undefined)).toMatchObject([{ id: another.id, status: 'cancelled' }]);
  });

  test('a spec that no loss takes is refused before a run is made', async () => {
    const before = (await call('training.runs', undefined)).length;
    await expect(call('training.start', { loss: 'arcface', parameters: { margin: 99 } })).rejects.toThrow(
      'margin is 99',
    );
    expect(await call('training.runs', undefined)).toHaveLength(before);
  });
});

test("the story has the library's faces as it has those that ship", async () => {
  const { features, labels, people } = decodeFaces((await call('story.faces', undefined))!);
  const named = (await call('people.list', undefined)).filter(({ faces }) => faces > 0);
  expect([...people].sort()).toEqual(named.map(({ name }) => name).sort());
  for (const { name, faces } of named) {
    expect(labels.filter((label) => people[label] === name).length).toBe(faces);
  }
  expect(features.every((feature) => feature.length === 256 && feature.some((value) => value !== 0))).toBe(
    true,
  );
});

describe('the contract', () => {
  test('any method and input is answered or refused with a TammesError that is no fault', async () => {
    // Those that start long work or read the disk where they are told to are tried with what no schema takes.
    const names = Object.keys(methods).filter(
      (name) => !['training.start', 'library.beginScan'].includes(name),
    );
    const method = fc.oneof(fc.constantFrom(...names), fc.string());
    await fc.assert(
      fc.asyncProperty(method, fc.anything({ maxDepth: 2 }), async (name, input) => {
        const answer: unknown = await services.call(name, input).catch((error: unknown) => error);
        if (!(answer instanceof Error)) return;
        expect(answer).toBeInstanceOf(TammesError);
        expect((answer as TammesError).code).not.toBe('internal');
      }),
      { numRuns: 400 },
    );
  });
});

test('a library made by a newer Tammes is left alone', async () => {
  const { openStore } = await import('../../src-main/store/store.ts');
  const folder = join(await temporaryFolder(), 'new');
  const store = openStore(folder);
  store.db.exec('PRAGMA user_version = 99');
  store.close();
  expect(() => openStore(folder)).toThrow('newer version');
});
