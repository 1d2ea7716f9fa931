import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  newGame,
  points,
  restarted,
  undone,
  withPlaces,
  withPoint,
} from '../../src-renderer/screens/story/game/game-state.ts';
import { digitClasses, extentOf } from '../../src-renderer/screens/story/plane/classes.ts';
import { runOf, settingsName } from '../../src-renderer/screens/story/plane/settings.ts';
import { placeOf } from '../../src-renderer/screens/story/regions/places.ts';
import { runToEnd } from '../../src-renderer/screens/story/run-to-end.ts';
import { numbersWithin } from '../../src-renderer/screens/story/settings.ts';
import { stepRows } from '../../src-renderer/screens/story/step-rows.ts';
import {
  findTrained,
  mostRuns,
  type TrainedSettings,
  withFrames,
} from '../../src-renderer/screens/story/trained-settings.ts';
import { orbit, pointAt, screenOf, turnedBack } from '../../src-renderer/sphere/view/camera.ts';
import { boundaryOf, type Claim, verdictOf } from '../../src-shared/story/index.ts';
import { openBackend } from '../backends.ts';
import { point } from '../helpers/points.ts';

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
        const back = turnedBack(orbit(...place, view), view);
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

  test('other points, or another number of them, are taken back, too', () => {
    const start = newGame(12, 1);
    const slid = restarted(restarted(start, 13, 1), 14, 1);
    expect(slid.places.length).toBe(14);
    expect(undone(slid).places).toBe(start.places);
    const fresh = restarted(restarted(slid, 14, 2), 14, 3);
    expect(undone(undone(undone(fresh))).places).toBe(start.places);
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

describe('following a computation', () => {
  async function* counting(closed: () => void): AsyncGenerator<number, string, undefined> {
    try {
      for (let i = 0; i < 5; i++) yield i;
      return 'end';
    } finally {
      closed();
    }
  }

  test('shows every frame and gives the result', async () => {
    const seen: number[] = [];
    const signal = new AbortController().signal;
    expect(
      await runToEnd(
        counting(() => {}),
        (frame) => seen.push(frame),
        signal,
      ),
    ).toBe('end');
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  test('stopped, it asks for no more and lets the computation clean up', async () => {
    const controller = new AbortController();
    let isClosed = false;
    const seen: number[] = [];
    const run = counting(() => {
      isClosed = true;
    });
    const result = await runToEnd(
      run,
      (frame) => {
        seen.push(frame);
        if (frame === 1) controller.abort();
      },
      controller.signal,
    );
    expect([result, seen, isClosed]).toEqual([null, [0, 1], true]);
  });
});

describe('runs beside each other', () => {
  type Runs = readonly TrainedSettings<{ loss: number }, string>[];
  const filled = (count: number): Runs =>
    Array.from({ length: count }, (_, loss) => ({ loss })).reduce<Runs>(
      (runs, settings) => withFrames(runs, settings, ['frame'], true),
      [],
    );

  test('a run keeps its style as frames come, and the oldest gives way', () => {
    const runs = withFrames(filled(3), { loss: 1 }, ['frame', 'next'], false);
    expect(runs.map(({ style }) => style)).toEqual([0, 1, 2]);
    expect(findTrained(runs, { loss: 1 })).toMatchObject({ frames: ['frame', 'next'], isDone: false });
    const full = filled(mostRuns + 2);
    expect(full.map(({ settings }) => settings.loss)).toEqual(
      Array.from({ length: mostRuns }, (_, i) => i + 2),
    );
    expect(new Set(full.map(({ style }) => style)).size).toBe(mostRuns);
  });

  test('a table has every run where it has a point, and always what it ends with', () => {
    const long = Array.from({ length: 401 }, (_, step) => ({ step, value: step / 2 }));
    const rows = stepRows(
      [
        { name: 'long', style: 0, points: long },
        { name: 'short', style: 1, points: long.slice(0, 8) },
      ],
      String,
    );
    expect(rows[0]).toEqual(['0', '0', '0']);
    expect(rows).toContainEqual(['7', '3.5', '3.5']);
    expect(rows.at(-1)).toEqual(['400', '200', '']);
    expect(rows.length).toBeLessThan(50);
  });
});

describe('digits in the plane', () => {
  const form = { loss: 'arcface', parameters: {}, perClass: '150', epochs: '20', seed: '1' } as const;

  test('a run is named by what is set, and by what is not as at first', () => {
    const run = runOf({ ...form, parameters: { arcface: { margin: '0.2' } }, seed: '7' })!;
    expect(run).toEqual({
      settings: { loss: 'arcface', parameters: { scale: 16, margin: 0.2 }, perClass: 150, epochs: 20 },
      seed: 7,
    });
    expect(settingsName(run, form)).toBe('ArcFace s=16 m=0.2 seed=7');
    expect(runOf({ ...form, parameters: { arcface: { margin: '' } } })).toBeNull();
  });

  test('a class is told by its mean and the angles to it', () => {
    const points = [
      [0, 2],
      [0, 4],
      [3, 0],
      [0, -3],
    ].map((point) => Float32Array.from(point));
    const [first, second] = digitClasses({ points, labels: [0, 0, 1, 1] });
    expect(first).toEqual({ label: 0, count: 2, distance: 3, direction: 90, within: 0 });
    expect(second).toMatchObject({ label: 1, direction: 315 });
    expect(second!.within).toBeCloseTo(45, 9);
  });

  test.each([
    [[[0.2, -0.13]], 0.2],
    [[[12, 0]], 15],
    [[[0, 0]], 1],
    [
      [
        [1, 1],
        [-71, 3],
      ],
      100,
    ],
  ])('%j fit into ±%d', (points, extent) => expect(extentOf(points)).toBeCloseTo(extent, 9));
});
