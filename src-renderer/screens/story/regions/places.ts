import type { Boundary } from '../../../../src-shared/story/index.ts';

/** A sample's angles to the centres of the two classes, degrees. */
export interface Sample {
  theta1: number;
  theta2: number;
}

/** Where a sample lies: in the region of a class, or between them on either side. */
export type RegionPlace = 'first' | 'nearFirst' | 'nearSecond' | 'second';

/** A sample of each class would be content in that class's own region only. */
export function placeOf(boundary: Boundary, { theta1, theta2 }: Sample): RegionPlace {
  if (theta1 <= endAt(boundary, theta2)) return 'first';
  if (theta2 <= endAt(boundary, theta1)) return 'second';
  return theta1 <= theta2 ? 'nearFirst' : 'nearSecond';
}

/** The largest own angle that is content, between the angles of the boundary by a straight line; below 0: none is. */
function endAt({ other, own }: Boundary, angle: number): number {
  const at = other.findIndex((end) => end >= angle);
  const i = Math.max(1, at < 0 ? other.length - 1 : at);
  const [from, to] = [own[i - 1] ?? -1, own[i] ?? -1];
  const share = (angle - other[i - 1]!) / (other[i]! - other[i - 1]!);
  return from + share * (to - from);
}
