import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices, type Services } from '../../src-main/services/index.ts';
import { eraseInEvaluations, evaluationsWith } from '../../src-main/store/evaluations.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { Input, Job, KeptEvaluation, MethodName, Output } from '../../src-shared/contract/index.ts';
import { mediaUrl } from '../../src-shared/contract/index.ts';
import { toEnglish } from '../../src-shared/errors/index.ts';
import { shareInterval } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { orlFolder } from '../helpers/orl.ts';
import { pickleOf } from '../helpers/pickle.ts';

/** Enrolled people, and strangers. */
const known = ['s01', 's02', 's03', 's04'];
const others = ['s05', 's06', 's07'];
/** The stranger s05 looks like s03. */
const whoIsOn = (path: string) => {
  const person = basename(dirname(path));
  return path.includes('strangers') && person === 's05' ? 's03' : person;
};

let services: Services;
let library: string;
let photos: string;
let headId: number;
const folder = (name: string) => join(photos, name);
const call = <M extends MethodName>(method: M, input: Input<M>) =>
  services.call(method, input) as Promise<Output<M>>;

async function put(part: string, people: readonly string[], numbers: readonly number[]): Promise<void> {
  for (const person of people) {
    await mkdir(join(folder(part), person), { recursive: true });
    for (const number of numbers) {
      const name = `${String(number).padStart(2, '0')}.png`;
      await cp(join(orlFolder, person, name), join(folder(part), person, `${person}_${name}`));
    }
  }
}

async function finish(input: Input<'evaluations.start'>): Promise<Job> {
  const ended = new Promise<Job>((resolve) => {
    const stop = services.on((event) => {
      if (event.type !== 'job' || event.job.status === 'running') return;
      stop();
      resolve(event.job);
    });
  });
  await call('evaluations.start', input);
  return ended;
}

async function evaluate(
  name: string,
  settings: Input<'evaluations.start'>['settings'],
): Promise<KeptEvaluation> {
  expect(await finish({ name, headIds: [headId], settings })).toMatchObject({
    status: 'done',
    failure: null,
  });
  const [newest] = await call('evaluations.list', undefined);
  return call('evaluations.get', { evaluationId: newest!.id });
}

const folders = () => ({
  protocol: 'folders' as const,
  gallery: folder('gallery'),
  probes: folder('probes'),
  strangers: folder('strangers'),
});
const list = (images: string | null = folder('all')) => ({
  protocol: 'list' as const,
  list: folder('pairs.txt'),
  images,
});

beforeAll(async () => {
  photos = await temporaryFolder();
  library = await temporaryFolder();
  await put('gallery', known, [1, 2]);
  await put('probes', known, [3, 4, 5]);
  await put('strangers', others, [1, 2, 3, 4]);
  await put('all', [...known, ...others], [1, 2]);
  const pairs = [...known, ...others].map((person) => `${person}\t1\t2`);
  const different = known.map((person, i) => `${person}\t1\t${known[(i + 1) % known.length]}\t2`);
  await writeFile(folder('pairs.txt'), ['4', ...pairs.slice(0, 4), ...different].join('\n'));
  services = await openServices({
    library,
    host: 'web',
    openPool: () => madeUpVision({ seed: whoIsOn, noFaces: (path) => path.endsWith('s03_05.png') }),
  });
  headId = (await call('training.heads', undefined))[0]!.id;
});
afterAll(() => services.close());

describe('on folders of photos', () => {
  let kept: KeptEvaluation;
  beforeAll(async () => {
    kept = await evaluate('Folders', folders());
  });

  test('people are found among strangers, and a photo without a face counts as not found', () => {
    const { search, pairs, people, faces, heads } = kept.result;
    expect([people, faces, pairs]).toEqual([7, 31, null]);
    expect(search!.counts).toMatchObject({ people: 4, probes: 12, strangers: 3, strangerPhotos: 12 });
    expect(search!.heads[0]!.top1.value).toBeCloseTo(11 / 12, 12);
    expect(heads[0]!.trainedOn).toBeNull();
    expect(kept.lost).toEqual([join('s03', 's03_05.png')]);
  });

  test('what is kept names the folders without the way to them, and shows the photos of what went wrong', async () => {
    expect(kept.settings).toEqual({
      protocol: 'folders',
      ...{ gallery: 'gallery', probes: 'probes', strangers: 'strangers', by: null, columns: null },
    });
    expect(JSON.stringify(kept.result)).not.toContain('s03');
    const shown = kept.shown[0]!;
    expect(shown).toMatchObject({ photoId: null, personId: null, name: expect.stringMatching(/^s0\d$/) });
    const address = mediaUrl.evaluatedPhoto(kept.id, shown.id);
    expect(await services.media(address)).toMatchObject({ type: 'image/jpeg' });
    // Only what the evaluation shows can be seen.
    expect(await services.media(mediaUrl.evaluatedPhoto(kept.id, -999))).toBeNull();
    expect(await services.media(mediaUrl.evaluatedPhoto(999, shown.id))).toBeNull();
  });

  test('two that were made apart on the same photos are compared, one on others is refused', async () => {
    const again = await evaluate('Again', folders());
    const compared = await call('evaluations.compare', { firstId: kept.id, secondId: again.id });
    expect(compared.heads[0]!.search!.find(({ figure }) => figure === 'top1')!.difference.value).toBe(0);
    await put('fewer', others, [1, 2, 3]);
    const other = await evaluate('Others', { ...folders(), strangers: folder('fewer') });
    await expect(call('evaluations.compare', { firstId: kept.id, secondId: other.id })).rejects.toThrow(
      /not made on the same faces/,
    );
  });

  test.each([
    ['strangers', () => folder('gallery'), /in the gallery and among the strangers: s01/],
    ['probes', () => folder('strangers'), /among the probes but not in the gallery: s05/],
    ['gallery', () => join(folder('gallery'), 'nowhere'), /no folder .*nowhere/],
  ] as const)('wrong %s are refused', async (part, path, told) => {
    const job = await finish({ name: '', headIds: [headId], settings: { ...folders(), [part]: path() } });
    expect(job.status).toBe('failed');
    expect(toEnglish(job.failure!).message).toMatch(told);
  });

  test('a person who is forgotten is forgotten in it, too', () => {
    const store = openStore(library);
    const names = {
      isName: (name: string) => name === 's03',
      isInPath: (path: string) => path.includes('s03'),
      isInText: () => false,
    };
    const traces = evaluationsWith(store.db, new Set(), names);
    expect(traces.map(({ name }) => name)).toContain('Folders');
    eraseInEvaluations(store.db, traces);
    const stored = JSON.stringify(store.db.prepare('SELECT result FROM evaluations').all());
    store.close();
    expect([stored.includes('s03'), stored.includes('s04')]).toEqual([false, true]);
  });
});

