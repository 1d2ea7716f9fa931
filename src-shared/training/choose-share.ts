/** What a share of the way gained over the pretrained head on photos and people that were kept out. */
export interface ShareGain {
  share: number;
  /** Mean difference of the measure that is selected by. */
  gain: number;
  /** Standard error of that mean over people. */
  error: number;
}

/**
 * The share of the way to take. The best gain of a dozen noisy ones promises too much, so that the nearest to the start is
 * taken that is no more than a standard error under it (Breiman, Friedman, Olshen and Stone 1984, "Classification and
 * Regression Trees", section 3.4.3), and none at all unless the best one is over zero by more than its standard error.
 *
 * @param gains of shares above 0, in rising order.
 */
export function chooseShare(gains: readonly ShareGain[]): number {
  const best = gains.reduce((a, b) => (b.gain > a.gain ? b : a), { share: 0, gain: 0, error: 0 });
  if (best.gain <= best.error) return 0;
  return gains.find(({ gain }) => gain >= best.gain - best.error)!.share;
}
