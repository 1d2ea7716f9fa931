import { describe, expect, test } from 'vitest';
import {
  afterKey,
  boxBetween,
  firstBox,
  grownBy,
  movedBy,
} from '../../../../src-renderer/screens/library/photo/box-edit.ts';

const photo = { width: 400, height: 300 };
const box = { x: 100, y: 50, width: 80, height: 60 };

describe('a box drawn by hand', () => {
  test('lies between where the pointer was pressed and where it is, in whichever direction', () => {
    expect(boxBetween({ x: 90, y: 100 }, { x: 30, y: 40 }, photo)).toEqual({
      x: 30,
      y: 40,
      width: 60,
      height: 60,
    });
  });

  test('stays in the photo, and large enough to take hold of', () => {
    expect(boxBetween({ x: 380, y: 290 }, { x: 500, y: 500 }, photo)).toEqual({
      x: 380,
      y: 288,
      width: 20,
      height: 12,
    });
    expect(movedBy(box, { x: 1000, y: -1000 }, photo)).toEqual({ ...box, x: 320, y: 0 });
    expect(grownBy(box, { x: 1000, y: -1000 }, photo)).toEqual({ ...box, width: 300, height: 12 });
  });

  test('begins in the middle for who uses keys', () => {
    expect(firstBox(photo)).toEqual({ x: 162.5, y: 112.5, width: 75, height: 75 });
  });

  test('is moved by arrow keys, and resized with Shift', () => {
    expect(afterKey('ArrowLeft', false, box, photo)).toEqual({ ...box, x: 96 });
    expect(afterKey('ArrowDown', true, box, photo)).toEqual({ ...box, height: 64 });
    expect(afterKey('Enter', false, box, photo)).toBeNull();
  });
});
