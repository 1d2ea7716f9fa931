import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { backUp, backupsIn, previewRestore, restore } from '../../src-main/services/backups.ts';
import { rename } from '../../src-main/services/people.ts';
import { addBackbone } from '../../src-main/store/backbones.ts';
import { dropOldBackups, listBackups, makeBackup } from '../../src-main/store/backup.ts';
import { listPeople } from '../../src-main/store/people.ts';
import { openStore } from '../../src-main/store/store.ts';
import { backboneDescriptor } from '../../src-shared/contract/index.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

let library = '';
const inStore = async <T>(folder: string, work: (store: ReturnType<typeof openStore>) => T | Promise<T>) => {
  const store = openStore(folder);
  try {
    return await work(store);
  } finally {
    store.close();
  }
};
const names = (folder: string) => inStore(folder, ({ db }) => listPeople(db).map(({ name }) => name));
const renameFirst = (folder: string, name: string) =>
  inStore(folder, (store) => rename(store, listPeople(store.db)[0]!.id, name));

beforeEach(async () => {
  library = await temporaryFolder();
  (await madeUpLibrary(library, 3, 2)).close();
  await mkdir(join(library, 'runs', '1'), { recursive: true });
  await writeFile(join(library, 'runs', '1', 'events.jsonl'), 'an epoch\n');
});

test('a backup is made of an open library, for its owner alone, and says what is in it', async () => {
  const backup = await inStore(library, backUp);
  expect(backup).toMatchObject({ reason: 'asked', people: 3, faces: 6, heads: 1 });
  expect(backup.files.map(({ path }) => path)).toEqual(['library.db', 'runs/1/events.jsonl']);
  expect(backup.size).toBeGreaterThan(50_000);
  expect((await stat(join(backup.folder, 'library.db'))).mode & 0o777).toBe(0o600);
  expect((await stat(backup.folder)).mode & 0o777).toBe(0o700);
  expect(backupsIn(library)).toEqual([backup]);
});

