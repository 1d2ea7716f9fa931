import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestBins, pairBins } from '../../../src-renderer/screens/sphere/angle-bins.ts';
import { findPeople } from '../../../src-renderer/screens/sphere/find-people.ts';
import { angleOfPair } from '../../../src-renderer/sphere/drawing/geometry.ts';
import { fitGhost } from '../../../src-renderer/sphere/work/ghost.ts';
import { IdealSearch } from '../../../src-renderer/sphere/work/ideal-search.ts';
import { placeSamples } from '../../../src-renderer/sphere/work/place-samples.ts';
import { matrixOf } from '../../../src-renderer/sphere/work/rows.ts';
import {
  angleBetween,
  assign,
  optimumFor,
  type Point3,
  project,
  spreadOf,
} from '../../../src-shared/sphere/index.ts';
import { directions } from '../../helpers/points.ts';

describe('the assignment', () => {
  test('costs no more than any other', () => {
    const square = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.array(fc.nat(50), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      );
    fc.assert(
      fc.property(square, (cost) => {
        const columns = assign(cost);
        expect([...columns].sort()).toEqual(cost.map((_, i) => i));
        const total = (order: ArrayLike<number>) => cost.reduce((sum, row, i) => sum + row[order[i]!]!, 0);
        const least = Math.min(...permutations(cost.length).map(total));
        expect(total(columns)).toBe(least);
      }),
    );
  });
});

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

function idealOf(count: number, dim: number): readonly Point3[] {
  const search = new IdealSearch(count, dim);
  search.advance(Number.POSITIVE_INFINITY, () => performance.now());
  return search.found!;
}

describe('the best arrangement', () => {
  test.each([
    [5, 2],
    [2, 3],
    [4, 3],
    [12, 3],
    [24, 3],
  ])('of %d points in %d dimensions is as wide as is known', (count, dim) => {
    const ideal = idealOf(count, dim);
    const rows = dim === 2 ? ideal.map(([x, y]) => [x, y]) : ideal;
    expect(spreadOf(rows).smallestAngle).toBeCloseTo(optimumFor(count, dim)!.angle, 2);
  });

  test('is searched for a while at a time: what is done only grows, and pauses between cost nothing', () => {
    const search = new IdealSearch(60, 3);
    // A second passes with each look at the clock, and an hour in each pause.
    let now = 0;
    const clock = () => (now += 1000);
    const shares: number[] = [];
    while (search.found === null) {
      search.advance(1000, clock);
      shares.push(search.share);
      now += 3.6e6;
    }
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    expect(search.found).toHaveLength(60);
  });

  test('is laid over the points: turned, mirrored and in another order it comes to lie on them', () => {
    const ideal = idealOf(24, 3);
    const cosine = Math.cos(1);
    const sine = Math.sin(1);
    const mixed = ideal
      .map(([x, y, z]): Point3 => [cosine * x - sine * y, -(sine * x + cosine * y), z])
      .map((_, i, all) => all[(7 * i) % 24]!);
    const placed = fitGhost(ideal, mixed);
    placed.forEach((place, i) => {
      place.forEach((value, k) => {
        expect(value).toBeCloseTo(mixed[i]![k]!, 6);
      });
    });
  });

  test('comes to lie near points that are near to it', () => {
    const ideal = idealOf(12, 3);
    const noise = directions(12, 3, 5);
    const points = ideal.map((place, i): Point3 => {
      const moved = place.map((value, k) => value + 0.1 * noise[i]![k]!);
      const length = Math.hypot(...moved);
      return moved.map((value) => value / length) as Point3;
    });
    fitGhost(ideal, points).forEach((place, i) => {
      expect(angleBetween(place, points[i]!)).toBeLessThan(0.2);
    });
  });
});

