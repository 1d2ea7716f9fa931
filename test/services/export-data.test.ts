import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DataExport, Job } from '../../src-shared/contract/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { addMadeUpPeople } from '../helpers/made-up-library.ts';
import { openWindow } from '../helpers/window.ts';

const { call, services, events, library } = await openWindow();
await addMadeUpPeople(services, 2, 2);
const [pretrained] = await call('training.heads', undefined);
const headId = pretrained!.id;

/** Exports, and waits until that has ended. */
async function exported(what: DataExport['what'], to: string): Promise<Job> {
  const { id } = await call('exports.data', { what, headId, to });
  await expect
    .poll(() =>
      events.some((event) => event.type === 'job' && event.job.id === id && event.job.status !== 'running'),
    )
    .toBe(true);
  return (await call('jobs.list', undefined)).find((job) => job.id === id)!;
}

const embeddings = { kind: 'embeddings', format: 'csv', paths: false } as const;

test('files get names of their own, in a folder that is made', async () => {
  const to = join(await temporaryFolder(), 'new', 'folder');
  const whats: DataExport['what'][] = [
    { kind: 'head', format: 'tfjs', people: false },
    { kind: 'model', language: 'ja' },
    embeddings,
    embeddings,
    { kind: 'scores', format: 'tsv', paths: true },
    { kind: 'labels', format: 'parquet', paths: false },
    { kind: 'features', format: 'npz', paths: false },
  ];
  for (const what of whats) expect(await exported(what, to)).toMatchObject({ status: 'done', failure: null });
  expect((await readdir(to)).sort()).toEqual([
    ...['embeddings-pretrained-2.csv', 'embeddings-pretrained.csv', 'features.npz', 'labels.parquet'],
    ...['pretrained-model.card.json', 'pretrained-model.card.md', 'pretrained-model.onnx'],
    ...['pretrained.json', 'pretrained.weights.bin', 'scores-pretrained.tsv'],
  ]);
});

test('exports are listed by what they name, and undone as long as nobody has changed them', async () => {
  const to = await temporaryFolder();
  const first = await exported({ kind: 'head', format: 'npz', people: false }, to);
  const second = await exported(embeddings, to);
  const [newest, older] = await call('exports.list', undefined);
  expect([newest, older]).toMatchObject([
    { id: second.exportId, kind: 'data', folder: to, files: 1 },
    { id: first.exportId, kind: 'head', folder: to, files: 1 },
  ]);
  expect(await call('exports.undo', { exportId: second.exportId! })).toEqual({
    removed: 1,
    restored: 0,
    kept: [],
  });
  await writeFile(first.folder, 'mine');
  expect(await call('exports.undo', { exportId: first.exportId! })).toEqual({
    ...{ removed: 0, restored: 0 },
    kept: [first.folder],
  });
  expect(await readFile(first.folder, 'utf8')).toBe('mine');
});

test('whoever forgets a person is told of files that name everybody', async () => {
  const { id: personId } = (await call('people.list', undefined))[0]!;
  const told = async () => (await call('people.forgetPreview', { personId })).filesLeft.exported;
  const before = await told();
  const to = await temporaryFolder();
  await exported({ kind: 'head', format: 'onnx', people: false }, to);
  expect(await told()).toBe(before);
  const { exportId } = await exported(embeddings, to);
  expect(await told()).toBe(before + 1);
  await call('exports.undo', { exportId: exportId! });
  expect(await told()).toBe(before);
});

test('the library’s own folder is refused, and what cannot be made is said', async () => {
  const into = (to: string) => call('exports.data', { what: embeddings, headId, to });
  await expect(into(join(library, 'x'))).rejects.toMatchObject({ problem: 'target-inside' });
  await expect(into('here')).rejects.toMatchObject({ problem: 'target-not-absolute' });
  const file = join(await temporaryFolder(), 'file');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '');
  expect((await exported(embeddings, join(file, 'below'))).failure).toMatchObject({
    problem: 'folder-not-made',
  });
});
