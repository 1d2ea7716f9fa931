import { mostOnMap } from './map-limits.ts';
import { neighbourMap } from './neighbour-map.ts';

/** Share of the work that drawing the sample is, beside finding who of it is nearest to the others. */
const drawing = 0.8;
/** Others that are compared with the whole sample until the share is told. */
const batch = 20;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/**
 * The map of neighbours of any number of people: of more than a number an even sample is drawn, and each of the others stands beside
 * the one of the sample who is nearest.
 * @param rows unit vectors. @returns x, y and z in turn. @yields the share that is done, from 0 to 1.
 */
export function* mapOfMany(
  rows: readonly Float32Array[],
  most: number = mostOnMap,
): Generator<number, Float32Array> {
  if (rows.length <= most) return yield* neighbourMap(rows);
  const sample = Array.from({ length: most }, (_, k) => Math.floor((k * rows.length) / most));
  const drawn = neighbourMap(sample.map((i) => rows[i]!));
  let step = drawn.next();
  for (; !step.done; step = drawn.next()) yield drawing * step.value;
  const points = new Float32Array(3 * rows.length);
  sample.forEach((i, k) => {
    points.set((step.value as Float32Array).subarray(3 * k, 3 * k + 3), 3 * i);
  });
  const isDrawn = new Set(sample);
  const room = roomsOn(points, sample);
  const beside = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    if (i % batch === 0) yield drawing + (1 - drawing) * (i / rows.length);
    if (isDrawn.has(i)) continue;
    const nearest = nearestOf(rows, rows[i]!, sample);
    const rank = beside.get(nearest) ?? 0;
    beside.set(nearest, rank + 1);
    // As the seeds of a sunflower: nobody covers another, nor comes as near to anybody else.
    const reach = 0.45 * room(nearest) * (1 - 1 / Math.sqrt(rank + 2));
    points[3 * i] = points[3 * nearest]! + reach * Math.cos(goldenAngle * rank);
    points[3 * i + 1] = points[3 * nearest + 1]! + reach * Math.sin(goldenAngle * rank);
  }
  return points;
}

/** How far the nearest drawn point is from a drawn one. */
function roomsOn(points: Float32Array, sample: readonly number[]): (i: number) => number {
  const known = new Map<number, number>();
  return (i) => {
    const before = known.get(i);
    if (before !== undefined) return before;
    let least = Number.POSITIVE_INFINITY;
    for (const j of sample) {
      if (j !== i)
        least = Math.min(
          least,
          Math.hypot(points[3 * i]! - points[3 * j]!, points[3 * i + 1]! - points[3 * j + 1]!),
        );
    }
    known.set(i, least);
    return least;
  };
}

function nearestOf(rows: readonly Float32Array[], row: Float32Array, sample: readonly number[]): number {
  let [best, highest] = [sample[0]!, Number.NEGATIVE_INFINITY];
  for (const j of sample) {
    const other = rows[j]!;
    let cosine = 0;
    for (let k = 0; k < row.length; k++) cosine += row[k]! * other[k]!;
    if (cosine > highest) [best, highest] = [j, cosine];
  }
  return best;
}
