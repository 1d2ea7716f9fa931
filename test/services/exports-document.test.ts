/** The Python of docs/EXPORTS.md, run on files as the document names them. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../src-main/app-files.ts';
import { exportHead } from '../../src-main/services/export-head.ts';
import { exportModel } from '../../src-main/services/export-model.ts';
import { exportTable } from '../../src-main/services/export-table.ts';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasModules } from '../helpers/python.ts';

const document = await readFile(join(root, 'docs', 'EXPORTS.md'), 'utf8');
const examples = [...document.matchAll(/```python\n# (\S+)\n(.*?)```/gs)].map(
  ([, file, code]) => [file!, code!] as const,
);

const store = await madeUpLibrary(await temporaryFolder(), 6, 4);
const folder = await temporaryFolder();
afterAll(() => store.close());
beforeAll(async () => {
  const out = (name: string) => join(folder, name);
  const quiet = { signal: new AbortController().signal, tell() {} };
  await exportHead(store, undefined, { format: 'npz', out: out('head.npz'), people: false });
  await exportModel(store, undefined, { out: out('model.onnx'), language: 'en' });
  for (const [kind, format, name] of [
    ['features', 'npz', 'features.npz'],
    ['embeddings', 'npz', 'faces.npz'],
    ['embeddings', 'parquet', 'faces.parquet'],
    ['scores', 'csv', 'scores.csv'],
  ] as const)
    await exportTable(store, { kind, format, out: out(name), paths: false }, quiet);
});

/** What each example prints. */
const printed: Record<string, RegExp> = {
  'head.npz': /^pretrained \(24, 128\)$/,
  'model.onnx': /^\(2, 128\)$/,
  'faces.npz': /^TAR at FAR 0\.1 %: [01]\.\d{3}$/,
  'faces.parquet': /^24 \(24, 128\) 6$/,
  'scores.csv': /^\d+ of 24 faces would not be named at 1 stranger in 100$/,
  'features.npz': /^6 people$/,
};

test('the document has an example for each kind of file', () => {
  expect(examples.map(([file]) => file)).toEqual(Object.keys(printed));
});

for (const [file, code] of examples) {
  const modules = [...code.matchAll(/^import (\w+)/gm)].map(([, name]) => name!);
  if (file.endsWith('.parquet')) modules.push('pyarrow');
  test.skipIf(!hasModules(modules))(`${file} is read as the document says`, async () => {
    const { stdout } = await promisify(execFile)('python3', ['-c', code], { cwd: folder });
    expect(stdout.trim()).toMatch(printed[file]!);
  });
}
