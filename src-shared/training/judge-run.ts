/** Chooses how far a head goes from the pretrained one, and says what it is worth there. */
import type { HeadVerdict, OpenSetMeasures, TrainSpec } from '../contract/index.ts';
import { normal } from '../interval.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  type OpenSetComparison,
  type PairedFigure,
  type PairedSearches,
  verdictOf,
} from '../recognition/index.ts';
import { chooseShare, type ShareGain } from './choose-share.ts';
import { type FoldSearches, type PairedFold, paired, searchFoldWith } from './fold-searches.ts';
import type { Head } from './head.ts';
import type { OpenSetFold } from './open-set-folds.ts';
import { partOfTheWay } from './part-way.ts';
import { expectedShare } from './recipes.ts';

/** Places between the pretrained head, which is 0, and the trained one. */
export const triedShares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1];
/** Draws of people for the interval of a single epoch or share, which there are many of. */
export const fewDraws = 200;

/** A fold, the head trained in it, and the searches of the pretrained head. */
export interface JudgedFold {
  fold: OpenSetFold;
  head: Head;
  base: FoldSearches;
}

/** Whether there is a way from the pretrained head to the trained one: they are of a size, and one began as the other. */
export function hasWay({ dim, init }: TrainSpec['head'], pretrained: Pick<Head, 'dim'>): boolean {
  return dim === pretrained.dim && init === 'pretrained';
}

/**
 * The verdict on a run from the heads of its folds: a stage that was trained on other people stands for the head itself.
 * Yields the part of the work that is done, from 0 to 1, after each share that was tried, so that others get their turn.
 *
 * @param labels and features of all samples.
 */
export function* judgeRun(
  spec: Pick<TrainSpec, 'loss' | 'select' | 'share' | 'head'>,
  folds: readonly JudgedFold[],
  pretrained: Head,
  labels: readonly number[],
  features: readonly Float32Array[],
): Generator<number, HeadVerdict, undefined> {
  const at = (share: number) =>
    folds.map(({ fold, head, base }) => {
      const there = hasWay(spec.head, pretrained) ? partOfTheWay(pretrained, head, share) : head;
      return paired(searchFoldWith(there, fold, labels, features), base);
    });
  const shares: ShareGain[] = [];
  if (spec.share === null && hasWay(spec.head, pretrained) && folds.length > 0) {
    for (const [i, share] of triedShares.entries()) {
      shares.push({ share, ...gainOf(selected(spec.select, compared(at(share), fewDraws))) });
      // The verdict itself is as much work again.
      yield (i + 1) / (triedShares.length + 1);
    }
  }
  const trained = [...new Set(folds.flatMap(({ fold }) => fold.train))];
  const people = new Set(trained.map((i) => labels[i]!)).size;
  const expected = expectedShare(spec.loss, { people, photos: trained.length });
  const share =
    shares.length > 0 ? chooseShare(shares, expected) : hasWay(spec.head, pretrained) ? (spec.share ?? 1) : 1;
  const searches = at(share);
  return {
    ...verdictOf({
      trained: comparison(searches.flatMap(({ trained }) => trained)),
      unseen: comparison(searches.flatMap(({ unseen }) => unseen)),
      both: comparison(all(searches)),
    }),
    share,
    shares,
    folds: folds.length,
    thresholds: thresholdsOf(all(searches)),
  };
}

/** What an epoch is judged by. @param folds at least one with somebody to search for. */
export function measuresOf(folds: readonly PairedFold[]): OpenSetMeasures {
  const { top1, detection, eer, counts } = compared(folds, fewDraws);
  return {
    top1,
    detection: detection.map((figure, i) => ({ falseAlarm: comparedFalseAlarms[i]!, ...figure })),
    eer,
    counts,
  };
}

/** The figure that epochs and shares are chosen by; the loss, which only epochs have, leaves DIR at FAR 1 %. */
export function selected(
  select: TrainSpec['select'],
  { top1, detection }: Pick<OpenSetComparison, 'top1' | 'detection'>,
): PairedFigure {
  if (select === 'top1') return top1;
  return detection[comparedFalseAlarms.indexOf(select === 'dir@10%' ? 0.1 : 0.01)]!;
}

/** A figure's gain over the pretrained head, with its standard error. */
export function gainOf({ difference, interval }: PairedFigure): Pick<ShareGain, 'gain' | 'error'> {
  // Where resampling left too little to tell, no gain is sure.
  if (interval === null) return { gain: difference, error: Math.abs(difference) };
  return { gain: difference, error: (interval[1] - interval[0]) / (2 * normal) };
}

function all(folds: readonly PairedFold[]): PairedSearches[] {
  return folds.flatMap(({ trained, unseen }) => [...trained, ...unseen]);
}

function compared(folds: readonly PairedFold[], draws: number): OpenSetComparison {
  return compareOpenSet(all(folds), { draws });
}

function comparison(deals: readonly PairedSearches[]): OpenSetComparison | null {
  return deals.length === 0 ? null : compareOpenSet(deals);
}

/** The cosine, in the mean over deals, that a share of the strangers at most comes over. */
function thresholdsOf(deals: readonly PairedSearches[]): HeadVerdict['thresholds'] {
  if (deals.length === 0) return [];
  const scores = deals.map(({ head }) => head.strangers.map(({ score }) => score).sort((a, b) => b - a));
  return comparedFalseAlarms.map((rate) => {
    // The first that is not let through; a rate such as 0.1 is seldom a binary fraction.
    const stopped = scores.map((list) => list[Math.floor(rate * list.length * (1 + 1e-12))]!);
    return { rate, cosine: stopped.reduce((sum, score) => sum + score, 0) / deals.length };
  });
}
