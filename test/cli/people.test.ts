import { expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpLibrary } from '../helpers/made-up-library.ts';

const library = await madeUpLibrary(3, 2);
const run = (...args: string[]) => tammes([...args, '--library', library]);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);
const people = async () =>
  (await json('people')).map(({ name, faces }: { name: string; faces: number }) => `${name} ${faces}`);

test('people are renamed, merged, split, moved and hidden, and all of it is undone', async () => {
  expect(await people()).toEqual(['s01 2', 's02 2', 's03 2']);
  const renamed = await run('people', 'rename', 's01', 'Ada');
  expect([renamed.stderr, renamed.stdout]).toEqual(['', 's01 is Ada now.\n']);
  expect((await json('people', 'merge', 's02', 's03')).entryId).toBe(2);
  expect(await people()).toEqual(['Ada 2', 's03 4']);
  expect((await run('people', 'rename', 'Ada', 's03')).code).toBe(2);
  const { faces } = await json('faces', '--person', 's03');
  const [first, second] = faces.map(({ id }: { id: number }) => String(id));
  await run('people', 'split', 's03', 'Eve', first);
  await run('people', 'move', second, '--to', 'Ada');
  await run('people', 'hide', 'Eve');
  expect(await people()).toEqual(['Ada 3', 'Eve 1', 's03 2']);
  expect((await run('people', 'move', second)).code).toBe(2);
  expect((await run('history')).stdout).toContain('Moved 1 face from s03 to Eve');
  expect((await run('undo')).stdout).toBe('Undone: Changed Eve: hidden or shown.\n');
  expect((await run('redo')).stdout).toContain('Changed Eve');
  await run('history', '--to', '0');
  expect(await people()).toEqual(['s01 2', 's02 2', 's03 2']);
  expect((await json('history')).every(({ undone }: { undone: boolean }) => undone)).toBe(true);
}, 300_000);

test('consent is noted, listed when it ends, renewed and cleared', async () => {
  const consent = (...rest: string[]) => run('people', 'consent', 's01', ...rest);
  expect((await consent()).stdout).toBe('No consent of s01 is noted.\n');
  expect((await run('people', '--expired')).stdout).toContain('Nobody’s consent has ended');
  await consent('--consent', 'signed', '--consent-given', '2020-01-31', '--consent-until', '2021-01-31');
  const { stdout } = await run('people', '--expired');
  expect(stdout).toMatch(/s01 +2 +2021-01-31 +has ended +signed/);
  expect(stdout).toContain('tammes people forget NAME');
  expect((await consent('--consent-until', 'soon')).stderr).toContain('is no day such as 2027-01-31');
  expect((await consent('--consent-until', '2999-01-31')).stdout).toBe(
    's01: signed, given 2020-01-31, until 2999-01-31\n',
  );
  expect(await json('people', '--expired')).toEqual([]);
  expect((await consent('--clear')).stdout).toContain('No consent');
}, 300_000);

test('without a change there is nothing to undo', async () => {
  const empty = await temporaryFolder();
  const { code, stderr } = await tammes(['undo', '--library', empty]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('nothing to undo')]);
});

test('somebody is forgotten only with --yes, and the command says what went', async () => {
  const preview = await run('people', 'forget', 's02');
  expect(preview.stdout).toContain('Would go: the name, 2 faces, the records of 2 photos');
  expect(preview.stdout).toContain('Nothing was removed.');
  expect(await people()).toContain('s02 2');
  const done = await run('people', 'forget', 's02', '--yes');
  expect([done.code, done.stderr]).toEqual([0, '']);
  expect(done.stdout).toContain('Outside of the library 2 photo files stay.');
  expect(done.stdout).toContain('The library’s file was cleared of it.');
  expect(await people()).toEqual(['s01 2', 's03 2']);
  expect((await run('history')).stdout).toContain('Erased something for good');
  expect((await run('people', 'forget', 's02', '--yes')).code).toBe(2);
}, 180_000);
