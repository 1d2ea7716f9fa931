/** What a share of the way gained over the pretrained head on photos and people that were kept out. */
export interface ShareGain {
  share: number;
  /** Mean difference of the measure that is selected by. */
  gain: number;
  /** Standard error of that mean over people. */
  error: number;
}

/** A share beyond the expected one must be better by as many errors: one fold of a dozen people praises shares by chance. */
const beyond = 2;
/** A share is given up if it falls short of the pretrained head by more than this part of the error. */
const tolerated = 0.5;

/**
 * The share of the way to take. The few people who can be kept out tell a loss that harms from one that does not, but seldom
 * which share is best: the furthest one up to `expected` is taken that is not clearly worse than the pretrained head. A share
 * beyond is taken only if the best of all is clearly better, and then the nearest that is no more than a standard error under
 * it, as the best of a dozen noisy ones promises too much (Breiman, Friedman, Olshen and Stone 1984, "Classification and
 * Regression Trees", section 3.4.3).
 *
 * @param gains of shares above 0, in rising order.
 * @param expected what the loss's recipe expects, see `expectedShare`.
 */
export function chooseShare(gains: readonly ShareGain[], expected = 0): number {
  const safe = gains.findLast(
    ({ share, gain, error }) => share <= expected && gain >= -tolerated * error,
  ) ?? { share: 0, gain: 0 };
  const best = gains.reduce((a, b) => (b.gain > a.gain ? b : a), { share: 0, gain: 0, error: 0 });
  if (best.gain <= beyond * best.error || best.gain - safe.gain <= beyond * best.error) return safe.share;
  return Math.max(safe.share, gains.find(({ gain }) => gain >= best.gain - best.error)!.share);
}
