/** How often the right person comes first, or among the first: the cumulative match characteristic, with intervals over people. */
import type { Estimate } from '../contract/index.ts';
import { numbered } from '../numbered.ts';
import type { Steps } from '../steps.ts';
import { type ComparedHeads, compareHeads, type DrawOptions } from './compare-heads.ts';
import { honestShare } from './intervals.ts';

/** A search for somebody who is enrolled: `rank` 1 if the right person comes first. */
export interface RankedSearch {
  person: string;
  rank: number;
}

/** The last rank that is told of. */
const lastRank = 20;
/** Among the first five is always told. */
const toldAnyway = 5;

/** Ranks that are told of a search among so many people: beyond these all would be found. */
export const ranksAmong = (people: number): number[] =>
  Array.from({ length: Math.max(toldAnyway, Math.min(people, lastRank)) }, (_, i) => i + 1);

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
  const people = new Set(deals.flat().map(({ person }) => person)).size;
  const { heads } = yield* compareRanks(
    deals.map((searches) => [searches]),
    ranks,
    options,
  );
  return heads[0]!.map((share) => honestShare(share, people));
}

/**
 * The same of several heads that search for the same photos, and what they differ from the first.
 * @param deals [deals][heads][searches], at least one, none empty. @returns figures in the order of `ranks`.
 */
export function* compareRanks(
  deals: readonly (readonly (readonly RankedSearch[])[])[],
  ranks: readonly number[],
  options: DrawOptions = {},
): Steps<ComparedHeads> {
  const numberOf = numbered(deals.flatMap(([first]) => first!.map(({ person }) => person)));
  const ready = deals.map((heads) =>
    heads.map((searches) => searches.map(({ person, rank }) => ({ person: numberOf.get(person)!, rank }))),
  );
  const last = Math.max(...ranks);
  const measure = (times: ArrayLike<number>) => {
    const rows = ready.flatMap((heads) => {
      const total = heads[0]!.reduce((sum, { person }) => sum + times[person]!, 0);
      const within = (searches: (typeof heads)[number]) => {
        const upTo = new Float64Array(last + 1);
        for (const { person, rank } of searches) if (rank <= last) upTo[rank]! += times[person]!;
        for (let rank = 1; rank <= last; rank++) upTo[rank]! += upTo[rank - 1]!;
        return ranks.map((most) => upTo[most]! / total);
      };
      return total === 0 ? [] : [heads.map(within)];
    });
    if (rows.length === 0) return null;
    const mean = (h: number, i: number) => rows.reduce((sum, row) => sum + row[h]![i]!, 0) / rows.length;
    return rows[0]!.map((_, h) => ({ figures: ranks.map((_, i) => mean(h, i)) }));
  };
  return yield* compareHeads(numberOf.size, measure, options);
}