test('a library is restored as it was, and what was there is kept', async () => {
  const { folder } = await inStore(library, backUp);
  await renameFirst(library, 'Ada');
  await writeFile(join(library, 'runs', '1', 'events.jsonl'), 'an epoch\nanother\n');
  expect(() => restore(folder, library, false)).toThrow('has a library already');
  const { aside } = restore(folder, library, true);
  expect(await names(library)).toEqual(['person 0', 'person 1', 'person 2']);
  expect(await readFile(join(library, 'runs', '1', 'events.jsonl'), 'utf8')).toBe('an epoch\n');
  expect(await names(aside!)).toContain('Ada');
  expect(await readFile(join(aside!, 'runs', '1', 'events.jsonl'), 'utf8')).toContain('another');
  expect((await readdir(library)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a library is restored to another folder, and after its file was lost or damaged', async () => {
  const { folder } = await inStore(library, backUp);
  const other = join(await temporaryFolder(), 'new');
  expect(restore(folder, other, false).aside).toBeNull();
  expect(await names(other)).toHaveLength(3);
  await writeFile(join(library, 'library.db'), 'no database at all, but some text');
  expect(() => openStore(library)).toThrow();
  restore(folder, library, true);
  expect(await names(library)).toHaveLength(3);
});

test('a backup of which a byte has changed is not restored, and the library stays', async () => {
  const { folder } = await inStore(library, backUp);
  const bytes = await readFile(join(folder, 'library.db'));
  bytes[bytes.length - 100]! ^= 1;
  await writeFile(join(folder, 'library.db'), bytes);
  await renameFirst(library, 'Ada');
  expect(() => restore(folder, library, true)).toThrow('library.db is missing or was changed');
  expect(await names(library)).toContain('Ada');
  expect(() => restore(library, join(library, 'x'), false)).toThrow('is not a backup');
});

describe('networks that people brought', () => {
  const content = 'not read by a backup';
  const hash = createHash('sha256').update(content).digest('hex');
  const file = `backbones/${hash}.onnx`;
  const descriptor = backboneDescriptor.parse({
    ...{ name: 'sface', template: 'arcface112', mirror: true, licence: '' },
    input: {
      ...{ name: 'data', side: 112, layout: 'nchw', colours: 'rgb', batch: true },
      ...{ mean: [0, 0, 0], deviation: [1, 1, 1] },
    },
    output: { name: 'fc1', size: 128 },
  });

  beforeEach(async () => {
    await mkdir(join(library, 'backbones'));
    await writeFile(join(library, file), content);
    await inStore(library, ({ db }) => {
      addBackbone(db, { name: 'sface', descriptor, size: 128, hash, bytes: content.length });
      addBackbone(db, { name: 'vectors', descriptor: null, size: 512, hash: '', bytes: 0 });
    });
  });

  test('go along to another folder, and come back from there', async () => {
    const [to, other] = [await temporaryFolder(), join(await temporaryFolder(), 'new')];
    const made = await tammes(['backup', '--to', to, '--library', library]);
    expect(made.stdout).toContain('With the files of these networks: sface.');
    const [backup] = backupsIn(library, to);
    expect(backup!.files.map(({ path }) => path)).toEqual(['library.db', 'runs/1/events.jsonl', file]);
    expect(restore(backup!.folder, other, false).lacking).toEqual([]);
    expect(await readFile(join(other, file), 'utf8')).toBe(content);
    expect(await names(other)).toHaveLength(3);
    // One that is there stays as it is: its name says what is in it.
    await writeFile(join(library, file), 'kept');
    restore(backup!.folder, library, true);
    expect(await readFile(join(library, file), 'utf8')).toBe('kept');
    await writeFile(join(backup!.folder, file), 'damaged');
    expect(() => restore(backup!.folder, library, true)).toThrow('damaged');
  }, 180_000);

  test('lie beside a backup in the own folder, and are missed where they do not', async () => {
    const made = await tammes(['backup', '--library', library]);
    expect(made.stdout).toContain('Without the files of these networks, which lie in the library');
    const [backup] = backupsIn(library);
    expect(backup!.files.map(({ path }) => path)).toEqual(['library.db', 'runs/1/events.jsonl']);
    expect(restore(backup!.folder, library, true).lacking).toEqual([]);
    const other = join(await temporaryFolder(), 'new');
    const restored = await tammes(['restore', backup!.folder, '--library', other]);
    expect([restored.code, restored.stdout]).toEqual([
      0,
      expect.stringMatching(/the file of: sface\..* tammes backbone add FILE/),
    ]);
    const lacking = (folder: string) =>
      inStore(folder, (store) => previewRestore(store, basename(backup!.folder)).lacking);
    expect(await lacking(library)).toEqual([]);
    await rm(join(library, file));
    expect(await lacking(library)).toEqual(['sface']);
  }, 180_000);
});

test('a backup whose list names files outside of it is refused', async () => {
  const { folder } = await inStore(library, backUp);
  const list = JSON.parse(await readFile(join(folder, 'backup.json'), 'utf8'));
  list.files[1].path = 'runs/1/../../../x';
  await writeFile(join(folder, 'backup.json'), JSON.stringify(list));
  expect(() => restore(folder, library, true)).toThrow('is not a backup');
});

test('a library that a program has open is not replaced', async () => {
  const { folder } = await inStore(library, backUp);
  await inStore(library, ({ db }) => {
    db.prepare('SELECT count(*) FROM people').get();
    expect(() => restore(folder, library, true)).toThrow('in use');
  });
  expect(await names(library)).toHaveLength(3);
});

test('of backups that nobody asked for the last three stay', async () => {
  await inStore(library, async (store) => {
    backUp(store);
    for (let i = 0; i < 5; i++) {
      makeBackup(store.db, library, { reason: 'migration', withRuns: false });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });
  dropOldBackups(library);
  expect(
    listBackups(join(library, 'backups'))
      .map(({ reason }) => reason)
      .sort(),
  ).toEqual(['asked', 'migration', 'migration', 'migration']);
});

test('a library of an older version is backed up before it is changed, and restores as that', async () => {
  const old = await temporaryFolder();
  const fixtures = fileURLToPath(new URL('../fixtures/libraries/', import.meta.url));
  const [name] = (await readdir(fixtures)).filter((entry) => !entry.includes('.md')).sort();
  await cp(join(fixtures, name!), name!.endsWith('.db') ? join(old, 'library.db') : old, { recursive: true });
  const version = (folder: string) => {
    const db = new DatabaseSync(join(folder, 'library.db'), { readOnly: true });
    const { user_version } = db.prepare('PRAGMA user_version').get()!;
    db.close();
    return Number(user_version);
  };
  const before = version(old);
  openStore(old).close();
  expect(version(old)).toBeGreaterThan(before);
  const [backup] = backupsIn(old);
  expect(backup).toMatchObject({ reason: 'migration', tables: before });
  expect(version(backup!.folder)).toBe(before);
  // Nothing is backed up if nothing changes.
  openStore(old).close();
  expect(backupsIn(old)).toHaveLength(1);
});

test('damage is found by a quick check, and such a library is not backed up', async () => {
  const path = join(library, 'library.db');
  const bytes = await readFile(path);
  // The middle of the file, where rows lie: some pages without content.
  bytes.fill(0xa5, 4096 * 12, 4096 * 40);
  await writeFile(path, bytes);
  const { code, stderr } = await tammes(['backup', '--library', library]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/damaged/);
  expect(existsSync(join(library, 'backups'))).toBe(false);
});

test('the commands back up, list and restore', async () => {
  const made = await tammes(['backup', '--library', library]);
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toContain('Backup of 3 people, 6 faces on 6 photos');
  const [backup] = JSON.parse((await tammes(['backup', '--list', '--json', '--library', library])).stdout);
  expect((await tammes(['backup', '--list', '--library', library])).stdout).toContain('asked for');
  const refused = await tammes(['restore', backup.folder, '--library', library]);
  expect(refused.code).toBe(2);
  const restored = await tammes(['restore', backup.folder, '--replace', '--library', library]);
  expect(restored.stdout).toContain('What was there before is in');
}, 180_000);
