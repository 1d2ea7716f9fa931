import { describe, expect, test } from 'vitest';
import { fitGhost } from '../../../../src-renderer/sphere/work/ghost.ts';
import { IdealSearch } from '../../../../src-renderer/sphere/work/ideal-search.ts';
import { angleBetween, optimumFor, type Point3, spreadOf } from '../../../../src-shared/sphere/index.ts';
import { directions } from '../../../helpers/points.ts';

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
