import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../src-shared/angle-units.ts';
import { randomFrom } from '../../src-shared/random.ts';
import {
  capsOf,
  fitRotation,
  type Point3,
  type Projection,
  project,
  projectAfter,
  projecting,
  rotated,
  spreadOf,
  unitRows,
} from '../../src-shared/sphere/index.ts';
import { angleBetween } from '../../src-shared/vectors.ts';
import { crossPolytope, icosahedron, simplex } from '../helpers/configurations.ts';

const points = (dim: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
      .filter((v) => Math.hypot(...v) > 0.1),
    { minLength: 2, maxLength: 12 },
  );

describe('the spread', () => {
  test('of an icosahedron is the proven optimum', () => {
    const spread = spreadOf(icosahedron);
    expect(spread.smallestAngle).toBeCloseTo(63.4349488, 6);
    expect(spread.meanNearestAngle).toBeCloseTo(63.4349488, 6);
    expect(spread.optimum).toMatchObject({ status: 'proven' });
    expect(spread.ratio).toBeCloseTo(1, 8);
  });

  test.each([3, 4, 10, 40])('of a regular simplex with %i corners is its bound', (count) => {
    const spread = spreadOf(simplex(count));
    expect(spread.smallestAngle).toBeCloseTo((Math.acos(-1 / (count - 1)) * 180) / Math.PI, 6);
    expect(spread.optimum).toMatchObject({ status: 'proven', source: 'simplex' });
    expect(spread.ratio).toBeCloseTo(1, 8);
  });

  test('of a cross-polytope is 90 degrees, proven', () => {
    expect(spreadOf(crossPolytope(5))).toMatchObject({
      smallestAngle: 90,
      ratio: 1,
      optimum: { status: 'proven' },
    });
  });

  test('does not change when the points are turned, stretched or put in another order', () => {
    fc.assert(
      fc.property(points(3), fc.double({ min: 0, max: 7, noNaN: true }), (rows, angle) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turned = rows
          .map(([x, y, z]) => [3 * (c * x! - s * y!), 3 * (s * x! + c * y!), 3 * z!])
          .reverse();
        const [before, after] = [spreadOf(rows), spreadOf(turned)];
        expect(after.smallestAngle).toBeCloseTo(before.smallestAngle, 6);
        expect(after.meanNearestAngle).toBeCloseTo(before.meanNearestAngle, 6);
        expect(before.smallestAngle).toBeLessThanOrEqual(before.meanNearestAngle + 1e-9);
        expect(before.ratio!).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('of coinciding points is 0, of a zero vector 90 degrees, and of one point an error', () => {
    expect(
      spreadOf([
        [1, 2, 3],
        [2, 4, 6],
      ]).smallestAngle,
    ).toBeCloseTo(0, 6);
    expect(
      spreadOf([
        [0, 0, 0],
        [0, 0, 1],
      ]).smallestAngle,
    ).toBe(90);
    expect(() => spreadOf([[1, 0]])).toThrow('at least two');
  });
});

describe('the projection', () => {
  test.each([2, 3])('is exact in %i dimensions', (dim) => {
    fc.assert(
      fc.property(points(dim), (rows) => {
        const { exact, meanError, points: shown } = project(rows);
        expect({ exact, meanError }).toEqual({ exact: true, meanError: 0 });
        const length = Math.hypot(...rows[0]!);
        for (const [i, value] of rows[0]!.entries()) expect(shown[0]![i]).toBeCloseTo(value / length, 9);
      }),
    );
  });

  test('keeps the angles of points that lie on a sphere within more dimensions', () => {
    const rows = icosahedron.map(([x, y, z]) => [0, x!, 0, y!, z!, 0]);
    const { exact, meanError, worst } = project(rows);
    expect(exact).toBe(false);
    expect(meanError).toBeLessThan(0.1);
    expect(Math.abs(worst!.shown - worst!.true)).toBeLessThan(1);
  });

  test('puts unit vectors of any kind on the sphere, the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(0, 1, -1, 0.5), { minLength: 5, maxLength: 5 }), {
          minLength: 1,
          maxLength: 8,
        }),
        (rows) => {
          const first = project(rows);
          for (const point of first.points) expect(Math.hypot(...point)).toBeCloseTo(1, 6);
          expect(Number.isFinite(first.meanError)).toBe(true);
          expect(project(rows)).toEqual(first);
        },
      ),
    );
  });
});

