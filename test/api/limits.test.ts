import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rates, Room } from '../../src-main/api/limits.ts';
import { TammesError } from '../../src-shared/errors/index.ts';

/** The seconds to wait, or 0. */
function waits(rates: Rates, token: { id: string; rate: number }): number {
  try {
    rates.take(token);
    return 0;
  } catch (error) {
    return (error as TammesError<'api-too-often'>).parameters.seconds;
  }
}

test('a minute’s requests may come at once, and then as many as come back', () => {
  let now = 0;
  const rates = new Rates(() => now);
  const token = { id: 'a', rate: 60 };
  for (let i = 0; i < 60; i++) expect(waits(rates, token)).toBe(0);
  expect(waits(rates, token)).toBe(1);
  // Others are not touched.
  expect(waits(rates, { id: 'b', rate: 1 })).toBe(0);
  expect(waits(rates, { id: 'b', rate: 1 })).toBe(60);
  now += 999;
  expect(waits(rates, token)).toBe(1);
  now += 2;
  expect(waits(rates, token)).toBe(0);
  expect(waits(rates, token)).toBe(1);
});

test('who waits as long as told may ask, and nobody asks more than the rate', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), steps, (rate, pauses) => {
      let now = 0;
      const rates = new Rates(() => now);
      let allowed = 0;
      for (const pause of pauses) {
        now += pause;
        const seconds = waits(rates, { id: 'a', rate });
        if (seconds === 0) allowed++;
        else {
          now += 1000 * seconds;
          expect(waits(rates, { id: 'a', rate })).toBe(0);
          allowed++;
        }
      }
      expect(allowed).toBeLessThanOrEqual(rate + (rate * now) / 60_000 + 1e-6);
    }),
  );
});

test('room is given back', () => {
  const room = new Room(10);
  const leave = room.take(6);
  expect(() => room.take(5)).toThrow(TammesError);
  room.take(4)();
  leave();
  room.take(10);
  expect(() => room.take(1)).toThrow('at once');
});
