/** Orthogonal Procrustes in any number of dimensions. */
import { dot, type Rows } from '../../vectors.ts';

/**
 * Turns rows, mirrored if that fits better, so that they come nearest to their targets in least squares: the orthogonal
 * Procrustes problem in any number of dimensions (Schönemann 1966). For pictures in three dimensions see `fitRotation`.
 *
 * @param from [n][d]. @param to [n][d], the target of each.
 * @returns [n][d], in the lengths of `from`.
 */
export function fitOrthogonal(from: Rows, to: Rows): Float64Array[] {
  const dim = from[0]!.length;
  // Columns of Fromᵀ To = U Σ Vᵀ; the best turn is U Vᵀ.
  const columns = Array.from({ length: dim }, () => new Float64Array(dim));
  for (const [i, row] of from.entries()) {
    for (let k = 0; k < dim; k++) {
      const column = columns[k]!;
      for (let j = 0; j < dim; j++) column[j]! += row[j]! * to[i]![k]!;
    }
  }
  const v = orthogonalise(columns);
  const u = completed(columns);
  return from.map((row) => {
    const turned = new Float64Array(dim);
    for (let k = 0; k < dim; k++) {
      const along = dot(row, u[k]!);
      for (let j = 0; j < dim; j++) turned[j]! += along * v[k]![j]!;
    }
    return turned;
  });
}

/**
 * Turns columns among each other until they are orthogonal (Hestenes 1958): they become U Σ.
 * @returns the columns of V.
 */
function orthogonalise(columns: Float64Array[]): Float64Array[] {
  const n = columns.length;
  const v = columns.map((_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  const scale = Math.max(...columns.map((column) => dot(column, column)));
  for (let sweep = 0; sweep < 30; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [a, b] = [columns[p]!, columns[q]!];
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
        if (Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb) || Math.abs(ab) <= 1e-22 * scale) continue;
        turned = true;
        const zeta = (bb - aa) / (2 * ab);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.hypot(1, t);
        turn(a, b, c, c * t);
        turn(v[p]!, v[q]!, c, c * t);
      }
    }
    if (!turned) break;
  }
  return v;
}

function turn(a: Float64Array, b: Float64Array, c: number, s: number): void {
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    a[k] = c * x - s * y;
    b[k] = s * x + c * y;
  }
}

/** Orthogonal columns at length one; those that are zero become any that complete the basis. */
function completed(columns: readonly Float64Array[]): Float64Array[] {
  const least = 1e-10 * Math.max(...columns.map((column) => Math.hypot(...column)));
  const done: (Float64Array | null)[] = columns.map((column) => {
    const length = Math.hypot(...column);
    return length > least ? column.map((value) => value / length) : null;
  });
  let axis = 0;
  return done.map((column, i) => {
    for (let found = column; ; axis++) {
      if (found !== null) return found;
      const trial = Float64Array.from({ length: columns.length }, (_, k) => (k === axis ? 1 : 0));
      // Twice is enough (Kahan).
      for (let round = 0; round < 2; round++) {
        for (const other of done) {
          if (other === null) continue;
          const along = dot(trial, other);
          for (let k = 0; k < trial.length; k++) trial[k]! -= along * other[k]!;
        }
      }
      const length = Math.hypot(...trial);
      if (length < 0.1 / columns.length) continue;
      found = trial.map((value) => value / length);
      done[i] = found;
    }
  });
}
