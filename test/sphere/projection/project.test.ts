import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../../src-shared/angle-units.ts';
import { randomFrom } from '../../../src-shared/random.ts';
import {
  type Projection,
  project,
  projectAfter,
  projecting,
  spreadOf,
  unitRows,
} from '../../../src-shared/sphere/index.ts';
import { angleBetween } from '../../../src-shared/vectors.ts';
import { icosahedron } from '../../helpers/configurations.ts';
import { vectors } from '../../helpers/points.ts';

describe('the projection', () => {
  test.each([2, 3])('is exact in %i dimensions', (dim) => {
    fc.assert(
      fc.property(vectors(dim), (rows) => {
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

  test('gets better from picture to picture, until nothing more is gained', () => {
    const stresses = [1, 2, 4, 8, 16].map((rounds) => project(rows, { rounds }).stress);
    for (const [i, stress] of stresses.entries()) if (i > 0) expect(stress).toBeLessThan(stresses[i - 1]!);
    const pictures = [...projecting(rows)];
    expect(pictures.at(-1)!.stress).toBeLessThanOrEqual(stresses[4]!);
    expect(pictures.at(-1)!.worst!.pair[0]).not.toBe(pictures.at(-1)!.worst!.pair[1]);
  });

  test('that starts from the picture before changes much less than a new one', () => {
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

  /** Eight frames of directions that move by chance, each shown after the one before. */
  function* framesOf(count: number, dim: number, step: number, seed: number) {
    const draw = randomFrom(seed);
    let rows = Array.from({ length: count }, () => Array.from({ length: dim }, () => draw.normal()));
    let points = project(rows).points;
    for (let frame = 0; frame < 8; frame++) {
      const next = rows.map((row) => row.map((value) => value + step * draw.normal()));
      const after = projectAfter(next, { rows, points });
      yield { before: { rows, points }, rows: next, after };
      [rows, points] = [next, after.points];
    }
  }

  test('after another frame no point moves much further than its direction', () => {
    const frames = fc.record({
      count: fc.integer({ min: 8, max: 40 }),
      dim: fc.constantFrom(4, 16, 64),
      step: fc.double({ min: 0.005, max: 0.3, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(frames, ({ count, dim, step, seed }) => {
        for (const { before, rows, after } of framesOf(count, dim, step, seed)) {
          const [units, unitsBefore] = [unitRows(rows), unitRows(before.rows)];
          for (const [i, point] of after.points.entries()) {
            const moved = angleBetween(units[i]!, unitsBefore[i]!) * degrees;
            expect(angleBetween(point, before.points[i]!) * degrees).toBeLessThan(2 + 3 * moved + 1e-6);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  // Both end in local minima, either of which may be much the better one: only their mean says something.
  test.each([4, 16, 64])('a film in %i dimensions is as true at its end as a picture begun then', (dim) => {
    let [filmed, fresh] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const last = [...framesOf(8 + 2 * seed, dim, 0.025 * seed, seed)].at(-1)!;
      filmed += last.after.stress;
      fresh += project(last.rows).stress;
    }
    expect(filmed / fresh).toBeLessThan(1.1);
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
