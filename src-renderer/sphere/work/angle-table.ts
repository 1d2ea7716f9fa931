/** The angles of all pairs, and an order in which those who lie close stand together. */
import { angleBetween, toDegrees } from '../../../src-shared/sphere/index.ts';

export interface AngleTable {
  /** [n, n], degrees, by the numbers of the rows. */
  angles: Float32Array;
  /** The numbers of the rows, ordered by clusters. */
  order: Int32Array;
}

/** So many are worked out in a second, and each still has a pixel. */
export const mostInTable = 500;

/** @param rows unit vectors. */
export function angleTable(rows: readonly ArrayLike<number>[]): AngleTable {
  const count = rows.length;
  const angles = new Float32Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const angle = toDegrees(angleBetween(rows[i]!, rows[j]!));
      angles[i * count + j] = angle;
      angles[j * count + i] = angle;
    }
  }
  return { angles, order: Int32Array.from(orderByClusters(angles, count)) };
}

/**
 * Joins the two clusters that are closest on average until one is left (average linkage); they are put end to end with their
 * closest ends together.
 */
function orderByClusters(angles: Float32Array, count: number): readonly number[] {
  const between = Float64Array.from(angles);
  const clusters = new Map(Array.from({ length: count }, (_, i) => [i, [i] as readonly number[]]));
  while (clusters.size > 1) {
    const [a, b] = closestPair(between, [...clusters.keys()], count);
    const [one, other] = [clusters.get(a)!, clusters.get(b)!];
    for (const c of clusters.keys()) {
      const mean =
        (one.length * between[a * count + c]! + other.length * between[b * count + c]!) /
        (one.length + other.length);
      between[a * count + c] = mean;
      between[c * count + a] = mean;
    }
    clusters.set(
      a,
      endToEnd(one, other, (i, j) => angles[i * count + j]!),
    );
    clusters.delete(b);
  }
  return [...clusters.values()][0] ?? [];
}

function closestPair(between: Float64Array, keys: readonly number[], count: number): [number, number] {
  let best: [number, number] = [keys[0]!, keys[1]!];
  let least = Number.POSITIVE_INFINITY;
  keys.forEach((a, i) => {
    for (let j = i + 1; j < keys.length; j++) {
      const angle = between[a * count + keys[j]!]!;
      if (angle >= least) continue;
      least = angle;
      best = [a, keys[j]!];
    }
  });
  return best;
}

function endToEnd(
  one: readonly number[],
  other: readonly number[],
  angle: (i: number, j: number) => number,
): readonly number[] {
  const ways = [one, one.toReversed()].flatMap((first) =>
    [other, other.toReversed()].map((second) => ({
      joined: [...first, ...second],
      gap: angle(first.at(-1)!, second[0]!),
    })),
  );
  return ways.reduce((best, way) => (way.gap < best.gap ? way : best)).joined;
}
