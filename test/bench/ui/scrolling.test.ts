import { expect, test } from 'vitest';
import { workOfFrames } from './scrolling.ts';

const event = (name: string, ts: number, tdur: number, tid = 1) => ({
  name,
  ph: 'X',
  pid: 1,
  tid,
  ts,
  dur: tdur,
  tdur,
});

test('a frame works for what its own thread does until the next, and not for what comes before the first', () => {
  const frame = (ts: number) => event('FireAnimationFrame', ts, 100);
  const events = [
    event('RunTask', 100, 300),
    ...[1_000, 17_000, 33_000].map(frame),
    event('RunTask', 990, 2_000),
    event('RunTask', 9_000, 3_000),
    event('RunTask', 20_000, 4_000),
    event('RunTask', 21_000, 50_000, 2),
    event('Layout', 22_000, 1_000),
  ];
  expect(workOfFrames(events)).toEqual([5, 4]);
});
