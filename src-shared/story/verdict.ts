import type { Claim } from './claim.ts';

export type Verdict = 'holds' | 'contradicted' | 'undecided';

/** What was measured says of a claim; undecided where its interval lies on both sides of what is expected. */
export function verdictOf({
  holds,
  value,
  interval,
  expected: { relation, bound },
}: Pick<Claim, 'holds' | 'value' | 'interval' | 'expected'>): Verdict {
  if (holds) return 'holds';
  const [lower, upper] = interval ?? [value, value];
  const isContradicted = relation === 'below' ? lower >= bound : upper <= bound;
  return isContradicted ? 'contradicted' : 'undecided';
}
