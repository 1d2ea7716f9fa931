/** Added to the scatter of unit features: keeps the direction from following what only a few photos have. */
const ridge = 1e-5;

/**
 * The direction on which unit features of faces lie at 1 and those of things at -1, by least squares: ridge regression, which with
 * two classes is Fisher's discriminant. Things weigh as much as all faces together, each set of faces as much as another.
 */
export function fitDirection(
  things: readonly Float64Array[],
  faces: readonly (readonly Float64Array[])[],
): { direction: Float64Array; offset: number } {
  const rows = [
    ...things.map((feature) => ({ unit: unitOf(feature), target: -1, weight: 0.5 / things.length })),
    ...faces.flatMap((set) =>
      set.map((feature) => ({
        unit: unitOf(feature),
        target: 1,
        weight: 0.5 / faces.length / set.length,
      })),
    ),
  ];
  const size = rows[0]!.unit.length;
  const mean = new Float64Array(size);
  for (const { unit, weight } of rows) for (let i = 0; i < size; i++) mean[i]! += weight * unit[i]!;
  const scatter = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (const { unit, target, weight } of rows) {
    const centred = unit.map((value, i) => value - mean[i]!);
    for (let i = 0; i < size; i++) {
      right[i]! += weight * target * centred[i]!;
      for (let j = 0; j < size; j++) scatter[i * size + j]! += weight * centred[i]! * centred[j]!;
    }
  }
  for (let i = 0; i < size; i++) scatter[i * size + i]! += ridge;
  const direction = solve(scatter, right, size);
  const offset = -mean.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  return { direction, offset };
}

function unitOf(feature: Float64Array): Float64Array {
  const length = Math.sqrt(feature.reduce((sum, value) => sum + value * value, 0));
  return feature.map((value) => value / length);
}

/** Gauss's elimination; the matrix is positive definite. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const [m, r] = [matrix.slice(), right.slice()];
  for (let i = 0; i < size; i++) {
    for (let k = i + 1; k < size; k++) {
      const factor = m[k * size + i]! / m[i * size + i]!;
      for (let l = i; l < size; l++) m[k * size + l]! -= factor * m[i * size + l]!;
      r[k]! -= factor * r[i]!;
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let l = i + 1; l < size; l++) r[i]! -= m[i * size + l]! * r[l]!;
    r[i]! /= m[i * size + i]!;
  }
  return r;
}
