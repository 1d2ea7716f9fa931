import { expect, test } from 'vitest';
import { ScrollSpeed } from '../../../src-renderer/components/scroll-speed.ts';

/** Whether it was too fast after each step, told every 16 milliseconds. */
function steps(pixels: readonly number[], height: number): boolean[] {
  const speed = new ScrollSpeed();
  let offset = 0;
  speed.note(offset, height, 0);
  return pixels.map((step, i) => {
    offset += step;
    speed.note(offset, height, 16 * (i + 1));
    return speed.isFast;
  });
}

test('a wheel is followed, in both directions', () => {
  expect(steps([40, 100, 120, -100, -120], 640)).toEqual([false, false, false, false, false]);
});

test('a flight through the list is too fast to be seen, until it slows down', () => {
  expect(steps([400, -400, 40], 640)).toEqual([true, true, false]);
});

test('a single jump, as by the key End, is shown at once', () => {
  const speed = new ScrollSpeed();
  speed.note(0, 640, 0);
  speed.note(1_000_000, 640, 5000);
  expect(speed.isFast).toBe(false);
});
