import { expect, test } from 'vitest';
import { type Claim, verdictOf } from '../../src-shared/story/index.ts';

test.each([
  [0.5, [0.2, 0.8], true, 'holds'],
  [0.5, [0.2, 1.2], false, 'undecided'],
  [1.5, [1.2, 1.8], false, 'contradicted'],
  [1.5, null, false, 'contradicted'],
] as const)('a number of %d within %j, expected below 1: %s means %s', (value, interval, holds, verdict) => {
  const claim = { holds, value, interval, expected: { relation: 'below', bound: 1 } };
  expect(verdictOf(claim as unknown as Claim)).toBe(verdict);
});
