/** Networks that people bring, where ONNX Runtime has a binary and where it has none. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { exportModel } from '../../src-main/services/export-model.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { Backbone, BackboneFile } from '../../src-main/vision/backbone-session.ts';
import { randomFrom } from '../../src-shared/random.ts';
import { versionOfBackbone } from '../../src-shared/vision/index.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { smallNetwork } from '../helpers/small-network.ts';

const side = 150;
/** Pictures of soft colours; noise alone would leave the network's numbers near those of grey. */
const cuts = [1, 2, 3].map((seed) => {
  const random = randomFrom(seed);
  const [x, y, z] = [random.uniform(), random.uniform(), random.uniform()];
  return Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    const wave = Math.sin((x * (place % side)) / 9 + (y * Math.floor(place / side)) / 7 + (at % 3) * z);
    return 128 + 90 * wave + 20 * random.uniform();
  });
});

let file: BackboneFile;
beforeAll(async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'ours.onnx');
  const store = openStore(join(folder, 'library'));
  await exportModel(store, 'pretrained', { out: path, language: 'en' });
  store.close();
  file = {
    path,
    hash: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
    featureVersion: versionOfBackbone(1),
    descriptor: {
      ...{ name: 'ours', template: 'chip150', mirror: false, licence: 'CC0' },
      input: {
        ...{ name: 'chip', side, layout: 'nchw', colours: 'rgb', batch: true },
        ...{ mean: [0, 0, 0], deviation: [1, 1, 1] },
      },
      output: { name: 'embedding', size: 128 },
    },
  };
});

/** Opens the network with modules that do not load. */
async function openWithout(...absent: string[]): Promise<Backbone> {
  vi.resetModules();
  for (const name of absent)
    vi.doMock(name, () => {
      throw new Error(`${name} has no binary`);
    });
  const { openBackbone } = await import('../../src-main/vision/backbone-session.ts');
  return openBackbone(file, 1);
}
afterEach(() => {
  for (const name of ['onnxruntime-node', 'onnxruntime-web']) vi.doUnmock(name);
  vi.resetModules();
});

describe('a network', () => {
  test('gives the same features on WebAssembly as by the binary', async () => {
    const [native, wasm] = [await openWithout(), await openWithout('onnxruntime-node')];
    expect([native.runtime, wasm.runtime]).toEqual(['native', 'wasm']);
    const [ours, theirs] = [await native.describe(cuts), await wasm.describe(cuts)];
    await native.close();
    await wasm.close();
    expect(theirs.map((row) => row.length)).toEqual([128, 128, 128]);
    // The pictures differ, or equal features would say nothing.
    const cosine = ours[0]!.reduce((sum, value, k) => sum + value * ours[1]![k]!, 0);
    expect(cosine).toBeLessThan(0.999);
    const far = ours.flatMap((row, i) => row.map((value, k) => Math.abs(value - theirs[i]![k]!)));
    expect(Math.max(...far)).toBeLessThan(1e-5);
  });

  test('cannot be run with neither, and says so', async () => {
    await expect(openWithout('onnxruntime-node', 'onnxruntime-web')).rejects.toMatchObject({
      problem: 'onnx-runtime-missing',
    });
  });

  test('that cannot be read is refused on WebAssembly, too', async () => {
    const path = join(await temporaryFolder(), 'no.onnx');
    await writeFile(path, 'no network');
    const hash = createHash('sha256').update('no network').digest('hex');
    const whole = file;
    file = { ...whole, path, hash };
    try {
      await expect(openWithout('onnxruntime-node')).rejects.toMatchObject({ problem: 'backbone-not-loaded' });
    } finally {
      file = whole;
    }
  });
});

/** Has Node and the processes that it starts do without packages. */
async function without(folder: string, ...packages: string[]): Promise<Record<string, string>> {
  const hook = join(folder, `without-${packages.length}.mjs`);
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (${JSON.stringify(packages)}.includes(name)) throw new Error('no binary');
  return next(name, context);
} });`,
  );
  return { NODE_OPTIONS: `--import=${hook}` };
}

test('commands and their processes do without the binary', async () => {
  const folder = await temporaryFolder();
  const [network, library] = [join(folder, 'small.onnx'), join(folder, 'library')];
  await writeFile(network, smallNetwork());
  const onWasm = { env: await without(folder, 'onnxruntime-node') };
  const doctor = await tammes(['doctor', '--library', library], onWasm);
  expect(doctor.stdout).toContain('Networks that you bring: run by ONNX Runtime on WebAssembly');
  expect((await tammes(['doctor', '--library', library])).stdout).toContain("run by ONNX Runtime's binary");
  const look = ['backbone', 'add', network, '--dry-run', '--json', '--library', library];
  const looked = await tammes(look, onWasm);
  expect([looked.code, looked.stderr]).toEqual([0, expect.any(String)]);
  expect(JSON.parse(looked.stdout)).toMatchObject({ descriptor: { output: { size: 80 } } });
  // What is taken away is taken away in the process that runs the network, too.
  const neither = { env: await without(folder, 'onnxruntime-node', 'onnxruntime-web') };
  expect((await tammes(look, neither)).stderr).toContain('ONNX Runtime, which runs backbones');
});
