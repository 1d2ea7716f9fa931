import { describe, expect, test } from 'vitest';
import type { Interval } from '../../src-shared/interval.ts';
import type { OpenSetComparison, PairedFigure } from '../../src-shared/recognition/open-set.ts';
import { verdictOf } from '../../src-shared/recognition/verdict.ts';

const counts = { people: 50, strangers: 100, probes: 120, strangerPhotos: 200 };

function figure(difference: number, interval: Interval | null): PairedFigure {
  return { value: 0.9 + difference, base: 0.9, difference, interval };
}

/** A comparison whose every share moves by `gain`, and whose equal error rate falls by as much. */
function comparison(gain: number, half: number | null): OpenSetComparison {
  const up = figure(gain, half === null ? null : [gain - half, gain + half]);
  const down = figure(-gain, half === null ? null : [-gain - half, -gain + half]);
  return { top1: up, detection: [up, up, up], eer: down, counts };
}

const better = comparison(0.05, 0.01);
const same = comparison(0.001, 0.02);
const worse = comparison(-0.05, 0.01);
const vague = comparison(0.01, 0.2);

describe('the verdict on a trained head', () => {
  test.each([
    ['better everywhere', better, better, better, 'better', 'take'],
    ['better for people never seen, as good for these', same, better, same, 'better', 'take'],
    ['as good everywhere', same, same, same, 'asGood', 'noGain'],
    ['worse everywhere', worse, worse, worse, 'worse', 'keepPretrained'],
    ['worse for people never seen, as good for these', same, worse, same, 'worse', 'keepPretrained'],
    ['better for these, worse for others', better, worse, same, 'worse', 'takeForThese'],
    ['better for these, others cannot be judged', better, null, same, 'better', 'takeForThese'],
    ['better for others, worse for these', worse, better, same, 'worse', 'mixed'],
    ['better for these, worse with strangers', better, same, worse, 'worse', 'mixed'],
    ['nothing that could be judged', null, null, null, 'unknown', 'tooFew'],
    ['too little to see a difference', vague, vague, vague, 'unknown', 'tooFew'],
  ] as const)('%s', (_, trained, unseen, both, standing, advice) => {
    expect(verdictOf({ trained, unseen, both })).toMatchObject({ standing, advice });
  });

  test('says what it rests on: a fall of the equal error rate is a gain', () => {
    const { trained, strangers, unseen } = verdictOf({ trained: better, unseen: null, both: better });
    expect(trained).toEqual({ standing: 'better', figure: better.detection[1], counts });
    expect(strangers).toEqual({ standing: 'better', figure: better.eer, counts });
    expect(unseen).toEqual({ standing: 'unknown', figure: null, counts: null });
  });

  test('calls a difference unknown if its interval is not known', () => {
    const bare = comparison(0.05, null);
    expect(verdictOf({ trained: bare, unseen: bare, both: bare }).standing).toBe('unknown');
  });
});
