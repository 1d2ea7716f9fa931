import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { UnitRows } from './vectors.ts';

/** The spread of the first three principal directions settles well within this many steps. */
const steps = 20;

/**
 * Coordinates of unit vectors along the three principal directions of their second moments (not
 * centred: the sphere's middle stays its middle), by orthogonal iteration.
 *
 * @returns [count * 3], lengths at most 1; all zero where the vectors fill fewer directions.
 */
export function principalCoordinates({ data, count, dim }: UnitRows, random: RandomGenerator): Float64Array {
  const axes = Float64Array.from({ length: 3 * dim }, () => uniformFloat32(random) - 0.5);
  const coordinates = new Float64Array(3 * count);
  const project = () => {
    for (let i = 0; i < count; i++) {
      for (let axis = 0; axis < 3; axis++) {
        let sum = 0;
        for (let k = 0; k < dim; k++) sum += data[i * dim + k]! * axes[axis * dim + k]!;
        coordinates[3 * i + axis] = sum;
      }
    }
  };
  orthonormalise(axes, dim);
  for (let step = 0; step < steps; step++) {
    project();
    axes.fill(0);
    for (let i = 0; i < count; i++) {
      for (let axis = 0; axis < 3; axis++) {
        const weight = coordinates[3 * i + axis]!;
        for (let k = 0; k < dim; k++) axes[axis * dim + k]! += weight * data[i * dim + k]!;
      }
    }
    orthonormalise(axes, dim);
  }
  project();
  return coordinates;
}

/** Gram-Schmidt on three rows, in place. A row without a new direction becomes zero. */
function orthonormalise(axes: Float64Array, dim: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const row = axes.subarray(axis * dim, (axis + 1) * dim);
    const before = Math.hypot(...row);
    // Twice, because one pass leaves rounding errors along the earlier rows.
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < axis; other++) {
        const against = axes.subarray(other * dim, (other + 1) * dim);
        let dot = 0;
        for (let k = 0; k < dim; k++) dot += row[k]! * against[k]!;
        for (let k = 0; k < dim; k++) row[k]! -= dot * against[k]!;
      }
    }
    const length = Math.hypot(...row);
    if (length <= 1e-9 * before) row.fill(0);
    else for (let k = 0; k < dim; k++) row[k]! /= length;
  }
}
