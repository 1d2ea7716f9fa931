import { TammesError } from '../errors.ts';

/** Vectors, one a row; every row has the same length. */
export type Rows = readonly ArrayLike<number>[];

/** Unit vectors in one block: row i is `data[i * dim]` to `data[(i + 1) * dim - 1]`. */
export interface UnitRows {
  data: Float64Array;
  count: number;
  dim: number;
}

export const degrees = 180 / Math.PI;

/**
 * Scales every row to length 1. A zero vector stays zero: it has no direction.
 *
 * @param rows [count][dim].
 * @throws TammesError `bad-input` when rows differ in length, have fewer than two numbers, or hold a
 *   number that is not finite.
 */
export function unitRows(rows: Rows): UnitRows {
  const count = rows.length;
  const dim = rows[0]?.length ?? 0;
  const data = new Float64Array(count * dim);
  rows.forEach((row, i) => {
    if (row.length !== dim || dim < 2) throw badVector(i, `has ${row.length} numbers`);
    // Divided by the largest entry first, so that squares neither overflow nor vanish.
    let largest = 0;
    for (let k = 0; k < dim; k++) {
      if (!Number.isFinite(row[k])) throw badVector(i, 'holds a number that is not finite');
      largest = Math.max(largest, Math.abs(row[k]!));
    }
    if (largest === 0) return;
    let squares = 0;
    for (let k = 0; k < dim; k++) squares += (row[k]! / largest) ** 2;
    const length = Math.sqrt(squares);
    for (let k = 0; k < dim; k++) data[i * dim + k] = row[k]! / largest / length;
  });
  return { data, count, dim };
}

function badVector(index: number, what: string): TammesError {
  return new TammesError(
    'bad-input',
    `Vector ${index} ${what}.`,
    'Give finite vectors of one length of at least 2.',
  );
}

/**
 * Angle between rows i and j, radians. A zero vector is 90 degrees from every other vector and 0 from
 * another zero vector.
 */
export function angleBetween({ data, dim }: UnitRows, i: number, j: number): number {
  const a = i * dim;
  const b = j * dim;
  let dot = 0;
  for (let k = 0; k < dim; k++) dot += data[a + k]! * data[b + k]!;
  // The arc cosine loses half of all digits near 0 and 180 degrees, so there the half-angle form is
  // taken: Kahan (2006), "How Futile are Mindless Assessments of Roundoff", section 12.
  if (dot !== 0 && Math.abs(dot) < 0.9) return Math.acos(dot);
  let difference = 0;
  let sum = 0;
  for (let k = 0; k < dim; k++) {
    difference += (data[a + k]! - data[b + k]!) ** 2;
    sum += (data[a + k]! + data[b + k]!) ** 2;
  }
  return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
}
