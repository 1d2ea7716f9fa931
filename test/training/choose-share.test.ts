import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseShare } from '../../src-shared/training/choose-share.ts';

const gains = (...rows: [share: number, gain: number, error: number][]) =>
  rows.map(([share, gain, error]) => ({ share, gain, error }));

test.each([
  ['nothing gains: the pretrained head', gains([0.1, -0.01, 0.001], [0.5, -0.1, 0.01]), 0],
  ['a gain that is no more than its error is none', gains([0.1, 0.004, 0.005], [0.5, 0.01, 0.01]), 0],
  [
    'the nearest to the start within an error of the best',
    gains([0.1, 0.01, 0.01], [0.3, 0.05, 0.02], [0.5, 0.06, 0.02]),
    0.3,
  ],
  [
    'the best if nothing before it comes near',
    gains([0.3, 0.01, 0.01], [0.7, 0.05, 0.01], [1, 0.02, 0.01]),
    0.7,
  ],
])('%s', (_, rows, expected) => {
  expect(chooseShare(rows)).toBe(expected);
});

test.each([
  [
    'as far as expected if nothing speaks against it',
    gains([0.1, 0, 0.01], [0.2, 0, 0.01], [0.5, 0, 0.01]),
    0.2,
  ],
  ['less far if that is clearly worse', gains([0.1, 0, 0.01], [0.2, -0.03, 0.01], [0.5, -0.1, 0.02]), 0.1],
  ['not at all if everything is', gains([0.1, -0.02, 0.01], [0.2, -0.05, 0.01], [0.5, -0.1, 0.02]), 0],
  ['further if that is clearly better', gains([0.1, 0, 0.01], [0.2, 0.01, 0.01], [0.5, 0.06, 0.02]), 0.5],
  ['no further for less than two errors', gains([0.1, 0, 0.01], [0.2, 0.01, 0.01], [0.5, 0.045, 0.02]), 0.2],
  ['no further for what may be chance', gains([0.1, 0, 0.01], [0.2, 0.01, 0.01], [0.5, 0.02, 0.02]), 0.2],
])('with 0.25 expected: %s', (_, rows, expected) => {
  expect(chooseShare(rows, 0.25)).toBe(expected);
});

test('it never goes further than the best share, and takes 0 or one that was tried', () => {
  const row = fc.record({
    gain: fc.double({ min: -1, max: 1, noNaN: true }),
    error: fc.double({ min: 0, max: 0.5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 10 }), (rows) => {
      const tried = rows.map((one, i) => ({ ...one, share: (i + 1) / rows.length }));
      const best = tried.reduce((a, b) => (b.gain > a.gain ? b : a));
      const chosen = chooseShare(tried);
      expect([0, ...tried.map(({ share }) => share)]).toContain(chosen);
      expect(chosen).toBeLessThanOrEqual(best.share);
      if (chosen > 0) expect(tried.find(({ share }) => share === chosen)!.gain).toBeGreaterThanOrEqual(0);
    }),
  );
});
