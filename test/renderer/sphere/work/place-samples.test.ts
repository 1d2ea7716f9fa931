import { describe, expect, test } from 'vitest';
import { angleOfPair } from '../../../../src-renderer/sphere/drawing/geometry.ts';
import { placeSamples } from '../../../../src-renderer/sphere/work/place-samples.ts';
import { matrixOf } from '../../../../src-renderer/sphere/work/rows.ts';
import { angleBetween, project } from '../../../../src-shared/sphere/index.ts';
import { directions } from '../../../helpers/points.ts';

describe('samples on the picture', () => {
  test('lie at their true angle to their class centre, projected or not', () => {
    const centres = directions(12, 64, 1);
    const noise = directions(60, 64, 2);
    const labels = noise.map((_, i) => i % 12);
    const samples = noise.map((row, i) => {
      const moved = row.map((value, k) => 0.6 * value + centres[labels[i]!]![k]!);
      const length = Math.hypot(...moved);
      return moved.map((value) => value / length);
    });
    const points = matrixOf(project(centres).points).values;
    const places = placeSamples(centres, points, samples, labels);
    samples.forEach((sample, i) => {
      const shown = angleOfPair(
        [...places.subarray(3 * i, 3 * i + 3), ...points.subarray(3 * labels[i]!, 3 * labels[i]! + 3)],
        0,
        1,
      );
      expect(shown).toBeCloseTo(angleBetween(sample, centres[labels[i]!]!), 4);
    });
  });

  test('lie on the side of the centre that they are nearer to than others of their person', () => {
    // Three centres at right angles, and a fourth dimension that makes the picture a projection.
    const centres = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    const points = matrixOf(project(centres).points).values;
    const towards = (k: number) => [0, 1, 2, 3].map((i) => (i === 0 ? 0.8 : i === k ? 0.6 : 0));
    const places = placeSamples(centres, points, [towards(1), towards(2)], [0, 0]);
    const angle = (sample: number, centre: number) =>
      angleOfPair(
        [...places.subarray(3 * sample, 3 * sample + 3), ...points.subarray(3 * centre, 3 * centre + 3)],
        0,
        1,
      );
    expect(angle(0, 1)).toBeLessThan(angle(1, 1));
    expect(angle(1, 2)).toBeLessThan(angle(0, 2));
  });

  test('keep their places in up to three dimensions', () => {
    const samples = directions(20, 2, 3);
    const places = placeSamples([[1, 0]], Float32Array.from([1, 0, 0]), samples, Array(20).fill(0));
    samples.forEach(([x, y], i) => {
      expect([...places.subarray(3 * i, 3 * i + 3)]).toEqual([Math.fround(x!), Math.fround(y!), 0]);
    });
  });
});
