import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withBlock } from '../document.ts';
import type { EngineFigures } from './engine-result.ts';
import { at, classMemory, costsOf, growthOf, slopeOf } from './scale.ts';
import { classTable, costSections } from './scale-table.ts';

test('a power of n is found again, and lies amid what is measured about it', () => {
  const exact = growthOf([10, 100, 1000].map((n) => [n, 3 * n ** 0.7] as const));
  expect(exact.exponent).toBeCloseTo(0.7, 12);
  expect(at(exact, 1e6)).toBeCloseTo(3 * 1e6 ** 0.7, 6);
  const between = growthOf([
    [10, 10],
    [1000, 1000],
    [10, 40],
    [1000, 4000],
  ]);
  expect(between.exponent).toBeCloseTo(1, 12);
  expect(between.factor).toBeCloseTo(2, 12);
});

test('what does not grow is no part of what one more costs', () => {
  expect(
    slopeOf([
      [1000, 5_000_000 + 512_000],
      [10_000, 5_000_000 + 5_120_000],
    ]),
  ).toBe(512);
});

test('an engine that looks at every face grows with their number, and one that was measured once is left out', () => {
  const figures = (p50: number): EngineFigures => ({
    build: 1,
    buildProcessor: 1,
    searchProcessor: 1,
    at1: 1,
    at10: 1,
    expansion: null,
    latencies: [
      { inFlight: 4, p50: 99, p99: 99 },
      { inFlight: 1, p50, p99: 9 },
    ],
    memory: 1,
    disk: 0,
  });
  const costs = costsOf({
    sizes: [
      { vectors: 1000, engines: { exact: figures(1), usearch: figures(1), late: figures(1) } },
      { vectors: 10_000, engines: { exact: figures(20), usearch: figures(2) } },
    ],
  });
  expect(costs.map(({ name }) => name)).toEqual(['exact', 'usearch']);
  expect(at(costs[0]!.match, 20_000)).toBe(40);
  expect(at(costs[1]!.match, 100_000)).toBeCloseTo(4, 12);
});

test('a million classes of 512 numbers take 6 GB with what Adam keeps of them', () => {
  expect(classMemory(1e6, 512, 256)).toEqual({
    classes: 1e6,
    centres: 6_144_000_000,
    cosines: 2_048_000_000,
  });
});

test('docs/SCALE.md says what the results say; `npm run bench -- table` writes it', async () => {
  const text = await readFile(new URL('../../../docs/SCALE.md', import.meta.url), 'utf8');
  expect(withBlock(text, 'scale', await costSections())).toBe(text);
  expect(withBlock(text, 'classes', classTable())).toBe(text);
});
