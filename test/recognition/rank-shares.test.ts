import { describe, expect, test } from 'vitest';
import { meanInterval } from '../../src-shared/interval.ts';
import { compareRanks, rankShares, shareInterval } from '../../src-shared/recognition/index.ts';
import { finished } from '../../src-shared/steps.ts';

const sharesOf = (...args: Parameters<typeof rankShares>) => finished(rankShares(...args));
const searches = (person: string, ranks: readonly number[]) => ranks.map((rank) => ({ person, rank }));

describe('shares within a rank', () => {
  test('are means over the deals, whatever the number of searches in each', () => {
    const deals = [
      [...searches('Ada', [1, 1]), ...searches('Bob', [2, 7])],
      [...searches('Ada', [1]), ...searches('Cyd', [Number.POSITIVE_INFINITY])],
    ];
    const [first, fifth] = sharesOf(deals, [1, 5]);
    expect(first!.value).toBeCloseTo((2 / 4 + 1 / 2) / 2, 12);
    expect(fifth!.value).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    expect(first!.interval![0]).toBeLessThanOrEqual(first!.value);
    expect(first!.interval![1]).toBeGreaterThanOrEqual(first!.value);
  });

  test('have an interval over people: more searches for the same people tell no more', () => {
    const rankOf = Array.from({ length: 40 }, (_, i) => (i % 10 < 7 ? 1 : 3));
    const widthWith = (photos: number) => {
      const deal = rankOf.flatMap((rank, i) => searches(`person ${i}`, Array(photos).fill(rank)));
      const [low, high] = sharesOf([deal, deal], [1])[0]!.interval!;
      return high - low;
    };
    expect(widthWith(20)).toBeCloseTo(widthWith(1), 6);
    const { interval } = meanInterval(rankOf.map((rank) => Number(rank === 1)));
    const asStudents = widthWith(1) / (interval[1] - interval[0]);
    expect(asStudents).toBeGreaterThan(0.8);
    expect(asStudents).toBeLessThan(1.1);
  });

  test('are not sure of anything when all of a few were right', () => {
    const deal = ['Ada', 'Bob', 'Cyd'].flatMap((person) => searches(person, [1, 1, 1]));
    expect(sharesOf([deal], [1])[0]).toEqual({ value: 1, interval: shareInterval(3, 3) });
  });
});

describe('heads that search for the same photos', () => {
  const firstOf = Array.from({ length: 40 }, (_, i) => (i % 10 < 7 ? 1 : 3));
  const dealOf = (ranks: readonly number[]) => ranks.flatMap((rank, i) => searches(`person ${i}`, [rank]));
  const compare = (first: readonly number[], second: readonly number[]) =>
    finished(compareRanks([[dealOf(first), dealOf(second)]], [1, 5]));

  test('are compared on the same people: a head and itself differ in no draw', () => {
    const { heads, differences } = compare(firstOf, firstOf);
    expect(heads[0]).toEqual(heads[1]);
    expect(differences[0]![0]).toEqual({ value: 0, interval: [0, 0] });
  });

  test('differ by as much as their shares', () => {
    const { heads, differences } = compare(
      firstOf,
      firstOf.map(() => 1),
    );
    expect(heads.map(([top1]) => top1!.value)).toEqual([0.7, 1]);
    const [top1, top5] = differences[0]!;
    expect(top1!.value).toBeCloseTo(0.3, 12);
    expect(top1!.interval![0]).toBeGreaterThan(0);
    expect(top5!.value).toBe(0);
  });
});
