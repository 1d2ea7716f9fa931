import { angleBetween, degrees } from '../../../src-shared/sphere/index.ts';
import { angleOfPair, rimOf } from '../drawing/geometry.ts';

/** Other centres by which a sample is placed: the nearest to its own in the picture. */
const guides = 8;
/** Directions from the own centre that are tried. */
const directions = 36;

/**
 * Places samples on the sphere that is shown, where their centres are projected. A sample lies at its true angle to its
 * own centre, in the direction that makes its angles to the neighbouring centres truest.
 *
 * @param centres [C][d] and samples [n][d], unit vectors; at most three dimensions are shown as they are.
 * @param points the centres' places, x, y and z in turn. @param labels [n], the centre of each sample.
 * @returns x, y and z in turn.
 */
export function placeSamples(
  centres: readonly ArrayLike<number>[],
  points: Float32Array,
  samples: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
): Float32Array {
  const places = new Float32Array(3 * samples.length);
  const isExact = (centres[0]?.length ?? 0) <= 3;
  const neighbours = new Map<number, number[]>();
  samples.forEach((sample, i) => {
    if (isExact) {
      for (let k = 0; k < 3; k++) places[3 * i + k] = sample[k] ?? 0;
      return;
    }
    const label = labels[i]!;
    const others = neighbours.get(label) ?? nearestOf(points, label);
    neighbours.set(label, others);
    const targets = others.map((other) => angleBetween(sample, centres[other]!));
    const rim = rimOf(points, label, angleBetween(sample, centres[label]!), directions);
    let least = Number.POSITIVE_INFINITY;
    for (let step = 0; step < directions; step++) {
      const place = rim.subarray(3 * step, 3 * step + 3);
      const stress = stressOf(place, points, others, targets);
      if (stress >= least) continue;
      least = stress;
      places.set(place, 3 * i);
    }
  });
  return places;
}

function nearestOf(points: Float32Array, index: number): number[] {
  const angles = new Map<number, number>();
  for (let j = 0; j < points.length / 3; j++) if (j !== index) angles.set(j, angleOfPair(points, index, j));
  return [...angles]
    .sort((a, b) => a[1] - b[1])
    .slice(0, guides)
    .map(([j]) => j);
}

/** Squared errors of the angles, near ones weighing most. */
function stressOf(place: Float32Array, points: Float32Array, others: number[], targets: number[]): number {
  let stress = 0;
  others.forEach((other, k) => {
    const error = angleBetween(place, points.subarray(3 * other, 3 * other + 3)) - targets[k]!;
    stress += error ** 2 / Math.max(targets[k]!, 1 / degrees);
  });
  return stress;
}
