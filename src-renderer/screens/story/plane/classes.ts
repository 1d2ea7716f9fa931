import { angleBetween, degrees, unitRows } from '../../../../src-shared/sphere/index.ts';
import type { PlaneFrame } from '../../../../src-shared/story/index.ts';

/** Where the samples of a class lie in the plane. */
export interface PlaneClass {
  label: number;
  count: number;
  /** Of the mean of the samples: from the origin, in degrees from the horizontal axis, counterclockwise. */
  distance: number;
  direction: number;
  /** Mean angle of the samples to that direction, degrees. */
  within: number;
}

export function digitClasses({ points, labels }: Pick<PlaneFrame, 'points' | 'labels'>): PlaneClass[] {
  const all = [...new Set(labels)].sort((a, b) => a - b);
  return all.map((label) => {
    const classPoints = points.filter((_, i) => labels[i] === label);
    const mean = [0, 1].map(
      (k) => classPoints.reduce((sum, point) => sum + point[k]!, 0) / classPoints.length,
    );
    const [unit] = unitRows([mean]);
    const angles = unitRows(classPoints).map((point) => degrees * angleBetween(point, unit!));
    return {
      label,
      count: classPoints.length,
      distance: Math.hypot(...mean),
      direction: (degrees * Math.atan2(mean[1]!, mean[0]!) + 360) % 360,
      within: angles.reduce((sum, angle) => sum + angle, 0) / classPoints.length,
    };
  });
}

/** The half side of a square that holds what is drawn: one of few numbers, so that it seldom changes. */
export function extentOf(points: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const point of points) largest = Math.max(largest, Math.abs(point[0]!), Math.abs(point[1]!));
  if (largest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 1.5, 2, 3, 5, 7, 10].map((digit) => digit * power).find((side) => side >= largest)!;
}
