import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkLosses,
  composeLoss,
  findRegulariser,
  goldenFile,
  losses,
  regularisers,
} from '../../src-shared/losses/index.ts';
import { openBackend } from '../backends.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';

const goldenPath = new URL('../golden/golden.json', import.meta.url).pathname;
const content = JSON.parse(readFileSync(goldenPath, 'utf8'));
const folder = await temporaryFolder();

/** A small file: the input of one case, and the case, changed. */
async function fileOf(id: string, change: object = {}): Promise<string> {
  const found = content.cases.find((entry: { id: string }) => entry.id === id);
  const path = join(folder, 'cases.json');
  const inputs = { [found.input]: content.inputs[found.input] };
  await writeFile(path, JSON.stringify({ schema: content.schema, inputs, cases: [{ ...found, ...change }] }));
  return path;
}

describe('tammes losses', () => {
  test('lists every loss and regulariser with parameters, defaults and paper', async () => {
    const { stdout, code } = await tammes(['losses', '--json']);
    expect(code).toBe(0);
    const list = JSON.parse(stdout);
    expect(list.map(({ id }: { id: string }) => id)).toEqual(
      [...losses, ...regularisers].map(({ id }) => id),
    );
    for (const entry of list) {
      expect(entry.paper).toMatchObject({ authors: expect.any(String), year: expect.any(Number) });
      for (const parameter of Object.values(entry.parameters)) expect(parameter).toHaveProperty('default');
    }
    expect((await tammes(['losses'])).stdout).toContain('arcface');
  });

  test('show explains a loss, and lists the losses if the name is unknown', async () => {
    const { stdout } = await tammes(['losses', 'show', 'center_loss']);
    for (const text of ['Wen', 'ECCV 2016', 'lambda=0.003', '0 to 10']) expect(stdout).toContain(text);
    const missing = await tammes(['losses', 'show', 'nonsense']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('arcface');
  });

  test('length prints the lengths by angle, for several numbers of classes, and the full pull', async () => {
    const { stdout } = await tammes([
      'losses',
      'length',
      '--loss',
      'p2sgrad',
      '--classes',
      '10,1000',
      '--json',
    ]);
    const { degrees, curves } = JSON.parse(stdout);
    expect(degrees.at(-1)).toBe(180);
    for (const { own } of curves) expect(own[9]).toBeCloseTo(1, 5);
    const pulled = await tammes(['losses', 'length', '--loss', 'p2sgrad', '--pull', '--json']);
    expect(JSON.parse(pulled.stdout).curves[0].own[6]).toBeCloseTo(0.5 * Math.sin(Math.PI / 3), 4);
    for (const wrong of [['--loss', 'triplet'], ['--loss', 'arcface', '--set', 'margin=9'], []]) {
      expect((await tammes(['losses', 'length', ...wrong])).code).toBe(2);
    }
  });

  test('check exits with 0 if all is right, and with 1 and the case if not', async () => {
    const right = await tammes(['losses', 'check', await fileOf('arcface/r4x3x5/11'), '--json']);
    expect(right.code).toBe(0);
    expect(JSON.parse(right.stdout).losses[0]).toMatchObject({ loss: 'arcface', cases: 1, isRight: true });
    const wrong = await tammes(['losses', 'check', await fileOf('arcface/r4x3x5/11', { loss: 1 })]);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/arcface\/r4x3x5\/11: value/);
  });

  test.each([
    ['no file', async () => join(folder, 'missing.json'), 'missing.json cannot be read'],
    [
      'a file that is not JSON',
      async () => new URL('../helpers/cli.ts', import.meta.url).pathname,
      'is not JSON',
    ],
    ['an unknown loss', () => fileOf('normface/r4x3x5/9', { loss_name: 'arcfase' }), 'no loss arcfase'],
    ['an unknown parameter', () => fileOf('normface/r4x3x5/9', { params: { q: 1 } }), 'no parameter q'],
    ['an unknown input', () => fileOf('normface/r4x3x5/9', { input: 'other' }), 'no input other'],
    [
      'a state that does not fit',
      () => fileOf('softmax/r4x3x5/7', { state: { b: [1, 2] } }),
      'softmax/r4x3x5/7',
    ],
  ])('check names what is wrong with %s', async (_, path, message) => {
    const { code, stderr } = await tammes(['losses', 'check', await path()]);
    expect([1, 2]).toContain(code);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

test('any file of reference values is compared or refused in words, never a crash', async () => {
  const { tf } = await openBackend('cpu');
  const number = fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(null));
  const vector = fc.array(number, { maxLength: 4 });
  const matrix = fc.array(vector, { maxLength: 4 });
  const tensor = fc.oneof(number, vector, matrix);
  const names = fc.constantFrom(
    'arcface',
    'softmax',
    'center_loss',
    'vpl',
    'triplet',
    'mhe',
    'uniformface',
    'x',
  );
  const someCase = fc.record(
    {
      id: fc.string(),
      loss_name: names,
      input: fc.constantFrom('a', 'b'),
      params: fc.dictionary(
        fc.constantFrom('s', 'm', 'lambda', 'mining', 'base'),
        fc.oneof(fc.integer(), fc.string()),
      ),
      state: fc.dictionary(fc.constantFrom('b', 'centers', 'queue', 'lambdaPerClass', 'margins'), tensor),
      loss: fc.double({ noNaN: true }),
      perSample: vector,
      dX: matrix,
      dW: matrix,
      dCos: matrix,
      updated: fc.dictionary(fc.constantFrom('centers', 'queue'), tensor),
    },
    { requiredKeys: ['id', 'loss_name', 'input', 'params', 'loss'] },
  );
  const good = {
    X: [
      [1, 0.5],
      [0, 1],
    ],
    W: [
      [1, 1],
      [0, -1],
    ],
    y: [0, 1],
  };
  const anyInput = fc.oneof(
    fc.constant(good),
    fc.record({ X: matrix, W: matrix, y: fc.array(fc.nat(3), { maxLength: 4 }) }),
  );
  await fc.assert(
    fc.asyncProperty(anyInput, fc.array(someCase, { minLength: 1, maxLength: 3 }), async (input, cases) => {
      const parsed = goldenFile.safeParse({ schema: 'loss-golden/1', inputs: { a: input }, cases });
      if (!parsed.success) return;
      const before = tf.memory().numTensors;
      try {
        const registry = { compose: composeLoss, findRegulariser };
        for await (const { errors } of checkLosses(tf, parsed.data, registry))
          for (const error of Object.values(errors)) expect(error).not.toBeNaN();
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-input', remedy: expect.any(String) });
      }
      expect(tf.memory().numTensors).toBe(before);
    }),
    { numRuns: 300 },
  );
});
