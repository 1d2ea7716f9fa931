import { createHash } from 'node:crypto';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeOnnx } from '../../src-main/formats/onnx.ts';
import { concat, message, number, text } from '../../src-main/formats/protobuf.ts';
import { readOnnx } from '../../src-main/formats/read-onnx.ts';
import {
  besidePath,
  inspectBackbone,
  type SaidOfBackbone,
} from '../../src-main/services/inspect-backbone.ts';
import { openBackbone } from '../../src-main/vision/backbone-session.ts';
import { tryBackbone } from '../../src-main/vision/backbone-trial.ts';
import type { VisionPool } from '../../src-main/vision/pool.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { expected, side, size, smallNetwork } from '../helpers/small-network.ts';

/** Runs networks on trial in this process, as a pool's process does. */
const inThisProcess = (): VisionPool => ({ ...madeUpVision(), tryBackbone });

async function written(bytes: Uint8Array | string, name = 'network.onnx'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}
const inspect = async (bytes: Uint8Array | string, said: SaidOfBackbone = {}) =>
  inspectBackbone(await written(bytes), said, inThisProcess);

/** A picture with another number in each place. */
const picture = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 31 + (i >> 5)) % 256);

describe.each(['nchw', 'nhwc'] as const)('a network that takes %s', (layout) => {
  test('is known by its file, and gives the numbers of its weights, of one face or several', async () => {
    const path = await written(smallNetwork({ layout }), 'Small one.onnx');
    const { descriptor, source, pace, hash, bytes } = await inspectBackbone(path, {}, inThisProcess);
    expect(descriptor).toEqual({
      name: 'Small one',
      template: 'arcface112',
      input: {
        ...{ name: 'face', side, layout, colours: 'rgb', batch: true },
        ...{ mean: [127.5, 127.5, 127.5], deviation: [127.5, 127.5, 127.5] },
      },
      output: { name: 'row', size },
      mirror: true,
      licence: '',
    });
    expect([source, hash, bytes]).toEqual([
      'guessed',
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
      (await readFile(path)).length,
    ]);
    expect(pace).toBeGreaterThan(0);
    const one = { ...descriptor, mirror: false, input: { ...descriptor.input, colours: 'bgr' as const } };
    const backbone = await openBackbone({ path, hash, descriptor: one, featureVersion: 1001 }, 1);
    const planes = Float32Array.from({ length: picture.length }, (_, at) => {
      const [colour, place] = [Math.floor(at / side ** 2), at % side ** 2];
      return (picture[3 * place + 2 - colour]! - 127.5) / 127.5;
    });
    const wanted = expected(planes);
    const rows = await backbone.describe(Array.from({ length: 9 }, () => picture));
    await backbone.close();
    expect(rows).toHaveLength(9);
    for (const row of rows)
      expect(Math.max(...row.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-5);
  });
});

test('the feature of both sides is the mean of that of the picture and of its mirror image', async () => {
  const path = await written(smallNetwork());
  const { descriptor, hash } = await inspectBackbone(path, {}, inThisProcess);
  const mirrored = Uint8Array.from({ length: picture.length }, (_, at) => {
    const [place, colour] = [Math.floor(at / 3), at % 3];
    const [row, column] = [Math.floor(place / side), place % side];
    return picture[3 * (row * side + side - 1 - column) + colour]!;
  });
  const open = (mirror: boolean) =>
    openBackbone({ path, hash, descriptor: { ...descriptor, mirror }, featureVersion: 1001 }, 1);
  const [both, alone] = [await open(true), await open(false)];
  const [mean] = await both.describe([picture]);
  const [a, b] = await alone.describe([picture, mirrored]);
  for (const [i, value] of mean!.entries()) expect(value).toBeCloseTo((a![i]! + b![i]!) / 2, 5);
});

test('a network that takes one face at a time is given one at a time', async () => {
  // Its rows are counted beforehand: of two faces it makes one row.
  const after = [{ op: 'Reshape', inputs: ['row', 'one'], output: 'fixed' }];
  const bytes = encodeOnnx(
    {
      ...{
        name: 'fixed',
        metadata: {},
        tensors: {},
        inputs: { face: [3, side, side] },
        outputs: { fixed: [48] },
      },
      nodes: [
        { op: 'GlobalAveragePool', inputs: ['face'], output: 'mean' },
        { op: 'Tile', inputs: ['mean', 'times'], output: 'row' },
        ...after,
      ],
      numbers: { one: [1, 48], times: [1, 1, 4, 4] },
    },
    { name: 'test', version: '1' },
  );
  const path = await written(bytes);
  const { descriptor, hash } = await inspectBackbone(path, { mirror: false }, inThisProcess);
  expect(descriptor).toMatchObject({ input: { batch: false }, output: { size: 48 }, mirror: false });
  const backbone = await openBackbone({ path, hash, descriptor, featureVersion: 1001 }, 1);
  expect(await backbone.describe([picture, picture])).toHaveLength(2);
});

test('what lies beside the file wins over the guess, and what is said over both', async () => {
  const path = await written(smallNetwork({ metadata: { license: 'Apache-2.0' } }));
  await writeFile(
    besidePath(path),
    JSON.stringify({ name: 'Beside', template: 'chip150', input: { colours: 'bgr', mean: [1, 2, 3] } }),
  );
  const { descriptor, source } = await inspectBackbone(path, { input: { mean: [0, 0, 0] } }, inThisProcess);
  expect(source).toBe('beside');
  expect(descriptor).toMatchObject({
    ...{ name: 'Beside', template: 'chip150', licence: 'Apache-2.0' },
    input: { colours: 'bgr', mean: [0, 0, 0], deviation: [127.5, 127.5, 127.5] },
  });
  await writeFile(besidePath(path), '{"template": "arcface113"}');
  await expect(inspectBackbone(path, {}, inThisProcess)).rejects.toMatchObject({
    problem: 'backbone-refused',
    parameters: { path: besidePath(path), fault: 'descriptor' },
  });
});

test('a network that scales its picture itself, as those of insightface do, is given plain values', async () => {
  const scaled = encodeOnnx(
    {
      ...{
        name: 'scaled',
        metadata: {},
        numbers: {},
        inputs: { face: [3, side, side] },
        outputs: { row: [27] },
      },
      nodes: [
        { op: 'Sub', inputs: ['face', 'shift'], output: 'a' },
        { op: 'Mul', inputs: ['a', 'scale'], output: 'b' },
        {
          op: 'MaxPool',
          inputs: ['b'],
          output: 'c',
          attributes: { kernel_shape: [16, 16], strides: [16, 16] },
        },
        { op: 'Flatten', inputs: ['c'], output: 'row', attributes: { axis: 1 } },
      ],
      tensors: {
        shift: { shape: [1], values: Float32Array.of(127.5) },
        scale: { shape: [1], values: Float32Array.of(1 / 128) },
      },
    },
    { name: 'test', version: '1' },
  );
  const { descriptor } = await inspect(scaled);
  expect(descriptor).toMatchObject({
    input: { mean: [0, 0, 0], deviation: [1, 1, 1] },
    output: { size: 27 },
  });
});

/** Fields as onnx.proto numbers them. */
const tensor = (...more: Uint8Array[]) => concat([number(1, 1), number(2, 1), text(8, 'w'), ...more]);
const withGraph = (...fields: Uint8Array[]) =>
  concat([number(1, 8), message(7, concat(fields)), message(8, number(2, 17))]);
const node = (op: string, domain: string) =>
  message(1, concat([text(2, 'row'), text(4, op), text(7, domain)]));
const twice = (name: string) => ({ op: 'Identity', inputs: ['row'], output: name });
const scale = (value: number) => ({ tensors: { f: { shape: [1], values: Float32Array.of(value) } } });

const refused: [string, () => Uint8Array | string, string, string?][] = [
  ['is empty', () => '', 'empty'],
  ['is a text', () => 'this is no network', 'not-onnx'],
  [
    'is a picture',
    () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
    'not-onnx',
  ],
  ['is cut off', () => smallNetwork().subarray(0, 900), 'not-onnx'],
  ['has its weights elsewhere', () => withGraph(message(5, tensor(number(14, 1)))), 'external-data'],
  [
    'names a file for its weights',
    () => withGraph(message(5, tensor(message(13, concat([text(1, 'location'), text(2, '/etc/passwd')]))))),
    'external-data',
  ],
  [
    'needs an operation of its own',
    () => withGraph(node('Steal', 'evil.example')),
    'custom-operator',
    'evil.example.Steal',
  ],
  ['takes nothing', () => withGraph(), 'inputs'],
  [
    'takes two pictures',
    () => smallNetwork({ inputs: { face: [3, side, side], other: [3, side, side] } }),
    'inputs',
  ],
  ['takes a row', () => smallNetwork({ inputs: { face: [3 * side * side] } }), 'input-shape'],
  ['takes a picture in one colour', () => smallNetwork({ inputs: { face: [1, side, side] } }), 'input-shape'],
  [
    'takes a picture that is not square',
    () => smallNetwork({ inputs: { face: [3, side, 2 * side] } }),
    'input-shape',
  ],
  [
    'gives two rows',
    () => smallNetwork({ after: [twice('second')], outputs: { row: [size], second: [size] } }),
    'outputs',
  ],
  ['gives one number', () => smallNetwork({ outputs: { row: [1] } }), 'outputs'],
  ['gives a map of many numbers', () => smallNetwork({ outputs: { row: [64, 56, 56] } }), 'output-shape'],
  [
    'gives the same for every picture',
    () =>
      smallNetwork({
        after: [{ op: 'Mul', inputs: ['row', 'f'], output: 'same' }],
        outputs: { same: [size] },
        ...scale(0),
      }),
    'constant',
  ],
];

test.each(refused)('a file that %s is refused', async (_, bytes, fault, detail) => {
  await expect(inspect(bytes())).rejects.toMatchObject({
    problem: 'backbone-refused',
    parameters: { fault, ...(detail !== undefined && { detail }) },
  });
});

test('a network that gives what are no numbers is refused, and one that cannot be run', async () => {
  const broken = smallNetwork({
    after: [
      { op: 'Div', inputs: ['f', 'f'], output: 'nan' },
      { op: 'Mul', inputs: ['row', 'nan'], output: 'out' },
    ],
    outputs: { out: [size] },
    ...scale(0),
  });
  await expect(inspect(broken)).rejects.toMatchObject({ problem: 'backbone-gave-nothing' });
  const unknown = smallNetwork({
    after: [{ op: 'Conjure', inputs: ['row'], output: 'out' }],
    outputs: { out: [size] },
  });
  await expect(inspect(unknown)).rejects.toMatchObject({ problem: 'backbone-not-loaded' });
  const other = smallNetwork({
    after: [{ op: 'MatMul', inputs: ['row', 'f'], output: 'out' }],
    outputs: { out: [size] },
    ...scale(1),
  });
  await expect(inspect(other)).rejects.toMatchObject({
    problem: expect.stringMatching(/^backbone-not-(loaded|run)$/),
  });
});

test('a file of many gigabytes is refused before it is read', async () => {
  const path = await written('');
  await (await open(path, 'r+')).close();
  await truncate(path, 5 * 2 ** 30);
  await expect(inspectBackbone(path, {}, inThisProcess)).rejects.toMatchObject({
    parameters: { fault: 'too-large' },
  });
});

test('whatever bytes are changed, a file is read or refused, and nothing else', () => {
  const bytes = smallNetwork();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(bytes.length),
      (changes, length) => {
        const damaged = bytes.slice(0, Math.max(1, length));
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        try {
          expect(readOnnx(damaged).inputs).toBeInstanceOf(Array);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(A (field|number)|It has|Its graphs)/);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a file that was changed since is not run', async () => {
  const path = await written(smallNetwork());
  const { descriptor, hash } = await inspectBackbone(path, {}, inThisProcess);
  const file = { path, hash, descriptor, featureVersion: 1001 };
  await writeFile(path, smallNetwork({ metadata: { more: 'x' } }));
  await expect(openBackbone(file, 1)).rejects.toMatchObject({ problem: 'backbone-file-changed' });
  await expect(openBackbone({ ...file, path: `${path}.gone` }, 1)).rejects.toMatchObject({
    problem: 'backbone-file-gone',
  });
});
