import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  newGame,
  points,
  undone,
  withPlaces,
  withPoint,
} from '../../src-renderer/screens/story/game/game-state.ts';
import { placeOf } from '../../src-renderer/screens/story/regions/places.ts';
import { numbersWithin } from '../../src-renderer/screens/story/settings.ts';
import { verdictOf } from '../../src-renderer/screens/story/verdict.ts';
import { pointAt, screenOf, turned, turnedBack } from '../../src-renderer/sphere/camera.ts';
import { boundaryOf, type Claim } from '../../src-shared/story/index.ts';
import { openBackend } from '../backends.ts';
import { point } from './sphere/points.ts';

const camera = fc.record({
  yaw: fc.double({ min: -7, max: 7, noNaN: true }),
  pitch: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  zoom: fc.double({ min: 0.6, max: 8, noNaN: true }),
});
const size = { width: 800, height: 500 };

describe('the point under the pointer', () => {
  test('is the one that is drawn there', () => {
    fc.assert(
      fc.property(point, camera, (place, view) => {
        const [x, y, z] = screenOf(place, view, size) as unknown as [number, number, number];
        if (z < 0.35) return;
        const found = pointAt({ x, y }, view, size);
        for (const k of [0, 1, 2] as const) expect(found[k]).toBeCloseTo(place[k], 3);
      }),
    );
  });

  test('lies on the sphere wherever the pointer is', () => {
    const pixel = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(pixel, pixel, camera, (x, y, view) => {
        expect(Math.hypot(...pointAt({ x, y }, view, size))).toBeCloseTo(1, 6);
      }),
    );
  });

  test('turning back is the reverse of turning', () => {
    fc.assert(
      fc.property(point, camera, (place, view) => {
        const back = turnedBack(turned(...place, view), view);
        for (const k of [0, 1, 2] as const) expect(back[k]).toBeCloseTo(place[k], 9);
      }),
    );
  });
});

describe('the Tammes game', () => {
  test('takes a whole drag back at once, and each drag by itself', () => {
    const start = newGame(5, 3);
    const dragged = withPoint(withPoint(start, 2, [0, 0, 2], 'drag 1'), 2, [0, 3, 0], 'drag 1');
    expect(dragged.places[2]).toEqual([0, 1, 0]);
    const again = withPoint(dragged, 2, [1, 0, 0], 'drag 2');
    expect(undone(again).places).toBe(dragged.places);
    expect(undone(undone(again)).places).toBe(start.places);
    expect(undone(start)).toBe(start);
  });

  test('after an undo the same move begins anew', () => {
    const start = newGame(4, 1);
    const moved = undone(withPoint(start, 0, [1, 0, 0], 'key 0'));
    expect(withPoint(moved, 0, [0, 0, 1], 'key 0').past).toEqual([start.places]);
  });

  test('a move that changes nothing is none', () => {
    const start = newGame(points.min, 1);
    expect(withPlaces(start, start.places, 'step')).toBe(start);
  });
});

test('a sample is in the region where the boundary has it', async () => {
  const { tf } = await openBackend('cpu');
  const boundary = boundaryOf(tf, 'arcface', { margin: 0.5 });
  const margin = (0.5 * 180) / Math.PI;
  const angle = fc.double({ min: 40, max: 140, noNaN: true });
  fc.assert(
    fc.property(angle, angle, (theta1, theta2) => {
      const ahead = theta2 - theta1;
      if (Math.abs(Math.abs(ahead) - margin) < 0.01) return;
      const isContent = Math.abs(ahead) > margin;
      const expected = ahead >= 0 ? (isContent ? 'first' : 'nearFirst') : isContent ? 'second' : 'nearSecond';
      expect(placeOf(boundary, { theta1, theta2 })).toBe(expected);
    }),
  );
});

test('numbers that no slider could be at are none', () => {
  const ranges = { count: { min: 2, max: 9, step: 1, whole: true } };
  expect(numbersWithin(ranges, { count: '3' })).toEqual({ count: 3 });
  for (const count of ['', '1', '10', '2.5', 'x']) expect(numbersWithin(ranges, { count })).toBeNull();
});

test.each([
  [0.5, [0.2, 0.8], true, 'holds'],
  [0.5, [0.2, 1.2], false, 'undecided'],
  [1.5, [1.2, 1.8], false, 'contradicted'],
  [1.5, null, false, 'contradicted'],
] as const)('a number of %d within %j, expected below 1: %s means %s', (value, interval, holds, verdict) => {
  const claim = { holds, value, interval, expected: { relation: 'below', bound: 1 } };
  expect(verdictOf(claim as unknown as Claim)).toBe(verdict);
});
