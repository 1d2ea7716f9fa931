/**
 * Whether each centre's truly nearest one is its nearest in the picture, too. A picture of many dimensions cannot keep all.
 * @param points as they are shown on the sphere or the map, x, y and z in turn. @param nearest of each centre in all dimensions.
 */
export function keptNeighbours(points: Float32Array, nearest: ArrayLike<number>): boolean[] {
  // On a sphere the shorter chord is the smaller angle.
  const gap = (a: number, b: number) =>
    (points[3 * a]! - points[3 * b]!) ** 2 +
    (points[3 * a + 1]! - points[3 * b + 1]!) ** 2 +
    (points[3 * a + 2]! - points[3 * b + 2]!) ** 2;
  const count = points.length / 3;
  return Array.from({ length: count }, (_, i) => {
    const own = gap(i, nearest[i]!);
    for (let j = 0; j < count; j++) {
      if (j !== i && j !== nearest[i] && gap(i, j) < own) return false;
    }
    return true;
  });
}
