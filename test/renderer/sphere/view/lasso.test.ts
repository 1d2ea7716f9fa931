import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInside, lassoed, modeOf, takeable } from '../../../../src-renderer/sphere/view/lasso.ts';
import { front, picture, size } from '../../../helpers/sphere-picture.ts';

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];
const whole = [
  { x: -1, y: -1 },
  { x: size.width + 1, y: -1 },
  { x: size.width + 1, y: size.height + 1 },
  { x: -1, y: size.height + 1 },
];

describe('a place', () => {
  test('is inside a square exactly where its coordinates are, whichever way the square was drawn', () => {
    const coordinate = fc.double({ min: -5, max: 15, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        fc.pre(![0, 10].includes(x) && ![0, 10].includes(y));
        const expected = x > 0 && x < 10 && y > 0 && y < 10;
        expect(isInside({ x, y }, square)).toBe(expected);
        expect(isInside({ x, y }, square.toReversed())).toBe(expected);
      }),
    );
  });

  test('in the notch of a line that is not convex is outside', () => {
    const notched = [...square.slice(0, 2), { x: 5, y: 5 }, ...square.slice(2)];
    expect(isInside({ x: 8, y: 5 }, notched)).toBe(false);
    expect(isInside({ x: 2, y: 5 }, notched)).toBe(true);
  });

  test('is inside of nothing that is less than a triangle', () => {
    expect(isInside({ x: 1, y: 1 }, [])).toBe(false);
    expect(isInside({ x: 1, y: 1 }, square.slice(0, 2))).toBe(false);
  });
});

describe('a lasso', () => {
  test('about the whole sphere takes those on its near side, and none that it hides', () => {
    // Cleo stands at the pole and Dan behind.
    expect(lassoed(picture, front, size, whole)).toEqual([0, 1]);
    const fromBehind = { ...front, camera: { ...front.camera, yaw: Math.PI } };
    expect(lassoed(picture, fromBehind, size, whole)).toEqual([3]);
  });

  test('takes only what it encloses, and nothing that is not shown', () => {
    const right = whole.map(({ x, y }) => ({ x: x < 0 ? size.width / 2 + 20 : x, y }));
    expect(lassoed(picture, front, size, right)).toEqual([1]);
    const isolated = { ...front, selected: [3], isolated: true };
    expect(lassoed(picture, isolated, size, whole)).toEqual([]);
  });

  test('takes nobody whom a filter leaves out, who can still be shown', () => {
    const filtered = { ...front, fitting: { centres: new Set([1, 3]), faces: new Set<number>() } };
    expect(takeable(picture, filtered)).toEqual([1, 3]);
    expect(lassoed(picture, filtered, size, whole)).toEqual([1]);
  });

  test('adds with Shift or Ctrl, takes out with Alt, and else replaces', () => {
    const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    expect(modeOf(none)).toBe('replace');
    for (const key of ['shiftKey', 'ctrlKey', 'metaKey'])
      expect(modeOf({ ...none, [key]: true })).toBe('add');
    expect(modeOf({ ...none, altKey: true, shiftKey: true })).toBe('remove');
  });

  test('on a map takes all that it encloses: nothing lies behind', () => {
    const map = { ...picture, points: Float32Array.from([-1, 0, 0, 1, 0, 0, 0, 1, 0, 0, -1, 0]) };
    const view = { ...front, camera: { x: 0, y: 0, zoom: 1 } };
    expect(lassoed(map, view, size, whole)).toEqual([0, 1, 2, 3]);
    const upper = whole.map(({ x, y }) => ({ x, y: Math.min(y, size.height / 2 - 20) }));
    expect(lassoed(map, view, size, upper)).toEqual([2]);
  });
});
