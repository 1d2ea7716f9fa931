import { describe, expect, test } from 'vitest';
import { degrees } from '../../../src-shared/angle-units.ts';
import { capsOf } from '../../../src-shared/sphere/index.ts';

describe('the caps', () => {
  const at = (angle: number) => [Math.cos(angle / degrees), Math.sin(angle / degrees)];

  test('reach as far as 95 % of the samples, and the gap between them says who is not separable', () => {
    const samples = [at(-10), at(10), at(40), at(60), at(170), at(0)];
    const caps = capsOf([at(0), at(50), at(180), at(90)], samples, [0, 0, 1, 1, 2, 7]);
    const cap = (angle: number, count: number) => ({
      samples: count,
      mean: expect.closeTo(angle, 6),
      p95: expect.closeTo(angle, 6),
      largest: expect.closeTo(angle, 6),
    });
    expect(caps.classes).toEqual([cap(10, 2), cap(10, 2), cap(10, 1), null]);
    expect(caps.gaps).toEqual([
      { index: 1, gap: expect.closeTo(30, 6) },
      { index: 0, gap: expect.closeTo(30, 6) },
      { index: 1, gap: expect.closeTo(110, 6) },
      null,
    ]);
    expect(caps).toMatchObject({ separable: true, overlapping: { count: 0, pairs: [] } });
    const wider = capsOf([at(0), at(50)], [at(-10), at(30), at(10)], [0, 0, 1]);
    expect(wider.separable).toBe(false);
    expect(wider.overlapping).toEqual({
      count: 1,
      pairs: [{ pair: [0, 1], gap: expect.closeTo(50 - 29 - 40, 6) }],
    });
  });
});
