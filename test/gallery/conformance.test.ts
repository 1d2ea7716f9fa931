/** What any engine of a gallery has to do, held against comparing with everybody. */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { lockLibrary, unlockLibrary } from '../../src-main/store/encryption/keyring.ts';
import { indexFiles } from '../../src-main/store/kept-index.ts';
import type { GalleryEngine, Neighbour } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { engines, servers, type TriedEngine } from './engines.ts';
import { nearest, settle, vectorOf } from './vectors.ts';

const root = await temporaryFolder();
const newFolder = () => mkdtemp(join(root, 'library-'));
const dim = 12;

const opened: GalleryEngine[] = [];
afterEach(() => {
  for (const engine of opened.splice(0)) engine.close();
});

afterAll(async () => {
  for (const { database, server } of servers) {
    await database.sql.end();
    await server.stop();
  }
});

/** An engine and, by the definition, what it holds. */
interface Tried {
  engine: GalleryEngine;
  known: Map<number, Float32Array>;
}

function openWith(
  tried: TriedEngine,
  folder: string,
  known: Map<number, Float32Array>,
  options: Partial<Parameters<TriedEngine['open']>[0]> = {},
): Tried {
  const engine = tried.open({ dim, folder, probes: () => [...known.values()].slice(0, 200), ...options });
  opened.push(engine);
  for (const [id, vector] of known) engine.set(id, vector);
  return { engine, known };
}

const someVectors = (count: number, width = dim) =>
  new Map(Array.from({ length: count }, (_, id) => [id + 1, vectorOf(width, id)]));

