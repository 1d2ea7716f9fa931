import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeLabels } from '../../../../src-renderer/sphere/drawing/label-placement.ts';
import { size } from '../../../helpers/sphere-picture.ts';

describe('names on the picture', () => {
  const label = fc.record({
    x: fc.integer({ min: -20, max: 620 }),
    y: fc.integer({ min: -20, max: 420 }),
    width: fc.integer({ min: 1, max: 200 }),
    height: fc.constant(14),
    priority: fc.double({ min: -1, max: 1, noNaN: true }),
  });

  test('do not overlap, stay in the window, and the one that matters most is among them', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 60 }), (wanted) => {
        const placed = placeLabels(wanted, size).map(({ index, left, top }) => ({
          index,
          left,
          top,
          right: left + wanted[index]!.width,
          bottom: top + wanted[index]!.height,
        }));
        for (const [i, a] of placed.entries()) {
          expect(a.left >= 0 && a.top >= 0 && a.right <= size.width && a.bottom <= size.height).toBe(true);
          for (const b of placed.slice(i + 1)) {
            const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(isApart).toBe(true);
          }
        }
        const inside = wanted.filter(
          ({ x, y, width }) => x >= 0 && x + width + 7 <= 600 && y >= 7 && y <= 393,
        );
        const first = Math.max(...inside.map(({ priority }) => priority));
        const rivals = wanted.filter(({ priority }) => priority >= first);
        if (inside.length > 0 && rivals.length === 1)
          expect(placed.map(({ index }) => wanted[index])).toContain(rivals[0]);
      }),
    );
  });

  test('one that does not fit to the right goes to the left, above or below', () => {
    const wanted = { x: 590, y: 100, width: 40, height: 14, priority: 0 };
    expect(placeLabels([wanted], size)).toEqual([{ index: 0, left: 543, top: 93 }]);
    const beside = { ...wanted, x: 300, width: 40 };
    const places = placeLabels([beside, beside, beside, beside, beside], size);
    expect(places.map(({ left, top }) => [left, top])).toEqual([
      [307, 93],
      [253, 93],
      [280, 79],
      [280, 107],
    ]);
  });

  test('one stands below its portrait, or where it hides no other, or least of one', () => {
    const portrait = (x: number, y: number) => ({ x, y, radius: 20, width: 40, height: 14, priority: 0 });
    const first = (...others: ReturnType<typeof portrait>[]) =>
      placeLabels([{ ...portrait(300, 200), priority: 1 }, ...others], size)[0];
    expect(first()).toEqual({ index: 0, left: 280, top: 223 });
    expect(first(portrait(300, 240))).toEqual({ index: 0, left: 280, top: 163 });
    expect(first(portrait(300, 240), portrait(300, 160))).toEqual({ index: 0, left: 237, top: 193 });
    const around = [portrait(300, 240), portrait(300, 160), portrait(340, 200)];
    expect(first(...around, portrait(225, 200))).toEqual({ index: 0, left: 237, top: 193 });
  });

  test('ten thousand are placed at once', () => {
    const wanted = Array.from({ length: 10_000 }, (_, i) => ({
      x: (i * 37) % 600,
      y: (i * 91) % 400,
      width: 50,
      height: 14,
      priority: -i,
    }));
    const placed = placeLabels(wanted, size);
    expect(placed.length).toBeGreaterThan(50);
    expect(placed.length).toBeLessThanOrEqual(150);
  });
});
