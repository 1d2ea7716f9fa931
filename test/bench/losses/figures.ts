/** What the scores of a head come to. */
import type { Interval } from '../../../src-shared/interval.ts';
import { shareInterval } from '../../../src-shared/recognition/index.ts';
import { mean, meanInterval } from '../statistics.ts';
import type { HeadScores, SeedScore } from './result.ts';

export interface Figures {
  /** Share of held-out faces that are named rightly, all seeds together, and its 95 % interval by Wilson. */
  top1: { share: number; interval: Interval };
  /** The same with one face of each person enrolled. */
  one: number;
  /** Share more than the pretrained head's on the same split: mean over seeds, half of its 95 % interval by Student. */
  gain: { mean: number; half: number };
  oneGain: { mean: number; half: number };
  /** Mean over seeds, degrees. */
  smallestAngle: number;
  /** Trained with every seed, and in the mean no worse than the pretrained head by more than the interval. */
  passes: boolean;
}

/** Null where training failed with every seed. */
export function figuresOf(head: HeadScores, pretrained: HeadScores): Figures | null {
  const { scores, failed } = head;
  if (scores.length === 0) return null;
  const right = total(scores, 'right');
  const of = total(scores, 'of');
  const gainOf = (count: 'right' | 'rightOfOne') =>
    meanInterval(
      scores.map((score) => {
        const base = pretrained.scores.find(({ seed }) => seed === score.seed)!;
        return (score[count] - base[count]) / score.of;
      }),
    );
  const gain = gainOf('right');
  return {
    top1: { share: right / of, interval: shareInterval(right, of) },
    one: total(scores, 'rightOfOne') / of,
    gain,
    oneGain: gainOf('rightOfOne'),
    smallestAngle: mean(scores.map(({ smallestAngle }) => smallestAngle)),
    passes: failed.length === 0 && gain.mean >= -gain.half,
  };
}

function total(scores: readonly SeedScore[], count: 'right' | 'rightOfOne' | 'of'): number {
  return scores.reduce((sum, score) => sum + score[count], 0);
}
