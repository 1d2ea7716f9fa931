import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { qualityLimits } from '../../../../src-shared/contract/index.ts';

// The address hears of the window as soon as it is imported.
vi.stubGlobal('addEventListener', () => {});
afterAll(() => void vi.unstubAllGlobals());

type Query = typeof import('../../../../src-renderer/screens/library/library-query.ts');
const limits = qualityLimits.parse({});

describe('what the library shows', () => {
  let query: Query;
  let all: Parameters<Query['filterOf']>[0];
  beforeAll(async () => {
    query = await import('../../../../src-renderer/screens/library/library-query.ts');
    all = Object.fromEntries(
      Object.entries(query.libraryParts).map(([name, part]) => [name, part.read(null)]),
    ) as typeof all;
  });
  const filter = (change: Partial<typeof all>) => query.filterOf({ ...all, ...change }, limits);

  test('is everything but the faces of hidden people', () => {
    expect(filter({})).toEqual({ hidden: false });
    expect(query.isUnfiltered(all)).toBe(true);
  });

  test('has a tag, whatever its value, or this one', () => {
    expect(filter({ tag: 'a%3Db' }).tag).toEqual({ name: 'a=b', value: null });
    expect(filter({ tag: 'glasses=%E7%9C%BC' }).tag).toEqual({ name: 'glasses', value: '眼' });
    expect(filter({ tag: '%' })).toEqual({ hidden: false });
  });

  test('is one person, hidden or not, or nobody', () => {
    expect(filter({ person: '7' })).toEqual({ personId: 7 });
    expect(filter({ person: '7.9' })).toEqual({ personIds: [7, 9] });
    expect(filter({ person: 'nobody' })).toEqual({ personId: null, hidden: false });
  });

  test('is taken on the days from the first to the last, by the clock of the camera', () => {
    expect(filter({ from: '2024-12-31', to: '2024-12-31' }).taken).toEqual({
      from: Date.UTC(2024, 11, 31),
      to: Date.UTC(2025, 0, 1),
    });
    expect(filter({ from: 'then' })).toEqual({ hidden: false });
  });

  test('is what all the filters that are set let through', () => {
    const state = {
      ...all,
      find: ' ann ',
      quality: 'poor',
      folder: '/photos',
      source: 'hand',
      strangers: 'without',
      hidden: 'any',
      run: 3,
      side: 'validation',
    } as const;
    expect(query.filterOf(state, limits)).toEqual({
      text: 'ann',
      only: { limits, poor: true },
      folder: '/photos',
      source: 'hand',
      ignored: false,
      run: { runId: 3, side: 'validation' },
    });
    expect(query.filtersSet(state)).toBe(6);
  });
});
