import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

test('a rule of retention is set, shown and taken back, and the record of processing tells it', async () => {
  const library = await temporaryFolder();
  (await madeUpLibrary(library, 2, 2)).close();
  const run = (...args: string[]) => tammes([...args, '--library', library]);
  expect((await run('retention')).stdout).toContain('Faces of strangers: kept.');
  expect(
    (await run('retention', '--strangers', '12', '--expired', 'on', '--dry-run', '--yes')).stdout,
  ).toMatch(/listed\.\nFaces of strangers: may be erased after 12 months\.\nDue: 0 faces of strangers/);
  expect((await run('retention', '--strangers', 'never')).stdout).toContain('Faces of strangers: kept.');
  expect((await run('retention', '--strangers', '1.5')).code).toBe(2);
  const page = join(await temporaryFolder(), 'record.html');
  await run('privacy-record', '--to', page, '--purposes', 'Our yearbook');
  expect(await readFile(page, 'utf8')).toMatch(/Our yearbook[\s\S]*whose consent has ended are listed/);
  expect((await run('privacy-record', '--to', page)).stderr).toContain('exists already');
}, 300_000);

test('all about a person is exported; a library is merged after a look, and moved', async () => {
  const [library, other, folder] = [
    await temporaryFolder(),
    await temporaryFolder(),
    await temporaryFolder(),
  ];
  (await madeUpLibrary(library, 2, 2)).close();
  (await madeUpLibrary(other, 3, 2)).close();
  const run = (...args: string[]) => tammes([...args, '--library', library]);
  const exported = await run('people', 'export', 'person 1', '--to', folder);
  expect(exported.stdout).toContain('2 faces on 2 photos, 0 of them copied.');
  expect(existsSync(join(folder, 'person 1', 'person.json'))).toBe(true);
  const look = await run('library', 'merge', other, '--dry-run');
  expect(look.stdout).toMatch(/^New: 1 person, .*\nIn both: 2 people,/);
  expect(look.stdout).toContain('Nothing was changed.');
  expect((await run('library', 'merge', other)).stdout).toContain('tammes undo takes it back.');
  expect((await run('undo')).stdout).toMatch(/^Undone: Merged a library: 1 new person/);
  const to = join(folder, 'moved');
  expect((await run('library', 'move', to)).stdout).toBe(`The library is in ${to} now.\n`);
  expect((await run('people')).stderr).toContain(`was moved to ${to}`);
}, 300_000);