describe('the projection in steps', () => {
  const random = randomFrom(5);
  const rows = Array.from({ length: 60 }, () => Array.from({ length: 16 }, () => random.normal()));

  test('gets better from picture to picture, to where no more is gained', () => {
    const stresses = [1, 2, 4, 8, 16].map((rounds) => project(rows, { rounds }).stress);
    for (const [i, stress] of stresses.entries()) if (i > 0) expect(stress).toBeLessThan(stresses[i - 1]!);
    const pictures = [...projecting(rows)];
    expect(pictures.at(-1)!.stress).toBeLessThanOrEqual(stresses[4]!);
    expect(pictures.at(-1)!.worst!.pair[0]).not.toBe(pictures.at(-1)!.worst!.pair[1]);
  });

  test('begun with the picture before changes much less than one begun anew', () => {
    const before = project(rows);
    const moved = rows.map((row) => row.map((value) => value + 0.01 * random.normal()));
    const change = (after: Projection) => {
      const squares = after.points.map((point, i) =>
        point.reduce((sum, value, k) => sum + (value - before.points[i]![k]!) ** 2, 0),
      );
      return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / rows.length);
    };
    const after = project(moved, { from: before.points, rounds: 5 });
    expect(change(after)).toBeLessThan(0.12);
    expect(change(after)).toBeLessThan(0.5 * change(project(moved)));
    expect(after.stress).toBeLessThan(1.05 * before.stress);
  });

  test('after another frame no point moves much further than its direction, and the picture stays nearly as true as one anew', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 40 }),
        fc.constantFrom(4, 16, 64),
        fc.double({ min: 0.005, max: 0.3, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (count, dim, step, seed) => {
          const draw = randomFrom(seed);
          let rows = Array.from({ length: count }, () => Array.from({ length: dim }, () => draw.normal()));
          let before = project(rows);
          for (let frame = 0; frame < 8; frame++) {
            const next = rows.map((row) => row.map((value) => value + step * draw.normal()));
            const after = projectAfter(next, { rows, points: before.points });
            const [units, unitsBefore] = [unitRows(next), unitRows(rows)];
            for (const [i, point] of after.points.entries()) {
              const own = angleBetween(units[i]!, unitsBefore[i]!) * degrees;
              expect(angleBetween(point, before.points[i]!) * degrees).toBeLessThan(2 + 3 * own + 1e-6);
            }
            [rows, before] = [next, after];
          }
          // Both are local minima, of which the one begun anew is now and then the better one.
          expect(before.stress).toBeLessThan(1.5 * project(rows).stress + 0.05);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('shows near neighbours better than pairs that lie far apart', () => {
    const { points } = project(rows);
    const errors = { near: [] as number[], far: [] as number[] };
    for (const [i, { index }] of spreadOf(rows).nearest.entries()) {
      for (let j = 0; j < rows.length; j++) {
        if (j === i) continue;
        const [a, b] = [rows[i]!, rows[j]!].map((row) => row.map((value) => value / Math.hypot(...row)));
        const error = Math.abs(angleBetween(points[i]!, points[j]!) - angleBetween(a!, b!));
        errors[j === index ? 'near' : 'far'].push(error);
      }
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(errors.near)).toBeLessThan(mean(errors.far));
  });
});

test('angles between nearly equal and nearly opposite vectors keep their digits', () => {
  for (const angle of [1e-9, 1e-6, 1e-3, 1, Math.PI - 1e-6]) {
    const found = angleBetween([1, 0], [Math.cos(angle), Math.sin(angle)]);
    expect(Math.abs(found - angle) / angle).toBeLessThan(1e-6);
  }
});

describe('the rotation', () => {
  test.each([false, true])('that brings points back is found, mirrored: %s', (mirrored) => {
    const angle = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(points(3), angle, angle, (rows, a, b) => {
        const from = rows as Point3[];
        const to = from.map(([x, y, z]): Point3 => {
          const [x1, y1] = [Math.cos(a) * x - Math.sin(a) * y, Math.sin(a) * x + Math.cos(a) * y];
          const [y2, z2] = [Math.cos(b) * y1 - Math.sin(b) * z, Math.sin(b) * y1 + Math.cos(b) * z];
          return [mirrored ? -x1 : x1, y2, z2];
        });
        const { rotation, rms } = fitRotation(from, to, mirrored);
        expect(rms).toBeLessThan(1e-6);
        for (const [i, point] of from.entries()) {
          for (const [k, value] of rotated(point, rotation).entries())
            expect(value).toBeCloseTo(to[i]![k]!, 6);
        }
      }),
    );
  });
});

describe('the caps', () => {
  const at = (angle: number) => [Math.cos(angle / degrees), Math.sin(angle / degrees)];

  test('reach as far as 95 % of the samples, and the gap between them says who is not separable', () => {
    const samples = [at(-10), at(10), at(40), at(60), at(170), at(0)];
    const caps = capsOf([at(0), at(50), at(180), at(90)], samples, [0, 0, 1, 1, 2, 7]);
    const cap = (angle: number, count: number) => ({
      samples: count,
      mean: expect.closeTo(angle, 6),
      p95: expect.closeTo(angle, 6),
      largest: expect.closeTo(angle, 6),
    });
    expect(caps.classes).toEqual([cap(10, 2), cap(10, 2), cap(10, 1), null]);
    expect(caps.gaps).toEqual([
      { index: 1, gap: expect.closeTo(30, 6) },
      { index: 0, gap: expect.closeTo(30, 6) },
      { index: 1, gap: expect.closeTo(110, 6) },
      null,
    ]);
    expect(caps).toMatchObject({ separable: true, overlapping: { count: 0, pairs: [] } });
    const wider = capsOf([at(0), at(50)], [at(-10), at(30), at(10)], [0, 0, 1]);
    expect(wider.separable).toBe(false);
    expect(wider.overlapping).toEqual({
      count: 1,
      pairs: [{ pair: [0, 1], gap: expect.closeTo(50 - 29 - 40, 6) }],
    });
  });
});