/** The same cosines as by the definition, each of its own vector, in the order that is promised. */
function expectNearest(found: readonly Neighbour[], { known }: Tried, query: Float32Array, limit: number) {
  const expected = nearest(known, query, limit);
  expect(found.map(({ cosine }) => cosine)).toEqual(expected.map(({ cosine }) => expect.closeTo(cosine, 5)));
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  const own = found.map(({ id }) => nearest(new Map([[id, known.get(id)!]]), query, 1)[0]!.cosine);
  expect(own).toEqual(found.map(({ cosine }) => expect.closeTo(cosine, 5)));
  for (const [i, one] of found.slice(1).entries()) {
    const before = found[i]!;
    expect(before.cosine > one.cosine || (before.cosine === one.cosine && before.id < one.id)).toBe(true);
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: fc.integer({ min: 1, max: 40 }), seed: fc.nat({ max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ ask: fc.nat({ max: 99 }), limit: fc.integer({ min: 1, max: 50 }) }) },
  { weight: 1, arbitrary: fc.constant('settle' as const) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
);

describe.each(engines)('the engine $name', (tried) => {
  test('finds after any history what comparing with everybody finds', async () => {
    const zero = new Float32Array(dim);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
        const folder = await newFolder();
        let now = openWith(tried, folder, new Map());
        for (const one of [...steps, { ask: 3, limit: 5 }, 'settle' as const, { ask: 4, limit: 50 }]) {
          if (one === 'settle') await settle(now.engine);
          else if (one === 'reopen') now = openWith(tried, folder, now.known);
          else if ('put' in one) {
            // Two seeds in a row are one vector, so that there are equal ones; one person's faces cancel out.
            const vector = one.seed === 0 ? zero : vectorOf(dim, 100 + Math.floor(one.seed / 2));
            now.engine.set(one.put, vector);
            now.known.set(one.put, vector);
          } else if ('take' in one) {
            now.engine.remove(one.take);
            now.known.delete(one.take);
          } else {
            const query = vectorOf(dim, 100 + one.ask);
            const [found] = await now.engine.search([query], one.limit);
            const [exactly] = await now.engine.searchExactly([query], one.limit);
            expectNearest(found!, now, query, one.limit);
            expectNearest(exactly!, now, query, one.limit);
          }
          expect(now.engine.size).toBe(now.known.size);
        }
        for (const engine of opened.splice(0)) engine.close();
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('answers many searches at once, while vectors come and its own work goes on', async () => {
    const { engine, known } = openWith(tried, await newFolder(), someVectors(600));
    await settle(engine);
    const queries = Array.from({ length: 40 }, (_, i) => vectorOf(dim, 1000 + i));
    const before = new Map(known);
    const answers = queries.map((query) => engine.search([query], 5));
    await Promise.all(answers);
    const later = vectorOf(dim, 5000);
    engine.set(9000, later);
    known.set(9000, later);
    const working = settle(engine);
    const batch = await engine.search([...queries, later], 5);
    await working;
    for (const [i, query] of queries.entries()) {
      expectNearest((await answers[i]!)[0]!, { engine, known: before }, query, 5);
      expectNearest(batch[i]!, { engine, known }, query, 5);
    }
    expect(batch.at(-1)![0]).toEqual({ id: 9000, cosine: expect.closeTo(1, 5) });
  });

  test('finds nothing in an empty gallery, and everybody if more are asked for than there are', async () => {
    const folder = await newFolder();
    const empty = openWith(tried, folder, new Map());
    expect(await empty.engine.search([vectorOf(dim, 1), vectorOf(dim, 2)], 5)).toEqual([[], []]);
    await settle(empty.engine);
    expect(await empty.engine.search([vectorOf(dim, 1)], 5)).toEqual([[]]);
    expect(await empty.engine.search([], 5)).toEqual([]);
    const few = openWith(tried, await newFolder(), someVectors(7));
    await settle(few.engine);
    const [found] = await few.engine.search([vectorOf(dim, 99)], 1000);
    expectNearest(found!, few, vectorOf(dim, 99), 1000);
    for (const id of few.known.keys()) few.engine.remove(id);
    await settle(few.engine);
    expect(await few.engine.search([vectorOf(dim, 99)], 3)).toEqual([[]]);
  });

  test('refuses numbers that are not finite and vectors of another width, and stays as it was', async () => {
    const now = openWith(tried, await newFolder(), someVectors(20));
    await settle(now.engine);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const vector = vectorOf(dim, 1).with(3, wrong);
      expect(() => now.engine.set(1, vector)).toThrow(RangeError);
      await expect(now.engine.search([vector], 3)).rejects.toThrow(RangeError);
      await expect(now.engine.searchExactly([vector], 3)).rejects.toThrow(RangeError);
    }
    expect(() => now.engine.set(1, vectorOf(dim + 1, 1))).toThrow(RangeError);
    await expect(now.engine.search([vectorOf(dim - 1, 1)], 3)).rejects.toThrow(RangeError);
    const [found] = await now.engine.search([vectorOf(dim, 7)], 20);
    expectNearest(found!, now, vectorOf(dim, 7), 20);
  });

  test('tells what it holds and takes', async () => {
    const folder = await newFolder();
    const { engine } = openWith(tried, folder, someVectors(300));
    await settle(engine);
    const state = await engine.state();
    expect(state).toMatchObject({ engine: tried.engine, vectors: 300 });
    expect(state.memory).toBeGreaterThanOrEqual(300 * dim * 4);
    const bytes = await Promise.all(indexFiles(folder).map(async (path) => (await readFile(path)).length));
    expect(bytes).toHaveLength(tried.keeps ? 1 : 0);
    expect(state.disk).toBe(bytes[0] ?? 0);
  });
});

describe.each(engines.filter(({ keeps }) => keeps))('the file of the engine $name', (tried) => {
  /** Opens it anew. @returns how many vectors it has after it has looked at what is kept, before it builds anything. */
  async function takenOver(
    folder: string,
    known: Map<number, Float32Array>,
    options: Partial<Parameters<TriedEngine['open']>[0]> = {},
  ) {
    const now = openWith(tried, folder, known, options);
    await now.engine.work();
    const { indexed } = (await now.engine.state()).index!;
    await settle(now.engine);
    const state = await now.engine.state();
    expect(state).toMatchObject({ answers: 'by-index', index: { phase: 'ready', indexed: known.size } });
    const query = vectorOf(options.dim ?? dim, 777);
    expectNearest((await now.engine.search([query], 10))[0]!, now, query, 10);
    return indexed;
  }

  async function kept(known: Map<number, Float32Array>) {
    const folder = await newFolder();
    expect(await takenOver(folder, known)).toBe(0);
    const [path, ...others] = indexFiles(folder);
    expect(others).toEqual([]);
    return { folder, path: path! };
  }

  test('serves the next start, but for what has changed since', async () => {
    const known = someVectors(500);
    const { folder } = await kept(known);
    expect(await takenOver(folder, known)).toBe(500);
    for (let id = 1; id <= 20; id++) known.set(id, vectorOf(dim, 2000 + id));
    for (let id = 21; id <= 30; id++) known.delete(id);
    known.set(900, vectorOf(dim, 3000));
    expect(await takenOver(folder, known)).toBe(470);
  });

  test('is built anew if most has changed, and of another head, width or damaged it is not used', async () => {
    const known = someVectors(500);
    const { folder, path } = await kept(known);
    const good = await readFile(path);
    const moved = new Map([...known].map(([id]) => [id, vectorOf(dim, 4000 + id)]));
    expect(await takenOver(folder, moved)).toBe(0);
    await writeFile(path, good);
    expect(await takenOver(folder, someVectors(500, dim + 4), { dim: dim + 4 })).toBe(0);
    expect(await takenOver(folder, known, { head: 'another head' })).toBe(0);
    const damages: [string, () => Promise<void>][] = [
      ...[0, 40, 4000, good.length - 400, good.length - 50, good.length - 34, good.length - 1].map(
        (at): [string, () => Promise<void>] => [
          `a flipped bit at ${at}`,
          () => writeFile(path, good.with(at, good[at]! ^ 4)),
        ],
      ),
      ...[0, 10, 36, 5000, good.length - 1].map((length): [string, () => Promise<void>] => [
        `cut to ${length}`,
        () => truncate(path, length),
      ]),
      ['bytes behind it', () => writeFile(path, Buffer.concat([good, Buffer.alloc(64)]))],
      ['gone', () => rm(path)],
    ];
    for (const [what, damage] of damages) {
      await writeFile(path, good);
      await damage();
      expect(await takenOver(folder, known), what).toBe(0);
      expect(await takenOver(folder, known), `${what}, after it was built anew`).toBe(500);
    }
  }, 120_000);

  test('is not written of a library that changes meanwhile, nor of an encrypted one', async () => {
    const folder = await newFolder();
    let isPresent = true;
    const changing = openWith(tried, folder, someVectors(300), { isPresent: () => isPresent });
    isPresent = false;
    await settle(changing.engine);
    expect(indexFiles(folder)).toEqual([]);
    const secret = await newFolder();
    unlockLibrary(secret, new Uint8Array(32));
    try {
      const { engine, known } = openWith(tried, secret, someVectors(300));
      await settle(engine);
      expect(indexFiles(secret)).toEqual([]);
      expect(await engine.state()).toMatchObject({ disk: 0, index: { phase: 'ready', indexed: known.size } });
    } finally {
      lockLibrary(secret);
    }
  });

  test('never has the numbers of a vector that has gone', async () => {
    const folder = await newFolder();
    const { engine, known } = openWith(tried, folder, someVectors(400));
    await settle(engine);
    const [path] = indexFiles(folder);
    /** Some numbers of a vector as they lie in the index. */
    const traceOf = (vector: Float32Array) =>
      Buffer.from(Int8Array.from(vector, (value) => Math.trunc(127 * value)).buffer);
    const gone = known.get(17)!;
    expect((await readFile(path!)).includes(traceOf(gone))).toBe(true);
    await rm(path!);
    engine.remove(17);
    engine.remove(18);
    // One comes for the two who went: the place of one of them is still as it was.
    engine.set(5000, vectorOf(dim, 6000));
    await settle(engine);
    expect(indexFiles(folder)).toEqual([]);
    engine.set(5001, vectorOf(dim, 6001));
    await settle(engine);
    const after = await readFile(path!);
    expect(after.includes(traceOf(gone))).toBe(false);
    expect(after.includes(traceOf(vectorOf(dim, 6000)))).toBe(true);
  });
});
