import { assign, fitRotation, type Point3, rotated } from '../../../src-shared/sphere/index.ts';

/** Turns from which the fit goes on to the nearest optimum. */
const starts = 12;

/**
 * Lays an arrangement over points: turned, or mirrored and turned, and each of its places given to one point, so that
 * the squared distances are small. Both are found in turn, from the turns that lay one of its pairs over a pair of the
 * points: turn by Procrustes, places by assignment.
 *
 * @returns a place for each point.
 */
export function fitGhost(ideal: readonly Point3[], points: readonly Point3[]): Point3[] {
  const candidates = startingTurns(ideal, points)
    .map((places) => ({ places, cost: roughCost(places, points) }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, starts)
    .map(({ places }) => refineRotation(places, points));
  return candidates.reduce((best, next) => (next.cost < best.cost ? next : best)).places;
}

/** Pairs of the first point that is laid over each of the ideal's, in both hands. */
function startingTurns(ideal: readonly Point3[], points: readonly Point3[]): Point3[][] {
  const anchor = 0;
  const partner = nearestTo(points, anchor);
  const turns: Point3[][] = [];
  ideal.forEach((_, i) => {
    const near = ideal
      .map((_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => distance(ideal[i]!, ideal[a]!) - distance(ideal[i]!, ideal[b]!))
      .slice(0, 5);
    for (const j of near) {
      for (const mirror of [1, -1]) {
        const from = (point: Point3): Point3 => [mirror * point[0], mirror * point[1], mirror * point[2]];
        // Two directions leave the turn about their plane open: their cross product closes it.
        const triad = (a: Point3, b: Point3): Point3[] => [a, b, cross(a, b)];
        const { rotation } = fitRotation(
          triad(from(ideal[i]!), from(ideal[j]!)),
          triad(points[anchor]!, points[partner]!),
        );
        turns.push(ideal.map((point) => rotated(from(point), rotation)));
      }
    }
  });
  return turns;
}

/** Each point to its nearest place: cheap, and enough to choose turns by. */
function roughCost(places: readonly Point3[], points: readonly Point3[]): number {
  return points.reduce((sum, point) => {
    let least = Number.POSITIVE_INFINITY;
    for (const place of places) least = Math.min(least, distance(place, point));
    return sum + least;
  }, 0);
}

function refineRotation(
  start: readonly Point3[],
  points: readonly Point3[],
): { places: Point3[]; cost: number } {
  let best = { places: [...start], cost: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 30; round++) {
    const columns = assign(points.map((point) => best.places.map((place) => distance(place, point))));
    const assigned = Array.from(columns, (column) => best.places[column]!);
    const { rotation, rms } = fitRotation(assigned, points, true);
    const cost = rms ** 2 * points.length;
    if (cost > best.cost - 1e-12) break;
    best = { places: assigned.map((place) => rotated(place, rotation)), cost };
  }
  return best;
}

function nearestTo(points: readonly Point3[], index: number): number {
  let best = index === 0 ? 1 : 0;
  points.forEach((point, i) => {
    if (i !== index && distance(point, points[index]!) < distance(points[best]!, points[index]!)) best = i;
  });
  return best;
}

/** Squared distance. */
function distance(a: Point3, b: Point3): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

function cross([a, b, c]: Point3, [x, y, z]: Point3): Point3 {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
