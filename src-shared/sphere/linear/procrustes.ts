/** Rotations of three-dimensional space, and the one that fits points to others. */
export type Point3 = [x: number, y: number, z: number];

/** An orthogonal matrix in three dimensions, by rows: a turn, with a reflection if its determinant is -1. */
export type Rotation = [Point3, Point3, Point3];

export interface Fit {
  rotation: Rotation;
  /** Root of the mean squared distance between the turned points and their targets. */
  rms: number;
}

export function rotated([x, y, z]: Point3, rotation: Rotation): Point3 {
  return rotation.map((row) => row[0] * x + row[1] * y + row[2] * z) as Point3;
}

/**
 * The turn about the origin that brings points nearest to their targets in least squares: the orthogonal Procrustes
 * problem, by the quaternion of Horn (1987), eq. 25.
 *
 * @param from and @param to: as many points, each with its target at the same index; at least one.
 * @param reflect whether the mirror image may be taken if it fits better.
 */
export function fitRotation(from: readonly Point3[], to: readonly Point3[], reflect = false): Fit {
  const proper = properFit(from, to);
  if (!reflect) return proper;
  const mirrored = properFit(
    from.map(([x, y, z]): Point3 => [-x, -y, -z]),
    to,
  );
  if (mirrored.rms >= proper.rms) return proper;
  const rotation = mirrored.rotation.map(([x, y, z]): Point3 => [-x, -y, -z]) as Rotation;
  return { rotation, rms: mirrored.rms };
}

function properFit(from: readonly Point3[], to: readonly Point3[]): Fit {
  const s = [0, 1, 2].map((a) =>
    [0, 1, 2].map((b) => from.reduce((sum, point, i) => sum + point[a]! * to[i]![b]!, 0)),
  ) as Rotation;
  const [[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]] = s;
  const [w, x, y, z] = largestEigenvector([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]) as [number, number, number, number];
  const rotation: Rotation = [
    [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
  ];
  const squares = from.reduce((sum, point, i) => {
    const turned = rotated(point, rotation);
    return sum + turned.reduce((total, value, k) => total + (value - to[i]![k]!) ** 2, 0);
  }, 0);
  return { rotation, rms: Math.sqrt(squares / from.length) };
}

/** Of a symmetric matrix, unit length, by Jacobi's rotations. */
function largestEigenvector(matrix: number[][]): number[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        off += Math.abs(a[p]![q]!);
        if (a[p]![q] !== 0) annihilate(a, v, p, q);
      }
    }
    if (off === 0) break;
  }
  const best = a.reduce((top, row, i) => (row[i]! > a[top]![top]! ? i : top), 0);
  return v.map((row) => row[best]!);
}

/** One rotation of Jacobi's: makes a[p][q] zero and keeps the eigenvectors in v. */
function annihilate(a: number[][], v: number[][], p: number, q: number): void {
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (row: number[]) => {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  };
  for (const row of a) turn(row);
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * x - s * y;
    a[q]![k] = s * x + c * y;
  }
  a[p]![q] = 0;
  a[q]![p] = 0;
  for (const row of v) turn(row);
}
