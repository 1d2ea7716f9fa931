/** How often the right person comes first, or among the first: the cumulative match characteristic, with intervals over people. */
import type { Estimate } from '../contract/index.ts';
import { numbered } from '../numbered.ts';
import type { Steps } from '../steps.ts';
import { compareHeads, type DrawOptions } from './compare-heads.ts';
import { honestShare } from './intervals.ts';

/** A search for somebody who is enrolled: `rank` 1 if the right person comes first. */
export interface RankedSearch {
  person: string;
  rank: number;
}

/**
 * Shares of searches whose own person is among the first `rank`, means over the deals; intervals by drawing people anew, the same in all
 * deals, as the searches of one person rise and fall together.
 * @param deals [deals][searches], at least one, none empty. @returns in the order of `ranks`, from 0 to 1.
 */
export function* rankShares(
  deals: readonly (readonly RankedSearch[])[],
  ranks: readonly number[],
  options: DrawOptions = {},
): Steps<Estimate[]> {
  const numberOf = numbered(deals.flat().map(({ person }) => person));
  const ready = deals.map((searches) =>
    searches.map(({ person, rank }) => ({ person: numberOf.get(person)!, rank })),
  );
  const measure = (times: ArrayLike<number>) => {
    const rows = ready.flatMap((searches) => {
      const total = searches.reduce((sum, { person }) => sum + times[person]!, 0);
      const within = (most: number) =>
        searches.reduce((sum, { person, rank }) => (rank <= most ? sum + times[person]! : sum), 0) / total;
      return total === 0 ? [] : [ranks.map(within)];
    });
    if (rows.length === 0) return null;
    return [{ figures: ranks.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length) }];
  };
  const { heads } = yield* compareHeads(numberOf.size, measure, options);
  return heads[0]!.map((share) => honestShare(share, numberOf.size));
}
