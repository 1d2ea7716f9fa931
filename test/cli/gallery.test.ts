import { beforeAll, expect, test } from 'vitest';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { tammes, temporaryFolder } from '../helpers/cli.ts';
import { hasUsearch } from '../helpers/usearch.ts';

let library: string;
beforeAll(async () => {
  library = await temporaryFolder();
  (await madeUpLibrary(library, 12, 2)).close();
});

const gallery = (...args: string[]) => tammes(['gallery', '--library', library, ...args]);

test('says what compares a face with whom', async () => {
  const { code, stdout } = await gallery();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^engine +exact$/m);
  expect(stdout).toMatch(/^enrolled faces +24$/m);
  expect(stdout).toMatch(/^people +12$/m);
  expect(stdout).toMatch(/^index file +none$/m);
  expect(stdout).not.toContain('recall');
});

test.skipIf(!hasUsearch)(
  'builds an index, measures it and keeps to it until another engine is chosen',
  async () => {
    const { code, stdout, stderr } = await gallery('--engine', 'usearch');
    expect(code).toBe(0);
    expect(stderr).toContain('Building the index');
    expect(stdout).toMatch(/^engine +usearch$/m);
    expect(stdout).toMatch(/^recall at 10 +100\.00 %$/m);
    expect(stdout).toMatch(/^measured on +24 enrolled faces$/m);
    expect(stdout).toContain('With so few people, the index is no faster');
    expect(JSON.parse((await gallery('--json')).stdout)).toMatchObject({
      engine: 'usearch',
      answers: 'exactly',
      vectors: 12,
      index: { phase: 'ready', indexed: 12 },
      failure: null,
    });
    expect((await gallery('--engine', 'exact')).stdout).toMatch(/^engine +exact$/m);
  },
  60_000,
);

test('refuses an engine that there is not', async () => {
  const { code, stderr } = await gallery('--engine', 'faiss');
  expect(code).not.toBe(0);
  expect(stderr).toContain('exact, usearch');
});
