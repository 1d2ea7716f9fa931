import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Quality, qualityLimits } from '../../src-shared/contract/index.ts';
import {
  poorBecause,
  qualityParts,
  type RatedFace,
  rate,
  withinLimits,
} from '../../src-shared/quality/index.ts';
import { assessQuality } from '../../src-shared/vision/quality.ts';

const good: RatedFace = {
  score: 0.98,
  quality: {
    size: 160,
    sharpness: 400,
    brightness: 120,
    clipped: { shadows: 0, highlights: 0 },
    pose: { yaw: 5, pitch: -3, roll: 2 },
  },
};
const but = (change: Partial<Quality>): RatedFace => ({ ...good, quality: { ...good.quality, ...change } });

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyFace: fc.Arbitrary<RatedFace> = fc.record({
  score: double(0, 1),
  quality: fc.record({
    size: double(0, 3000),
    sharpness: double(0, 10_000),
    brightness: double(0, 255),
    clipped: fc.option(fc.record({ shadows: double(0, 0.5), highlights: double(0, 0.5) }), { nil: null }),
    pose: fc.option(fc.record({ yaw: double(-90, 90), pitch: double(-75, 75), roll: double(-180, 180) }), {
      nil: null,
    }),
  }),
});

describe('the rating', () => {
  test('every part and the whole lie between 0 and 1', () => {
    fc.assert(
      fc.property(anyFace, (face) => {
        const { overall, parts } = rate(face);
        for (const value of [overall, ...Object.values(parts)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('is the geometric mean of its parts: it rises with each, and is 0 if one of them is 0', () => {
    const { overall, parts } = rate(good);
    expect(overall).toBeCloseTo(qualityParts.reduce((all, name) => all * parts[name], 1) ** 0.2, 12);
    expect(overall).toBeGreaterThan(0.9);
    expect(rate({ ...good, score: 0 }).overall).toBe(0);
  });

  /** A face made worse in one respect by `amount`, 0..1. */
  const worse: Record<string, (face: RatedFace, amount: number) => RatedFace> = {
    'a smaller face': (face, amount) => with_(face, { size: face.quality.size * (1 - amount) }),
    'a blurrier face': (face, amount) => with_(face, { sharpness: face.quality.sharpness * (1 - amount) }),
    'a darker or brighter face': (face, amount) => {
      const { brightness } = face.quality;
      return with_(face, { brightness: brightness + amount * ((brightness < 127.5 ? 0 : 255) - brightness) });
    },
    'a face with more black': (face, amount) => with_(face, { clipped: clip(face, amount, 0) }),
    'a face with more white': (face, amount) => with_(face, { clipped: clip(face, 0, amount) }),
    'a face turned further': (face, amount) => with_(face, { pose: turn(face, amount, 0) }),
    'a face tilted further': (face, amount) => with_(face, { pose: turn(face, 0, amount) }),
    'a doubtful face': (face, amount) => ({ ...face, score: face.score * (1 - amount) }),
  };
  const with_ = (face: RatedFace, change: Partial<Quality>): RatedFace => ({
    ...face,
    quality: { ...face.quality, ...change },
  });
  const clip = ({ quality }: RatedFace, shadows: number, highlights: number) => {
    const clipped = quality.clipped ?? { shadows: 0, highlights: 0 };
    return { shadows: clipped.shadows + shadows / 2, highlights: clipped.highlights + highlights / 2 };
  };
  const turn = ({ quality }: RatedFace, yaw: number, pitch: number) => {
    const pose = quality.pose ?? { yaw: 0, pitch: 0, roll: 0 };
    const further = (angle: number, by: number) => angle + (angle < 0 ? -90 : 90) * by;
    return { ...pose, yaw: further(pose.yaw, yaw), pitch: further(pose.pitch, pitch) };
  };

  test.each(Object.keys(worse))('%s is never rated better', (name) => {
    fc.assert(
      fc.property(anyFace, double(0, 1), (face, amount) => {
        expect(rate(worse[name]!(face, amount)).overall).toBeLessThanOrEqual(rate(face).overall + 1e-12);
      }),
    );
    // And a good face much made worse is rated worse.
    expect(rate(worse[name]!(good, 0.9)).overall).toBeLessThan(rate(good).overall);
  });

  test('what is not known of an older face is not held against it', () => {
    expect(rate(but({ clipped: null, pose: null })).overall).toBeGreaterThanOrEqual(rate(good).overall);
  });
});

describe('limits', () => {
  const limits = qualityLimits.parse({});

  test.each([
    ['size', but({ size: 9 })],
    ['sharpness', but({ sharpness: 1 })],
    ['exposure', but({ brightness: 3 })],
    ['exposure', but({ clipped: { shadows: 0.9, highlights: 0 } })],
    ['turned', but({ pose: { yaw: -80, pitch: 0, roll: 0 } })],
    ['turned', but({ pose: { yaw: 0, pitch: 70, roll: 0 } })],
    ['score', { ...good, score: 0.2 }],
    // The first reason is told.
    ['size', but({ size: 9, sharpness: 1 })],
    [null, good],
    [null, but({ pose: { yaw: 0, pitch: 0, roll: 170 } })],
    [null, but({ clipped: null, pose: null })],
  ] as const)('%s leaves this face out', (reason, face) => {
    expect(poorBecause(face, limits)).toBe(reason);
  });

  test('the combined figure may be a limit, too', () => {
    expect(poorBecause(good, { ...limits, overall: 0.999 })).toBe('overall');
  });

  test('the counts add up, and nothing is left out without limits', () => {
    fc.assert(
      fc.property(fc.array(anyFace), (faces) => {
        const { kept, count } = withinLimits(faces, limits);
        expect(count.faces).toBe(faces.length);
        expect(kept.length + count.leftOut).toBe(faces.length);
        expect(count.reasons.reduce((sum, one) => sum + one.faces, 0)).toBe(count.leftOut);
        expect(withinLimits(faces, null)).toEqual({
          kept: faces,
          count: { faces: faces.length, leftOut: 0, reasons: [] },
        });
      }),
    );
  });
});

describe('what is measured', () => {
  const box = { x: 0, y: 0, width: 40, height: 50 };
  const chipOf = (value: (i: number) => number) => ({
    width: 20,
    height: 20,
    data: Uint8Array.from({ length: 1200 }, (_, i) => value(Math.floor(i / 3))),
  });
  const assess = (value: (i: number) => number) => assessQuality({ box, chip: chipOf(value), landmarks: [] });

  test('a quarter of black and a half of white pixels are counted as clipped', () => {
    expect(assess((i) => [0, 255, 255, 128][i % 4]!)).toMatchObject({
      size: 40,
      clipped: { shadows: 0.25, highlights: 0.5 },
      pose: null,
    });
  });

  test('dark is not black: nothing of a dark picture is clipped', () => {
    expect(assess(() => 20).clipped).toEqual({ shadows: 0, highlights: 0 });
  });

  test('sharpness is the variance of the Laplacian: none in a plain picture, and 8² times the contrast in a chessboard', () => {
    expect(assess(() => 90).sharpness).toBeCloseTo(0, 6);
    // Each pixel differs from its four neighbours by 2: Laplacians of ±8.
    const board = assess((i) => 100 + 2 * ((i + Math.floor(i / 20)) % 2));
    expect(board.sharpness).toBeCloseTo(64, 1);
  });
});
