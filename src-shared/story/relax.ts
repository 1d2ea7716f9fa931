/** A step of the Tammes game that the computer takes: all points shy away from those that are near them. */
import { type GamePoint, onSphere, scoreOf } from './game.ts';

/** Powers of the distance by which points push each other: the higher, the more the nearest count alone. */
const powers = [4, 8, 16, 32, 64, 128, 256, 512];
/** Longest step of a point, radians, and how often it is halved. */
const longest = 0.3;
const halvings = 12;

/**
 * Moves all points a little, so that the smallest angle grows: against the slope of the Riesz energy, the sum of
 * distance^-p, by the longest step of the lowest power p that helps.
 *
 * @param places two at least, of length one. @returns the same places if no such step helps.
 */
export function relaxed(places: readonly GamePoint[]): readonly GamePoint[] {
  const before = scoreOf(places).smallestAngle;
  for (const power of powers) {
    const pushes = pushesOn(places, power);
    const strongest = Math.max(...pushes.map((push) => Math.hypot(...push)));
    if (strongest === 0) continue;
    for (let i = 0; i < halvings; i++) {
      const step = longest / 2 ** i / strongest;
      const moved = places.map(([x, y, z], k) => {
        const [dx, dy, dz] = pushes[k]!;
        return onSphere([x + step * dx, y + step * dy, z + step * dz]);
      });
      if (scoreOf(moved).smallestAngle > before) return moved;
    }
  }
  return places;
}

/** What each point is pushed by, along the sphere, in terms of the strongest push between two. */
function pushesOn(places: readonly GamePoint[], power: number): GamePoint[] {
  const distances = places.map((a) => places.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
  const least = Math.min(...distances.flatMap((row, i) => row.filter((_, j) => j !== i)));
  return places.map((a, i) => {
    const push: [number, number, number] = [0, 0, 0];
    for (const [j, b] of places.entries()) {
      const distance = distances[i]![j]!;
      // Points in one place have no direction away from each other.
      if (i === j || distance === 0) continue;
      // Over the least distance, for the power would leave the numbers' range.
      const strength = (least / distance) ** power / distance ** 2;
      for (let k = 0; k < 3; k++) push[k]! += strength * (a[k]! - b[k]!);
    }
    const outward = push[0] * a[0] + push[1] * a[1] + push[2] * a[2];
    return [push[0] - outward * a[0], push[1] - outward * a[1], push[2] - outward * a[2]];
  });
}
