import { describe, expect, test } from 'vitest';
import { screenOf } from '../../../../src-renderer/sphere/view/camera.ts';
import { pick } from '../../../../src-renderer/sphere/view/picking.ts';
import { front, picture, size } from '../../../helpers/sphere-picture.ts';

describe('what is under the pointer', () => {
  const at = (index: number, points = picture.points): { x: number; y: number } => {
    const [x, y] = screenOf(points.subarray(3 * index, 3 * index + 3), front.camera, size);
    return { x: x!, y: y! };
  };

  test('is the centre or the sample there, never one behind the sphere', () => {
    expect(pick(picture, front, size, at(1))).toEqual({ kind: 'centre', index: 1 });
    // Ada stands before Dan.
    expect(pick(picture, front, size, at(3))).toEqual({ kind: 'centre', index: 0 });
    expect(pick(picture, front, size, at(0, picture.samples!.points))).toEqual({ kind: 'sample', index: 0 });
    expect(pick(picture, front, size, { x: 5, y: 5 })).toBeNull();
  });

  test('is nothing that is not shown', () => {
    const isolated = { ...front, selected: [3], isolated: true };
    expect(pick(picture, isolated, size, at(1))).toBeNull();
  });
});