describe('samples on the picture', () => {
  test('lie at their true angle to their own centre, also where that is projected', () => {
    const centres = directions(12, 64, 1);
    const noise = directions(60, 64, 2);
    const labels = noise.map((_, i) => i % 12);
    const samples = noise.map((row, i) => {
      const moved = row.map((value, k) => 0.6 * value + centres[labels[i]!]![k]!);
      const length = Math.hypot(...moved);
      return moved.map((value) => value / length);
    });
    const points = matrixOf(project(centres).points).values;
    const places = placeSamples(centres, points, samples, labels);
    samples.forEach((sample, i) => {
      const shown = angleOfPair(
        [...places.subarray(3 * i, 3 * i + 3), ...points.subarray(3 * labels[i]!, 3 * labels[i]! + 3)],
        0,
        1,
      );
      expect(shown).toBeCloseTo(angleBetween(sample, centres[labels[i]!]!), 4);
    });
  });

  test('lie on the side of the centre that they are nearer to than others of their person', () => {
    // Three centres at right angles, and a fourth dimension that makes the picture a projection.
    const centres = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    const points = matrixOf(project(centres).points).values;
    const towards = (k: number) => [0, 1, 2, 3].map((i) => (i === 0 ? 0.8 : i === k ? 0.6 : 0));
    const places = placeSamples(centres, points, [towards(1), towards(2)], [0, 0]);
    const angle = (sample: number, centre: number) =>
      angleOfPair(
        [...places.subarray(3 * sample, 3 * sample + 3), ...points.subarray(3 * centre, 3 * centre + 3)],
        0,
        1,
      );
    expect(angle(0, 1)).toBeLessThan(angle(1, 1));
    expect(angle(1, 2)).toBeLessThan(angle(0, 2));
  });

  test('are where they are in up to three dimensions', () => {
    const samples = directions(20, 2, 3);
    const places = placeSamples([[1, 0]], Float32Array.from([1, 0, 0]), samples, Array(20).fill(0));
    samples.forEach(([x, y], i) => {
      expect([...places.subarray(3 * i, 3 * i + 3)]).toEqual([Math.fround(x!), Math.fround(y!), 0]);
    });
  });
});

describe('the histogram of angles', () => {
  test('counts every angle once, in few bins of one round width that reach to the marks', () => {
    const angle = fc.double({ min: 0, max: 180, noNaN: true });
    fc.assert(
      fc.property(fc.array(angle, { minLength: 1, maxLength: 100 }), fc.array(angle), (angles, marks) => {
        const bins = nearestBins(angles, marks);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(angles.length);
        expect(bins.length).toBeGreaterThanOrEqual(6);
        expect(bins.length).toBeLessThanOrEqual(26);
        for (const mark of [...angles, ...marks]) {
          expect(mark).toBeGreaterThanOrEqual(bins[0]!.from - 1e-6);
          expect(mark).toBeLessThanOrEqual(bins.at(-1)!.to + 1e-6);
        }
      }),
    );
  });
});

describe('the histogram of all pairs', () => {
  test('has every pair once, in few bins of one round width that reach to the marks', () => {
    const degree = fc.nat({ max: 179 });
    fc.assert(
      fc.property(fc.array(degree, { minLength: 1, maxLength: 100 }), fc.array(degree), (degrees, marks) => {
        const counts = Array.from({ length: 180 }, (_, i) => degrees.filter((d) => d === i).length);
        const bins = pairBins(counts, marks);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(degrees.length);
        expect(bins.length).toBeLessThanOrEqual(37);
        for (const mark of [...degrees, ...marks]) {
          expect(mark).toBeGreaterThanOrEqual(bins[0]!.from);
          expect(mark).toBeLessThan(bins.at(-1)!.to);
        }
        for (const { from, to, count } of bins) {
          expect(count).toBe(degrees.filter((d) => d >= from && d < to).length);
        }
      }),
    );
  });

  test('is empty without pairs', () => expect(pairBins(Array(180).fill(0), [90])).toEqual([]));
});

describe('finding people', () => {
  const names = ['Zoë Ng', 'Noel', 'Ada', 'El', '写真 太郎'];

  test.each([
    ['zoe', [0]],
    ['EL', [3, 1]],
    ['写真', [4]],
    ['', []],
    ['nobody', []],
  ])('“%s” finds %j', (text, expected) => expect(findPeople(names, text, 10)).toEqual(expected));

  test('offers no more than asked for', () => expect(findPeople(names, 'e', 1)).toEqual([3]));
});
