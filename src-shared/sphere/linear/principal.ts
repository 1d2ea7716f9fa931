import { dot } from '../../vectors.ts';

/**
 * Coordinates along the three directions of largest second moment, by orthogonal iteration. No random number: the same
 * vectors give the same coordinates.
 *
 * @param units [n][d], d at least 3.
 * @returns [n * 3], not normalised.
 */
export function principalCoordinates(units: readonly Float64Array[]): Float64Array {
  const dim = units[0]!.length;
  // Fixed, and in general position to any data.
  let axes = [1, 2, 3].map((k) => Float64Array.from({ length: dim }, (_, i) => Math.sin(k * (i + 1) ** 1.5)));
  for (let round = 0; round < 12; round++) {
    axes = orthonormal(momentsAlong(units, axes as [Float64Array, Float64Array, Float64Array]));
  }
  return Float64Array.from({ length: 3 * units.length }, (_, at) =>
    dot(units[Math.floor(at / 3)]!, axes[at % 3]!),
  );
}

/** Second moments times three axes, in one pass over the vectors. */
function momentsAlong(
  units: readonly Float64Array[],
  [a, b, c]: readonly [Float64Array, Float64Array, Float64Array],
): Float64Array<ArrayBuffer>[] {
  const [p, q, r] = [new Float64Array(a.length), new Float64Array(a.length), new Float64Array(a.length)];
  for (const unit of units) {
    let [alongA, alongB, alongC] = [0, 0, 0];
    for (let k = 0; k < unit.length; k++) {
      const value = unit[k]!;
      alongA += value * a[k]!;
      alongB += value * b[k]!;
      alongC += value * c[k]!;
    }
    for (let k = 0; k < unit.length; k++) {
      const value = unit[k]!;
      p[k]! += alongA * value;
      q[k]! += alongB * value;
      r[k]! += alongC * value;
    }
  }
  return [p, q, r];
}

function orthonormal(axes: Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = [];
  for (const axis of axes) {
    for (const other of done) {
      const along = dot(axis, other);
      for (let i = 0; i < axis.length; i++) axis[i]! -= along * other[i]!;
    }
    const length = Math.hypot(...axis);
    done.push(axis.map((value) => (length < 1e-12 ? 0 : value / length)));
  }
  return done;
}
