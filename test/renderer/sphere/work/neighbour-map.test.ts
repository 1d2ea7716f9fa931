import { describe, expect, test } from 'vitest';
import { keptNeighbours } from '../../../../src-renderer/sphere/work/kept-neighbours.ts';
import { mapOfMany } from '../../../../src-renderer/sphere/work/map-of-many.ts';
import { nearestOfAll } from '../../../../src-renderer/sphere/work/nearest-of-all.ts';
import { neighbourMap } from '../../../../src-renderer/sphere/work/neighbour-map.ts';
import { matrixOf } from '../../../../src-renderer/sphere/work/rows.ts';
import { randomFrom } from '../../../../src-shared/random.ts';
import { angleBetween, project } from '../../../../src-shared/sphere/index.ts';
import { normalised } from '../../../../src-shared/vectors.ts';

/** The last value of a generator, and all before it. */
function finished<T, R>(work: Generator<T, R>): { told: T[]; result: R } {
  const told: T[] = [];
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { told, result: step.value };
    told.push(step.value);
  }
}

/** Groups of unit vectors in many dimensions, one after the other; each has `size`. */
function clusters(count: number, size: number, dim = 64): Float32Array[] {
  const random = randomFrom(7);
  const direction = () => Float32Array.from({ length: dim }, () => random.normal());
  return Array.from({ length: count }, direction).flatMap((middle) =>
    Array.from({ length: size }, () => {
      const off = direction();
      return normalised(middle.map((value, k) => value + 0.4 * off[k]!));
    }),
  );
}

const nearestIn = (rows: readonly ArrayLike<number>[]) =>
  rows.map((row, i) => {
    const others = rows.map((_, j) => j).filter((j) => j !== i);
    return others.reduce((best, j) =>
      angleBetween(row, rows[j]!) < angleBetween(row, rows[best]!) ? j : best,
    );
  });

describe('the nearest others', () => {
  test('are those with the smallest angles, in their order', () => {
    const rows = clusters(3, 5);
    const { told, result } = finished(nearestOfAll(rows, 4));
    rows.forEach((row, i) => {
      const wanted = rows
        .map((other, j) => ({ j, angle: angleBetween(row, other) }))
        .filter(({ j }) => j !== i)
        .sort((a, b) => a.angle - b.angle)
        .slice(0, 4)
        .map(({ j }) => j);
      expect(result[i]).toEqual(wanted);
    });
    expect(told.every((share) => share >= 0 && share < 1)).toBe(true);
  });
});

describe('the map of neighbours', () => {
  const rows = clusters(8, 6);
  const { told, result } = finished(neighbourMap(rows));
  const place = (i: number) => result.subarray(3 * i, 3 * i + 2);
  const gap = (a: number, b: number) => Math.hypot(place(a)[0]! - place(b)[0]!, place(a)[1]! - place(b)[1]!);

  test('draws everybody nearest to one of the own cluster', () => {
    const drawn = rows.map((_, i) =>
      rows
        .map((_, j) => j)
        .reduce((best, j) => (j !== i && (best === i || gap(i, j) < gap(i, best)) ? j : best), i),
    );
    expect(drawn.map((j) => Math.floor(j / 6))).toEqual(rows.map((_, i) => Math.floor(i / 6)));
  });

  test('keeps the nearest of most, where the sphere keeps those of few', () => {
    const nearest = nearestIn(rows);
    const kept = (points: Float32Array) => keptNeighbours(points, nearest).filter(Boolean).length;
    expect(kept(result)).toBeGreaterThanOrEqual(0.8 * rows.length);
    expect(kept(matrixOf(project(rows).points).values)).toBeLessThan(0.5 * rows.length);
  });

  test('is the same for the same centres, fills its square, and tells how far it is', () => {
    expect(finished(neighbourMap(clusters(8, 6))).result).toEqual(result);
    expect(Math.max(...result.map(Math.abs))).toBeCloseTo(1, 5);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBeCloseTo(1, 5);
  });

  test('is there for a handful of people, and for centres in two dimensions', () => {
    for (const count of [1, 2, 3, 4, 5]) {
      const few = clusters(1, count, 2);
      const { result } = finished(neighbourMap(few));
      expect(result).toHaveLength(3 * count);
      expect(result.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('the map of more people than are drawn', () => {
  const rows = clusters(8, 6);
  const { told, result } = finished(mapOfMany(rows, 24));
  const place = (i: number) => [...result.subarray(3 * i, 3 * i + 2)];

  test('draws every second, and the others beside the one who is nearest', () => {
    const drawn = finished(neighbourMap(rows.filter((_, i) => i % 2 === 0))).result;
    const gap = (a: number, b: number) =>
      Math.hypot(place(a)[0]! - place(b)[0]!, place(a)[1]! - place(b)[1]!);
    for (const [i, row] of rows.entries()) {
      const evens = rows.map((_, j) => j).filter((j) => j % 2 === 0);
      if (i % 2 === 0) {
        expect(place(i)).toEqual([...drawn.subarray(1.5 * i, 1.5 * i + 2)]);
        continue;
      }
      const nearest = (by: (j: number) => number) => evens.reduce((a, b) => (by(b) < by(a) ? b : a));
      expect(nearest((j) => gap(i, j))).toBe(nearest((j) => angleBetween(row, rows[j]!)));
    }
  });

  test('lets nobody cover another, and tells how far it is', () => {
    expect(new Set(rows.map((_, i) => place(i).join(' '))).size).toBe(rows.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBeLessThan(1);
  });

  test('is the whole map of as many as are drawn', () => {
    expect(finished(mapOfMany(rows, rows.length)).result).toEqual(finished(neighbourMap(rows)).result);
  });
});
