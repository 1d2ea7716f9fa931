/**
 * How likely it is that a face has a wrong name, from how much nearer it is to another person than to its own (its excess). As in
 * confident learning (Northcutt, Jiang and Chuang 2021, "Confident learning: estimating uncertainty in dataset labels") the faces
 * themselves say what is usual; as in the two-groups model of false discovery rates (Efron 2008, "Microarrays, empirical Bayes and
 * the two-groups model") nothing is assumed of how their excesses are distributed.
 */

/** With fewer faces nobody can say what is usual. */
const fewest = 10;

export interface WrongNames {
  /** Estimated share of faces with a wrong name. */
  share: number;
  /** @param excess cosine with the nearest other person less that with the own person's other faces. */
  probabilityOf(excess: number): number;
}

/**
 * Learns from a gallery what wrong names look like. Each face under a name drawn at random is wrong for certain: that is how wrong
 * names are distributed. Of the faces as they are named few that are right reach the median of these, so that twice the share which
 * does is the share of wrong names. Half a face more is counted: that none of a few wrong names reaches the median is no wonder, and must
 * not make a face that is plainly wrong a sure one. From both follows how many of the k highest excesses are wrong, and by isotonic regression
 * how likely each is.
 *
 * @param named excess of each face under its name. @param misnamed of faces under other names.
 * @returns null if there are too few faces.
 */
export function learnWrongNames(named: readonly number[], misnamed: readonly number[]): WrongNames | null {
  if (named.length < fewest || misnamed.length < fewest) return null;
  const falling = Float64Array.from(named).sort().reverse();
  const wrong = Float64Array.from(misnamed).sort().reverse();
  const median = wrong[Math.floor(wrong.length / 2)]!;
  const share = Math.min(1, (2 * (countFrom(falling, median) + 0.5)) / falling.length);
  /** How many of the k faces with the highest excess are wrong: no more than all of them. */
  const wrongAmong = (k: number) =>
    k === 0 ? 0 : Math.min(k, (falling.length * share * countFrom(wrong, falling[k - 1]!)) / wrong.length);
  const steps = Array.from(falling, (_, k) => wrongAmong(k + 1) - wrongAmong(k));
  const probabilities = fallingFit(steps);
  return {
    share,
    probabilityOf(excess) {
      const place = Math.max(0, countFrom(falling, excess) - 1);
      return Math.min(1, probabilities[place]!);
    },
  };
}

/** How many of falling numbers are at least a value. */
function countFrom(falling: Float64Array, value: number): number {
  let [from, to] = [0, falling.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (falling[middle]! >= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The nearest sequence that never rises, by least squares (pool adjacent violators; Barlow and others 1972). */
function fallingFit(values: readonly number[]): Float64Array {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, count: 1 };
    for (
      let last = pools.at(-1);
      last !== undefined && last.sum * pool.count < pool.sum * last.count;
      last = pools.at(-1)
    ) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  return Float64Array.from(pools.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count)));
}
