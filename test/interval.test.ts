import { expect, test } from 'vitest';
import { normal, normalExceeded } from '../src-shared/interval.ts';

test('normal deviates are those that so large a share exceeds', () => {
  // Of tables, to the digits that they give.
  for (const [share, deviate] of [
    [0.5, 0],
    [0.1, 1.28155],
    [0.025, normal],
    [0.001, 3.09023],
    [1e-6, 4.75342],
  ] as const)
    expect(Math.abs(normalExceeded(share) - deviate)).toBeLessThan(5e-4);
});
