import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { bindingFolder, root } from '../../../src-main/app-files.ts';
import { manifestFile, sha256Of } from '../../../src-main/compute/tensorflow/binding.ts';
import { tammes, temporaryFolder } from '../../helpers/cli.ts';
import { checkAll, trainOn } from '../../helpers/native-processes.ts';

const manifest = await readFile(manifestFile, 'utf8').then(JSON.parse, () => null);

describe('TensorFlow, with the binding that npm run binding has built', () => {
  const copies: string[] = [];
  beforeEach(({ skip }) => {
    if (process.env.TAMMES_REQUIRE_BINDING) expect(manifest).not.toBeNull();
    skip(manifest === null, 'There is no binding: npm run binding -- --tensorflow DIR; see README.md.');
  });
  afterAll(() => Promise.all(copies.map((folder) => rm(folder, { recursive: true }))));

  test('all golden cases are right, and TensorFlow keeps quiet', async () => {
    const { code, failed, cases, noise } = await checkAll('tensorflow');
    expect({ code, failed, noise }).toEqual({ code: 0, failed: [], noise: [] });
    expect(cases).toBeGreaterThan(400);
  });

  test('trains as WASM does', async () => {
    const [tensorflow, wasm] = [await trainOn('tensorflow'), await trainOn('wasm')];
    expect(tensorflow.device).toContain('TensorFlow');
    for (const [i, loss] of wasm.losses.entries()) {
      expect(Math.abs(tensorflow.losses[i]! / loss - 1)).toBeLessThan(1e-4);
    }
    expect(tensorflow.losses).toHaveLength(3);
  });

  /** What the doctor says of a copy of the binding that has been broken. */
  async function doctorOf(breakIt: (folder: string) => Promise<void>) {
    await mkdir(join(root, 'test-artifacts'), { recursive: true });
    const folder = await mkdtemp(join(root, 'test-artifacts', 'binding-'));
    copies.push(folder);
    await cp(bindingFolder, folder, { recursive: true });
    const answer = `exports.find = () => ${JSON.stringify(join(folder, 'tfjs_binding.node'))};\n`;
    await writeFile(join(folder, 'node_modules', '@mapbox', 'node-pre-gyp', 'index.js'), answer);
    await breakIt(folder);
    const args = ['doctor', '--library', await temporaryFolder(), '--json'];
    const { stdout, stderr } = await tammes(args, { env: { TAMMES_BINDING: folder.slice(root.length + 1) } });
    expect(stderr).toBe('');
    const { backends } = JSON.parse(stdout) as { backends: { id: string; reason: string }[] };
    return backends.find(({ id }) => id === 'tensorflow')!.reason;
  }
  const cut = (folder: string) => truncate(join(folder, 'tfjs_binding.node'), 40_000);
  const write = (folder: string, changes: object) =>
    writeFile(join(folder, 'binding.json'), JSON.stringify({ ...manifest, ...changes }));

  test.each<[string, (folder: string) => Promise<void>, string]>([
    ['whole', async () => {}, ''],
    ['cut', cut, 'tfjs_binding.node is damaged'],
    [
      'cut before it was measured, so that it crashes',
      async (folder) => {
        await cut(folder);
        await write(folder, { sha256: sha256Of(join(folder, 'tfjs_binding.node')) });
      },
      'crashed',
    ],
    ['without its library', (folder) => write(folder, { tensorflow: '/nowhere' }), '/nowhere is gone'],
    [
      'with a broken manifest',
      (folder) => writeFile(join(folder, 'binding.json'), '{'),
      'binding.json is damaged',
    ],
  ])('the doctor says what is wrong with a binding that is %s', async (_, breakIt, expected) => {
    const reason = await doctorOf(breakIt);
    if (expected === '') expect(reason).toBe('');
    else expect(reason).toContain(expected);
  });
});
