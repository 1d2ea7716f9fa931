import { expect, test } from 'vitest';
import { agreementOf } from './verdicts.ts';

test('verdicts are counted by what the test set says of them', () => {
  const verdicts = (
    [
      ['better', 0.03, 0.01],
      ['better', -0.001, 0.01],
      ['worse', -0.02, 0.01],
      ['worse', 0.01, 0.01],
      ['asGood', 0.01, 0.01],
      ['asGood', 0.03, 0.01],
      ['asGood', -0.03, 0.01],
      ['unknown', 0.3, 0.01],
    ] as const
  ).map(([standing, difference, error]) => ({ standing, difference, error }));
  expect(agreementOf(verdicts)).toEqual({
    said: 7,
    agree: 3,
    notBetter: 1,
    notWorse: 1,
    missedGain: 1,
    missedLoss: 1,
    silent: 1,
  });
});
