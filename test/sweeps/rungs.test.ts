import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTrials, nextTrials, rungsOf, type Trial } from '../../src-shared/sweeps/index.ts';

const keyOf = ({ candidate, seed }: Trial) => `${candidate} ${seed}`;

test.each([
  [
    25,
    5,
    [
      [25, 1],
      [13, 3],
      [7, 5],
    ],
    65,
  ],
  [
    25,
    2,
    [
      [25, 1],
      [13, 2],
    ],
    38,
  ],
  [
    3,
    16,
    [
      [3, 4],
      [2, 8],
      [1, 16],
    ],
    12 + 8 + 8,
  ],
  [1, 4, [[1, 4]], 4],
])('halving %i candidates with %i seeds', (candidates, seeds, expected, trials) => {
  const rungs = rungsOf({ method: 'halving', seeds }, candidates);
  expect(rungs.map((rung) => [rung.candidates, rung.seeds])).toEqual(expected);
  expect(countTrials(rungs)).toBe(trials);
});

test('one seed leaves nothing to halve', () => {
  expect(() => rungsOf({ method: 'halving', seeds: 1 }, 5)).toThrow(
    expect.objectContaining({ problem: 'sweep-halving-one-seed' }),
  );
});

test('whenever it is stopped, a sweep makes the same trials, each once, and as many as were told before', () => {
  const plans = fc.record({
    method: fc.constantFrom('grid' as const, 'halving' as const),
    candidates: fc.integer({ min: 1, max: 12 }),
    seeds: fc.integer({ min: 2, max: 9 }),
    stops: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(plans, ({ method, candidates, seeds, stops }) => {
      const rungs = rungsOf({ method, seeds }, candidates);
      const made = (pauses: readonly number[]) => {
        const done = new Set<string>();
        // By what is done with the first so many seeds, as a sweep ranks.
        const ranked = (among: readonly number[], upTo: number) =>
          among.toSorted((a, b) => (((a + upTo) * 7) % 5) - (((b + upTo) * 7) % 5) || a - b);
        const rest = [...pauses];
        for (;;) {
          const next = nextTrials(rungs, (trial) => done.has(keyOf(trial)), ranked);
          if (next.length === 0) return done;
          for (const trial of next.slice(0, rest.shift() ?? next.length)) done.add(keyOf(trial));
        }
      };
      const whole = made([]);
      expect(whole.size).toBe(countTrials(rungs));
      expect([...made(stops)].sort()).toEqual([...whole].sort());
    }),
  );
});
