import { describe, expect, test } from 'vitest';
import { openSetCurve } from '../../src-shared/recognition/identify.ts';
import { openSetCurves } from '../../src-shared/recognition/open-set.ts';
import {
  pairEqualErrorThreshold,
  pairFigures,
  rankPairs,
} from '../../src-shared/recognition/ranked-pairs.ts';
import {
  areaUnder,
  equalErrorPoint,
  equalErrorRate,
  pointAtFalseAccept,
  rocCurve,
} from '../../src-shared/recognition/roc.ts';
import { finished } from '../../src-shared/steps.ts';
import golden from '../fixtures/curves.json' with { type: 'json' };

const { rates } = golden;
const cases = golden.cases.map((one) => ({ ...one, size: one.pairs.scores.length }));

/** Twelve digits of numbers up to one. */
function expectEqual(ours: readonly number[], theirs: readonly number[]) {
  expect(ours).toHaveLength(theirs.length);
  for (const [i, one] of ours.entries()) expect(one).toBeCloseTo(theirs[i]!, 12);
}

describe.each(cases)('of $size scores, many of them equal', ({ pairs, search }) => {
  const comparisons = pairs.scores.map((score, i) => ({ score, same: pairs.same[i]! }));

  test('the points of the ROC curve are those of scikit-learn', () => {
    const curve = rocCurve(comparisons);
    const [falseAccepts, trueAccepts, thresholds] = pairs.roc;
    expectEqual(
      curve.map(({ falseAccept }) => falseAccept),
      falseAccepts!,
    );
    expectEqual(
      curve.map(({ trueAccept }) => trueAccept),
      trueAccepts!,
    );
    // The first of all thresholds is infinite.
    expectEqual(
      curve.slice(1).map(({ threshold }) => threshold),
      thresholds!,
    );
  });

  test('AUC, EER and TAR at FAR are those of scikit-learn, on the curve and counted by people', () => {
    const curve = rocCurve(comparisons);
    const ranked = rankPairs(comparisons.map((one, i) => ({ ...one, people: [`${i}`, `${i}`] as const })));
    const figures = pairFigures(ranked, new Uint8Array(comparisons.length).fill(1), rates)!;
    expectEqual([areaUnder(curve), figures.auc], [pairs.auc, pairs.auc]);
    expectEqual([equalErrorRate(curve), figures.eer], [pairs.eer, pairs.eer]);
    expectEqual([pairEqualErrorThreshold(ranked)!], [equalErrorPoint(curve)!.threshold]);
    expectEqual(
      rates.map((rate) => pointAtFalseAccept(curve, rate).trueAccept),
      pairs.trueAccept,
    );
    expectEqual(
      figures.trueAccept.map(({ value }) => value),
      pairs.trueAccept,
    );
  });

  test('top-1, DIR at FAR and EER of a search are those of NumPy', () => {
    const { known, right, strangers } = search;
    const searches = {
      known: known.map((score, i) => ({ person: `${i}`, score, right: right[i]! })),
      strangers: strangers.map((score, i) => ({ person: `stranger ${i}`, score, right: false })),
    };
    const [head] = finished(openSetCurves([[searches]], rates, { draws: 0 })).heads;
    expectEqual([head!.top1.value, head!.eer.value], [search.top1, search.eer]);
    expectEqual(
      head!.detection.map(({ value }) => value),
      search.detection,
    );
    const curve = openSetCurve(
      known.map((best, i) => ({ best, rank: right[i] ? 1 : 2 })),
      strangers.map((best) => ({ best, rank: 2 })),
    );
    expectEqual([equalErrorRate(curve)], [search.eer]);
    expectEqual(
      rates.map((rate) => pointAtFalseAccept(curve, rate).trueAccept),
      search.detection,
    );
  });
});
