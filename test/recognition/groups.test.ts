import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../src-shared/random.ts';
import { bandOf, type GroupTallies, groupFigures } from '../../src-shared/recognition/index.ts';
import { finished } from '../../src-shared/steps.ts';

/** A row a person from a number on, with so many of ten accepted. */
const people = (from: number, accepted: readonly number[]) =>
  accepted.map((some, i) => ({ a: from + i, b: from + i, accepted: some, of: 10 }));
const none: GroupTallies = { trueAccept: [], falseAccept: [], notFound: null };

describe('groups at a common threshold', () => {
  test('have the shares of their own pairs, and a gap between the furthest two', () => {
    const groups = [
      { ...none, trueAccept: people(0, Array(30).fill(9)) },
      { ...none, trueAccept: people(30, Array(30).fill(5)) },
      { ...none, trueAccept: people(60, Array(30).fill(7)) },
    ];
    const { groups: found, gaps } = finished(groupFigures(groups, 90, 0.01));
    expect(found.map(({ trueAccept }) => trueAccept!.value)).toEqual([0.9, 0.5, 0.7]);
    expect(gaps.trueAccept).toMatchObject({ most: 0, least: 1 });
    expect(gaps.trueAccept!.value).toBeCloseTo(0.4, 12);
    expect(gaps.falseAccept).toBeNull();
  });

  test('are seldom called different if they are alike, also if all went well in the smaller one', () => {
    const random = randomFrom(29);
    const some = (from: number, count: number) =>
      people(from, Array(count).fill(0)).map((row) => {
        const accepted = [0, 1].filter(() => random.uniform() < 0.994).length;
        return { ...row, accepted, of: 2 };
      });
    let [sure, perfect] = [0, 0];
    const libraries = 40;
    for (let library = 0; library < libraries; library++) {
      const groups = [110, 500].map((count, i) => ({ ...none, trueAccept: some(110 * i, count) }));
      const { groups: found, gaps } = finished(groupFigures(groups, 610, 0.01));
      if (found.some(({ trueAccept }) => trueAccept!.value === 1)) perfect++;
      if (gaps.trueAccept!.interval![0] > 0) sure++;
    }
    expect(perfect).toBeGreaterThan(4);
    expect(sure / libraries).toBeLessThanOrEqual(0.1);
  });

  test('are too few to say with fewer than ten people, or with fewer pairs than the rate takes', () => {
    const pairs = (count: number, of: number) =>
      Array.from({ length: count }, (_, i) => ({ a: i, b: i + 1, accepted: 0, of }));
    const groups = [
      { trueAccept: people(0, Array(9).fill(9)), falseAccept: pairs(20, 4), notFound: null },
      {
        trueAccept: people(0, Array(10).fill(9)),
        falseAccept: pairs(20, 5),
        notFound: people(0, Array(10).fill(0)),
      },
    ];
    const {
      groups: [few, enough],
    } = finished(groupFigures(groups, 30, 0.01));
    expect(few).toEqual({ trueAccept: null, falseAccept: null, notFound: null });
    expect(enough!.trueAccept!.value).toBe(0.9);
    // None of 21 people: Wilson's bound, and no point.
    expect(enough!.falseAccept).toMatchObject({
      value: 0,
      interval: [0, expect.closeTo(3.84 / (21 + 3.84), 3)],
    });
    expect(enough!.notFound!.interval![1]).toBeGreaterThan(0.2);
  });

  test('of equal groups the interval of the gap holds 0 about as often as it says, whichever two were chosen', () => {
    let holds = 0;
    const trials = 60;
    for (let trial = 0; trial < trials; trial++) {
      const random = randomFrom(trial);
      const group = (from: number) => ({
        ...none,
        trueAccept: people(
          from,
          Array.from({ length: 25 }, () =>
            Array.from({ length: 10 }, () => Number(random.uniform() < 0.7)).reduce((a, b) => a + b, 0),
          ),
        ),
      });
      const { gaps } = finished(groupFigures([0, 25, 50, 75].map(group), 100, 0.01));
      if (gaps.trueAccept!.interval![0] <= 0) holds++;
    }
    expect(holds / trials).toBeGreaterThanOrEqual(0.88);
  });

  test('bands begin where their names say', () => {
    expect([-1, 0, 4, 5, 12, 13, 18, 60, 99].map((age) => bandOf('age', age))).toEqual([
      null,
      '0–4',
      '0–4',
      '5–12',
      '5–12',
      '13–17',
      '18–39',
      '60+',
      '60+',
    ]);
    expect(bandOf('pose', 35)).toBe('35–90°');
  });
});
