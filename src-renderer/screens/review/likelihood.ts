/** How likely it is that a face is somebody's, in steps that words are for. */
export type Likelihood = 'almostSure' | 'veryLikely' | 'likely' | 'maybe';

/** The step of a probability; where it is not known, that of whether strangers seldom come so near. */
export function likelihoodOf(probability: number | null, sure = false): Likelihood {
  if (probability === null) return sure ? 'veryLikely' : 'maybe';
  if (probability >= 0.99) return 'almostSure';
  if (probability >= 0.9) return 'veryLikely';
  return probability >= 0.6 ? 'likely' : 'maybe';
}

/** Whole percent, but never quite sure; empty if it is not known. */
export function percentOf(probability: number | null): string {
  if (probability === null) return '';
  return `${Math.min(99, Math.max(1, Math.round(100 * probability)))} %`;
}
