/** An index that several threads build. */
import { mkdtemp } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUsearchEngine } from '../../src-main/gallery/engines/usearch.ts';
import type { GalleryEngine } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { hasUsearch } from '../helpers/usearch.ts';
import { common, settle, vectorOf } from './vectors.ts';

const dim = 12;
/** More than are put in one after another. */
const count = 12_000;
const vectors = Array.from({ length: count + 500 }, (_, id) => vectorOf(dim, id));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(await temporaryFolder(), 'library-'));
});

const opened: GalleryEngine[] = [];
afterAll(() => {
  for (const engine of opened) engine.close();
});

function open(size: number): GalleryEngine {
  const engine = createUsearchEngine({
    ...common,
    ...{ dim, folder, exactFrom: Number.POSITIVE_INFINITY, probes: () => vectors.slice(0, 500) },
  });
  opened.push(engine);
  for (const [id, vector] of vectors.slice(0, size).entries()) engine.set(id, vector);
  return engine;
}

/** How many of the vectors the index finds by themselves. */
async function foundOf(engine: GalleryEngine, size: number): Promise<number> {
  expect(await engine.state()).toMatchObject({ answers: 'by-index', index: { indexed: size } });
  const found = await engine.search(vectors.slice(0, size), 1);
  return found.filter(([first], id) => first!.id === id).length;
}

// With one processor there is one thread.
describe.skipIf(!hasUsearch || availableParallelism() < 2)('an index that several threads build', () => {
  test('finds all vectors but a few, also after it is opened again and has more', {
    timeout: 240_000,
  }, async () => {
    const first = open(count);
    await settle(first);
    // By two threads from the first vector on, up to 26 are never found.
    expect(await foundOf(first, count)).toBeGreaterThanOrEqual(count - 6);

    const again = open(count + 500);
    await again.work();
    // What was kept is taken over, and the others are added.
    expect((await again.state()).index!.indexed).toBe(count);
    await settle(again);
    expect(await foundOf(again, count + 500)).toBeGreaterThanOrEqual(count + 494);
  });
});
