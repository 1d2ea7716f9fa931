import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServices } from '../../src-main/services/index.ts';
import { hashOfBytes } from '../../src-main/services/new-files.ts';
import { addExport, noteExported } from '../../src-main/store/exports.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { Input, Job, MethodName, Output } from '../../src-shared/contract/index.ts';
import { someDemoPeople, temporaryFolder } from '../helpers/cli.ts';
import { exiftool, hasExiftool } from '../helpers/exiftool.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { openWindow } from '../helpers/window.ts';

type Call = <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M>>;

async function ended(call: Call, { id }: Job): Promise<Job> {
  for (;;) {
    const job = (await call('jobs.list', undefined)).find((one) => one.id === id)!;
    if (job.status !== 'running') return job;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A person's photos lie in a folder of their own. */
const whoIsOn = (path: string) => basename(dirname(path));

/** All files below a folder. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

describe('sorting into folders by person', async () => {
  const library = await temporaryFolder();
  const services = await openServices({
    library,
    host: 'web',
    // The face of s02's photos is in the middle, that of s01 at the left of them.
    openPool: () => madeUpVision({ seed: whoIsOn, noFaces: (path) => whoIsOn(path) === 's09' }),
  });
  afterAll(() => services.close());
  const call: Call = <M extends MethodName>(method: M, input: Input<M>) =>
    services.call(method, input) as Promise<Output<M>>;
  const target = join(await temporaryFolder(), 'sorted', 'by person');
  let folder: string;

  beforeAll(async () => {
    folder = await someDemoPeople(['s01', 's02', 's03', 's09'], [1, 2]);
    await utimes(join(folder, 's01', '01.png'), 1000, 2000);
    await ended(call, await call('recognition.start', { folder }));
    for (const [search, name] of [
      ['s01', 'con'],
      ['s02', '../../Ann\u202e/Bo'],
    ] as const) {
      const { rows } = await call('recognition.rows', { search });
      await call('recognition.enrol', { name, faceIds: rows.map(({ face }) => face!.faceId) });
    }
    await ended(call, await call('recognition.matchAgain', {}));
  });

  test('is shown first, and then writes nothing', async () => {
    const preview = await call('exports.previewSort', { target });
    expect(preview).toMatchObject({ target, exists: false, copies: 4, present: 0, leftOut: 4 });
    expect(preview.folders.map(({ name, copies }) => [name, copies])).toEqual([
      ['_.._Ann__Bo', 2],
      ['con_', 2],
    ]);
    expect(preview.bytes).toBeGreaterThan(0);
    expect(existsSync(target)).toBe(false);
  });

  test('copies with names of their own and the files’ times, never overwrites, and is undone', async () => {
    // Somebody else's file, which has a name that a copy would have.
    await mkdir(join(target, 'con_'), { recursive: true });
    await writeFile(join(target, 'con_', '02.png'), 'mine');
    const names = { several: 'S', unknown: 'Who', withoutFace: 'Nobody' };
    const wanted = { target, unknown: 'folder', withoutFace: 'folder', names } as const;
    const job = await ended(call, await call('exports.sort', wanted));
    expect(job).toMatchObject({ kind: 'sort', status: 'done', done: 8, total: 8, skipped: 0 });
    const files = [
      'Nobody/01.png',
      'Nobody/02.png',
      'Who/01.png',
      'Who/02.png',
      '_.._Ann__Bo/01.png',
      '_.._Ann__Bo/02.png',
      'con_/01.png',
      'con_/02 (2).png',
      'con_/02.png',
    ];
    expect(await filesOf(target)).toEqual(files);
    expect(await readFile(join(target, 'con_', '02.png'), 'utf8')).toBe('mine');
    const original = join(folder, 's01', '01.png');
    const copy = join(target, 'con_', '01.png');
    expect((await readFile(copy)).equals(await readFile(original))).toBe(true);
    expect((await stat(copy)).mtimeMs).toBe(2_000_000);

    // Once more finds all there.
    expect(await call('exports.previewSort', wanted)).toMatchObject({ copies: 0, present: 8 });
    const again = await ended(call, await call('exports.sort', wanted));
    expect(again.exportId).toBeNull();
    expect(await filesOf(target)).toEqual(files);
    const list = await call('exports.list', undefined);
    expect(list).toMatchObject([{ id: job.exportId, kind: 'sort', folder: target, files: 8, undone: false }]);

    await writeFile(join(target, 'Who', '01.png'), 'painted over');
    const undo = await call('exports.undo', { exportId: list[0]!.id });
    expect(undo).toEqual({ removed: 7, restored: 0, kept: [join(target, 'Who', '01.png')] });
    expect(await filesOf(target)).toEqual(['Who/01.png', 'con_/02.png']);
    expect(existsSync(join(target, 'Nobody'))).toBe(false);
    expect(await call('exports.list', undefined)).toMatchObject([{ undone: true }]);
    await expect(call('exports.undo', { exportId: list[0]!.id })).rejects.toMatchObject({
      problem: 'export-unknown',
    });
    expect((await filesOf(folder)).length).toBe(8);
  });

  test('goes on where it was stopped', async () => {
    const place = join(await temporaryFolder(), 'stopped');
    await call('jobs.cancel', { jobId: (await call('exports.sort', { target: place })).id });
    await mkdir(join(place, 'con_'), { recursive: true });
    // What a stop in the middle of a copy leaves.
    await writeFile(join(place, 'con_', '02.png.tammes-part'), 'a part');
    await writeFile(join(place, 'con_', '01.png'), await readFile(join(folder, 's01', '01.png')));
    expect(await call('exports.previewSort', { target: place })).toMatchObject({
      present: expect.any(Number),
    });
    const job = await ended(call, await call('exports.sort', { target: place }));
    expect(job).toMatchObject({ status: 'done', done: 4, total: 4 });
    expect(await filesOf(place)).toEqual([
      '_.._Ann__Bo/01.png',
      '_.._Ann__Bo/02.png',
      'con_/01.png',
      'con_/02.png',
    ]);
  });

  test('passes over a photo that has changed since it was recognised', async () => {
    const changed = join(folder, 's02', '02.png');
    await writeFile(changed, await readFile(join(folder, 's03', '01.png')));
    const place = join(await temporaryFolder(), 'changed');
    const job = await ended(call, await call('exports.sort', { target: place }));
    expect(job).toMatchObject({ status: 'done', skipped: 1 });
    expect(await filesOf(place)).toEqual(['_.._Ann__Bo/01.png', 'con_/01.png', 'con_/02.png']);
  });

  test('is refused if copies would be in the way or lead elsewhere', async () => {
    const refused = (place: string, problem: string) =>
      expect(call('exports.previewSort', { target: place })).rejects.toMatchObject({ problem });
    await refused('sorted', 'target-not-absolute');
    await refused(join(folder, 'sorted'), 'target-inside');
    await refused(join(library, 'sorted'), 'target-inside');
    await refused(join(folder, 's01', '01.png'), 'folder-is-file');
    const place = await temporaryFolder();
    await symlink(folder, join(place, 'inside'));
    await refused(join(place, 'inside', 'sorted'), 'target-inside');
    await symlink(await temporaryFolder(), join(place, 'con_'));
    await refused(place, 'target-leads-outside');
  });
});

describe('sidecar files', async () => {
  const { call, read, library } = await openWindow();
  let folder: string;
  const sidecar = (person: string, number: string) => join(folder, person, `${number}.png.xmp`);

  beforeAll(async () => {
    folder = await someDemoPeople(['s01', 's02'], [1, 2]);
    await read(folder);
  });

  test('are shown first, written beside the photos, and undone', async () => {
    const other =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';
    await writeFile(sidecar('s01', '01'), other, { mode: 0o640 });
    await writeFile(sidecar('s01', '02'), 'no XMP');
    const preview = await call('exports.previewXmp', {});
    expect(preview).toMatchObject({ new: 2, changed: 1, same: 0, refused: 1 });
    expect(preview.examples[0]).toMatchObject({
      photo: join(folder, 's01', '01.png'),
      sidecar: sidecar('s01', '01'),
      change: 'changed',
      people: ['s01'],
    });
    expect(preview.examples[1]!.failure).toMatchObject({ problem: 'sidecar-not-understood' });
    expect((await filesOf(folder)).length).toBe(6);

    const photos = await readFile(join(folder, 's01', '01.png'));
    const job = await ended(call, await call('exports.xmp', {}));
    expect(job).toMatchObject({ kind: 'xmp', status: 'done', done: 4, total: 4, skipped: 1 });
    expect(await call('exports.previewXmp', {})).toMatchObject({ new: 0, changed: 0, same: 3, refused: 1 });
    expect((await stat(sidecar('s01', '01'))).mode & 0o777).toBe(0o640);
    expect(await readFile(sidecar('s01', '02'), 'utf8')).toBe('no XMP');
    expect((await readFile(join(folder, 's01', '01.png'))).equals(photos)).toBe(true);
    if (hasExiftool) {
      const { RegionInfo } = await exiftool(sidecar('s02', '02'));
      expect(RegionInfo!.RegionList).toMatchObject([{ Name: 's02', Type: 'Face' }]);
    }

    await writeFile(sidecar('s02', '01'), 'mine now');
    const [done] = await call('exports.list', undefined);
    expect(done).toMatchObject({ id: job.exportId, kind: 'xmp', folder: '', files: 3 });
    expect(await call('exports.undo', { exportId: done!.id })).toEqual({
      removed: 1,
      restored: 1,
      kept: [sidecar('s02', '01')],
    });
    expect(await readFile(sidecar('s01', '01'), 'utf8')).toBe(other);
    expect(existsSync(sidecar('s02', '02'))).toBe(false);
    await rm(sidecar('s01', '01'));
    await rm(sidecar('s01', '02'));
    await rm(sidecar('s02', '01'));
  });

  test('are written for a folder, into the one that is there, and never through a link', async () => {
    const shared = join(folder, 's01', '01.xmp');
    await writeFile(shared, '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>');
    const outside = join(await temporaryFolder(), 'outside');
    await writeFile(outside, 'not yours');
    await symlink(outside, sidecar('s01', '02'));
    await ended(call, await call('exports.xmp', { folder: join(folder, 's01') }));
    expect(await readFile(shared, 'utf8')).toContain('mwg-rs:Name="s01"');
    expect(await readFile(outside, 'utf8')).toBe('not yours');
    expect((await filesOf(join(folder, 's02'))).length).toBe(2);
    const { examples } = await call('exports.previewXmp', { folder: join(folder, 's01') });
    expect(examples).toMatchObject([{ change: 'refused', failure: { problem: 'sidecar-no-file' } }]);
    // A raw photo of the same name may own it.
    await writeFile(join(folder, 's02', '01.xmp'), '');
    await writeFile(join(folder, 's02', '01.dng'), '');
    const second = await call('exports.previewXmp', { folder: join(folder, 's02') });
    expect(second.examples.map(({ sidecar: path }) => path)).toEqual([
      sidecar('s02', '01'),
      sidecar('s02', '02'),
    ]);
  });

  test('are not written beside a photo that has changed since it was read', async () => {
    await writeFile(join(folder, 's02', '02.png'), 'another');
    const { examples } = await call('exports.previewXmp', { folder: join(folder, 's02') });
    expect(examples.find(({ photo }) => photo.endsWith('02.png'))).toMatchObject({
      change: 'refused',
      failure: { problem: 'photo-changed' },
    });
  });

  test('are undone as far as it goes, and the next undo goes on where that one ended', async () => {
    const place = await temporaryFolder();
    const files = {
      made: join(place, 'made.xmp'),
      changed: join(place, 'changed.xmp'),
      // Written anew it would get a name that is too long for a file.
      stuck: join(place, `${'stuck'.repeat(48)}.xmp`),
    };
    const [before, after] = ['before', 'after'].map((text) => new TextEncoder().encode(text));
    const store = openStore(library);
    const exportId = addExport(store.db, 'xmp', '');
    for (const path of Object.values(files)) {
      await writeFile(path, after!);
      const previous = path === files.made ? null : before!;
      noteExported(store.db, exportId, { path, hash: hashOfBytes(after!), previous });
    }
    store.close();
    await expect(call('exports.undo', { exportId })).rejects.toMatchObject({
      problem: 'export-not-undone',
      parameters: { path: files.stuck, files: 1 },
    });
    expect(existsSync(files.made)).toBe(false);
    expect(await readFile(files.changed, 'utf8')).toBe('before');
    const isUndone = async () =>
      (await call('exports.list', undefined)).find(({ id }) => id === exportId)!.undone;
    expect(await isUndone()).toBe(false);

    // Somebody puts it right by hand.
    await writeFile(files.stuck, before!);
    expect(await call('exports.undo', { exportId })).toEqual({ removed: 0, restored: 0, kept: [] });
    expect(await isUndone()).toBe(true);
  });

  test.each([
    { left: 'no folder', mountPoint: false },
    { left: 'the empty folder where it was', mountPoint: true },
  ])('of a disk that was unplugged wait for it, if $left is left', async ({ mountPoint }) => {
    const [disk, elsewhere] = [join(await temporaryFolder(), 'disk'), await temporaryFolder()];
    await mkdir(disk);
    // Whose sidecar files are undone has its photos still.
    await writeFile(join(elsewhere, 'photo.jpg'), '');
    const [before, after] = ['before', 'after'].map((text) => new TextEncoder().encode(text));
    const files = [
      { path: join(disk, 'made.xmp'), previous: null },
      { path: join(disk, 'changed.xmp'), previous: before! },
      { path: join(elsewhere, 'photo.xmp'), previous: null },
    ];
    const store = openStore(library);
    const exportId = addExport(store.db, 'xmp', '');
    for (const { path, previous } of files) {
      await writeFile(path, after!);
      noteExported(store.db, exportId, { path, hash: hashOfBytes(after!), previous });
    }
    store.close();
    const unplugged = `${disk} in a drawer`;
    await rename(disk, unplugged);
    if (mountPoint) await mkdir(disk);
    await expect(call('exports.undo', { exportId })).rejects.toMatchObject({
      problem: 'export-folder-gone',
      parameters: { folder: disk, files: 2 },
    });
    expect(existsSync(files[2]!.path)).toBe(false);
    if (mountPoint) await rm(disk, { recursive: true });
    await rename(unplugged, disk);
    expect(await call('exports.undo', { exportId })).toEqual({ removed: 1, restored: 1, kept: [] });
    expect(await filesOf(disk)).toEqual(['changed.xmp']);
    expect(await readFile(join(disk, 'changed.xmp'), 'utf8')).toBe('before');
  });

  // A regular file that nobody can read from its beginning, whoever runs the test.
  test.skipIf(process.platform !== 'linux')(
    'that cannot be read are not taken for changed: the cause is told',
    async () => {
      const path = '/proc/self/mem';
      const store = openStore(library);
      const exportId = addExport(store.db, 'xmp', '');
      noteExported(store.db, exportId, { path, hash: hashOfBytes(new Uint8Array()), previous: null });
      store.close();
      await expect(call('exports.undo', { exportId })).rejects.toMatchObject({
        problem: 'export-not-undone',
        parameters: { path, files: 1, reason: 'the disk cannot be read' },
        message: `1 file of the export could not be undone, such as ${path}: the disk cannot be read.`,
      });
    },
  );
});
