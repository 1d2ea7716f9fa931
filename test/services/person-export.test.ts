import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobControls } from '../../src-main/services/jobs.ts';
import { exportPerson } from '../../src-main/services/person-export.ts';
import type { PersonFile } from '../../src-main/services/person-file.ts';
import { openStore } from '../../src-main/store/store.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { describedFace, openWindow } from '../helpers/window.ts';

const { call, read, library } = await openWindow();
let [photos, to] = ['', ''];
let ada = 0;

const quiet = (signal = new AbortController().signal): JobControls => ({
  signal,
  tell() {},
  skip() {},
  writes() {},
  found() {},
});

async function exported(options: { photos?: boolean; language?: 'en' | 'ja' } = {}, controls = quiet()) {
  const store = openStore(library);
  try {
    return await exportPerson(store, ada, { to, photos: false, language: 'en', ...options }, controls);
  } finally {
    store.close();
  }
}

const fileIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'person.json'), 'utf8')) as PersonFile;
const personCalled = async (name: string) =>
  (await call('people.list', undefined)).find((one) => one.name === name)!.id;

describe('all about a person', () => {
  beforeAll(async () => {
    photos = await someDemoPeople(['s01', 's02'], [1, 2, 3]);
    await read(photos);
    ada = await personCalled('s01');
    await call('people.rename', { personId: ada, name: 'A/da <b>' });
    await call('people.update', {
      personId: ada,
      note: 'A note <i>',
      birthYear: 1990,
      consent: { note: 'signed', given: '2025-01-01', until: '2027-01-01' },
    });
    const { faces } = await call('library.faces', { personId: await personCalled('s02') });
    await call('people.reject', { faceIds: [faces[0]!.id], personId: ada });
    await call('people.enrolNew', { name: 'A/da <b>', source: 'camera', face: describedFace(1, 9) });
  });
  beforeEach(async () => {
    to = join(await temporaryFolder(), 'exports');
  });

  test('is every fact, face, feature, path and change that the library has of her, and of nobody else', async () => {
    const { folder, faces, missing } = (await exported())!;
    expect([faces, missing]).toEqual([4, []]);
    const file = await fileIn(folder);
    expect(file.person).toMatchObject({
      name: 'A/da <b>',
      otherNames: ['s01'],
      birthYear: 1990,
      note: 'A note <i>',
      consent: { note: 'signed', given: '2025-01-01', until: '2027-01-01' },
    });
    const store = openStore(library);
    const stored = store.db
      .prepare(
        'SELECT f.id, f.feature FROM labels l JOIN faces f ON f.id = l.face_id WHERE l.person_id = ? ORDER BY f.id',
      )
      .all(ada);
    store.close();
    const written = file.photos.flatMap((photo) => photo.faces).sort((a, b) => a.id - b.id);
    expect(written.map(({ id, feature }) => [id, feature])).toEqual(
      stored.map(({ id, feature }) => [
        id,
        [...new Float32Array(Uint8Array.from(feature as Uint8Array).buffer)],
      ]),
    );
    for (const { picture } of written)
      expect((await readFile(join(folder, picture))).subarray(8, 12).toString()).toBe('WEBP');
    expect(file.photos.filter(({ files }) => files.length > 0).map(({ files }) => files[0]!.path)).toEqual(
      [1, 2, 3].map((n) => expect.stringContaining(join('s01', `0${n}.png`))),
    );
    expect(file.isNot).toEqual([{ face: expect.any(Number), photo: expect.stringContaining('s02') }]);
    expect(file.history.map(({ what }) => what)).toContain('Renamed s01 to A/da <b>');
    expect(JSON.stringify(file.photos)).not.toContain('s02');
  });

  test('has a page to read in both languages, in which what people wrote is no tag', async () => {
    for (const language of ['en', 'ja'] as const) {
      const page = await readFile(join((await exported({ language }))!.folder, 'index.html'), 'utf8');
      expect(page).toContain('A/da &lt;b&gt;');
      expect(page).toContain('A note &lt;i&gt;');
      expect(page).not.toMatch(/<(b|i)>/);
      expect(page).toContain(
        { en: 'Numbers that a neural network', ja: 'ニューラルネットワークが計算した数値' }[language],
      );
    }
  });

  test('lies in a folder of a name that file systems take, for its owner alone, and over nothing', async () => {
    const names = [await exported(), await exported()].map((one) => one!.folder.slice(to.length + 1));
    expect(names).toEqual(['A_da _b_', 'A_da _b_ (2)']);
    if (process.platform === 'win32') return;
    for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect(mode & 0o077).toBe(0);
    }
  });

  test('has copies of the photos if that is wished, and goes on over one that cannot be read, which it lists', async () => {
    const changed = join(photos, 's01', '02.png');
    const before = await readFile(changed);
    await writeFile(changed, Buffer.concat([before, Buffer.of(0)]));
    try {
      const { folder, copies, missing } = (await exported({ photos: true }))!;
      expect(copies).toBe(2);
      expect(missing).toMatchObject([{ path: changed, failure: { problem: 'photo-changed' } }]);
      const file = await fileIn(folder);
      expect(file.photos.map(({ copy }) => copy)).toEqual(['photos/01.png', null, 'photos/03.png', null]);
      const copy = await readFile(join(folder, 'photos', '01.png'));
      expect(copy.equals(await readFile(join(photos, 's01', '01.png')))).toBe(true);
      expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain(changed);
    } finally {
      await writeFile(changed, before);
    }
  });

  test('leaves nothing behind if it is stopped', async () => {
    const controller = new AbortController();
    const controls = { ...quiet(controller.signal), tell: () => controller.abort() };
    expect(await exported({ photos: true }, controls)).toBeNull();
    expect(await readdir(to)).toEqual([]);
  });

  test('is not written into the library, nor where nobody may write', async () => {
    to = join(library, 'exports');
    await expect(exported()).rejects.toMatchObject({ problem: 'target-inside' });
    if (process.platform === 'win32' || process.getuid?.() === 0) return;
    to = await temporaryFolder();
    await chmod(to, 0o500);
    await expect(exported()).rejects.toMatchObject({ problem: 'folder-not-made' });
    await chmod(to, 0o700);
  });

  test('is undone like every export, and told of as a file that stays when she is forgotten', async () => {
    await mkdir(to, { recursive: true });
    await call('exports.person', { personId: ada, to, photos: true });
    await expect
      .poll(async () => (await call('exports.list', undefined))[0], { timeout: 30_000 })
      .toMatchObject({ kind: 'person', folder: to, files: 9 });
    expect(await readdir(to)).toEqual(['A_da _b_']);
    const before = (await call('people.forgetPreview', { personId: ada })).filesLeft.exported;
    expect(before).toBeGreaterThanOrEqual(9);
    const [last] = await call('exports.list', undefined);
    expect(await call('exports.undo', { exportId: last!.id })).toMatchObject({ removed: 9, kept: [] });
    expect(await readdir(to)).toEqual([]);
    await rm(to, { recursive: true });
  });
});