describe('on a list of pairs', () => {
  test('pairs are told apart, with the names of the list alone', async () => {
    const kept = await evaluate('', list());
    expect(kept.name).toMatch(/^list-\d+$/);
    expect(kept.settings).toMatchObject({ protocol: 'list', list: 'pairs.txt', images: 'all' });
    const { pairs, search } = kept.result;
    expect([search, pairs!.counts.same, pairs!.counts.different]).toEqual([null, 4, 4]);
    expect(pairs!.heads[0]!.auc.value).toBe(1);
    expect(pairs!.heads[0]!.same).toHaveLength(4);
    expect(pairs!.heads[0]!.accuracy).toMatchObject({ value: 1, standardDeviation: 0 });
    expect(pairs!.heads[0]!.accuracy!.folds.length).toBeGreaterThan(1);
    expect(kept.shown.map(({ file }) => file)).toContain(join('s01', 's01_01.png'));
  });

  test('two that were made apart on the same list compare its accuracy, too; those with other folds do not', async () => {
    const same = known.map((person) => `${person}\t1\t2`);
    const different = ['s01\t1\ts02\t2', 's02\t1\ts01\t2', 's03\t1\ts04\t2', 's04\t1\ts03\t2'];
    await writeFile(folder('one.txt'), ['4', ...same, ...different].join('\n'));
    const byTwo = [0, 2].flatMap((i) => [...same.slice(i, i + 2), ...different.slice(i, i + 2)]);
    await writeFile(folder('two-folds.txt'), ['2\t2', ...byTwo].join('\n'));
    const first = await evaluate('One', { ...list(), list: folder('one.txt') });
    const second = await evaluate('Two', { ...list(), list: folder('one.txt') });
    const accuracyOf = async (firstId: number, secondId: number) => {
      const compared = await call('evaluations.compare', { firstId, secondId });
      expect(compared.heads[0]!.pairs!.map(({ figure }) => figure)).toContain('auc');
      return compared.heads[0]!.pairs!.find(({ figure }) => figure === 'accuracy');
    };
    const { value, interval, standardDeviation } = first.result.pairs!.heads[0]!.accuracy!;
    const shown = { value, interval, standardDeviation };
    const most = shareInterval(0, known.length)[1];
    expect(await accuracyOf(first.id, second.id)).toEqual({
      ...{ figure: 'accuracy', at: null, first: shown, second: shown },
      difference: { value: 0, interval: [-most, most] },
    });
    const other = await evaluate('Two folds', { ...list(), list: folder('two-folds.txt') });
    expect(other.result.pairs!.heads[0]!.accuracy!.folds).toHaveLength(2);
    expect(await accuracyOf(first.id, other.id)).toBeUndefined();
  });

  test('a set of insightface has photos of its own, which are not kept', async () => {
    const photo = (person: string) => readFile(join(folder('all'), person, `${person}_01.png`));
    const content = await Promise.all(['s01', 's01', 's02', 's02', 's01', 's02', 's02', 's03'].map(photo));
    const file = folder('some.bin');
    await writeFile(file, pickleOf(content, [true, true, false, false]));
    const kept = await evaluate('Set', { protocol: 'list', list: file, images: null });
    expect(kept.result.pairs!.counts).toMatchObject({ same: 2, different: 2 });
    expect(kept.shown.every(({ file }) => file === null)).toBe(true);
    expect(kept.settings).toMatchObject({ protocol: 'list', list: 'some.bin', images: null });
  });

  test('a part of it, a wrong list and one without photos are told, with what to do', async () => {
    await put('part', [...known, ...others], [1, 2]);
    await rm(join(folder('part'), 's02', 's02_02.png'));
    const failureOf = async (settings: Input<'evaluations.start'>['settings']) =>
      toEnglish((await finish({ name: '', headIds: [headId], settings })).failure!);
    expect(await failureOf(list(folder('part')))).toMatchObject({
      code: 'file-missing',
      message: expect.stringMatching(/part lacks 1 of the 8 photos of the list, such as s02_0002/),
      remedy: expect.stringContaining('Copy the whole set'),
    });
    expect(await failureOf(list(null))).toMatchObject({ message: expect.stringContaining('pairs.txt') });
    await writeFile(folder('broken.txt'), 's01 1 2\ns01 one two three four\n');
    expect(await failureOf({ ...list(), list: folder('broken.txt') })).toMatchObject({
      message: expect.stringMatching(/broken\.txt.*line 2/),
    });
  });
});
