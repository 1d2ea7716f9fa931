import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { madeUpLibrary } from '../helpers/made-up-library.ts';

const library = await madeUpLibrary(3, 2);
const run = (...args: string[]) => tammes(['export', ...args, '--library', library]);

test('heads and tables are written, and what was written is said', async () => {
  const folder = await temporaryFolder();
  const onnx = join(folder, 'head.onnx');
  expect(await run('head', 'pretrained', '--format', 'onnx', '--out', onnx)).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: `The head pretrained, 256 → 128, is in ${onnx}.\n`,
  });
  const model = await run('model', '--out', join(folder, 'model.onnx'), '--language', 'ja', '--json');
  expect(JSON.parse(model.stdout)).toMatchObject({ card: { head: { name: 'pretrained' } } });
  expect(await readFile(join(folder, 'model.card.md'), 'utf8')).toContain('学習データ');
  const csv = join(folder, 'faces.csv');
  const written = await run('embeddings', '--format', 'csv', '--out', csv, '--paths', '--json');
  expect(written.stderr).toContain('Writing');
  expect(JSON.parse(written.stdout)).toMatchObject({ files: [csv], faces: 6 });
  expect(await readFile(csv, 'utf8')).toMatch(
    /^face,photo,shot,person,quality,embedding_0,.*,path\r\n1,1,1,s01,/,
  );
  const again = await run('labels', '--format', 'csv', '--out', csv);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining(`${csv} exists already.`)]);
  expect((await run('scores', '--format', 'xls', '--out', csv)).code).toBe(2);
}, 120_000);

test('an empty library gives empty tables', async () => {
  const folder = await temporaryFolder();
  for (const format of ['npz', 'csv', 'parquet', 'tsv']) {
    const out = join(folder, `empty.${format}`);
    const done = await tammes([
      'export',
      'scores',
      '--format',
      format,
      '--out',
      out,
      '--library',
      join(folder, 'library'),
    ]);
    expect([done.code, done.stderr, done.stdout]).toEqual([0, '', `0 faces are in ${out}.\n`]);
  }
}, 120_000);
