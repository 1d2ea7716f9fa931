export { type Calibration, calibrate, type Fallback } from './calibration.ts';
export { type Draws, pairedDifference } from './compare-heads.ts';
export { type Deal, type DealtPhoto, deal } from './deal.ts';
export type { FaceScores, ScoredFace } from './face-scores.ts';
export { fallbacks, pairFallbacks } from './fallbacks.ts';
export { foldAccuracies } from './fold-accuracies.ts';
export { cosine, Gallery, type GalleryChanges, meanDirection } from './gallery.ts';
export { GalleryScores } from './gallery-scores.ts';
export { bandNames, bandOf, type GroupingKind, groupingKinds } from './group-bands.ts';
export {
  fewestPeople,
  type GroupTallies,
  groupFigures,
} from './groups.ts';
export { type FoundSearch, openSetCurve, searchAll, shareWithin } from './identify.ts';
export { honestDifference, honestShare, shareInterval } from './intervals.ts';
export {
  comparedFalseAlarms,
  compareOpenSet,
  countSearches,
  type OpenSetComparison,
  type OpenSetCurve,
  openSetCurves,
  openSetFigures,
  type PairedFigure,
  type PairedSearches,
  scoredSearches,
  searchOpenSet,
} from './open-set.ts';
export { pairCurves, pairReliability } from './pair-curves.ts';
export { asFaceScores, binOf, dealPairs, type PairScores, pairHistogram, pairScores } from './pair-scores.ts';
export { type Pair, type PairPhoto, parsePairs } from './pairs.ts';
export { openSetPrior, outcomesOf, type Prediction, type Reliability, reliabilityOf } from './probability.ts';
export { compareRanks, type RankedSearch, rankShares, ranksAmong } from './rank-shares.ts';
export {
  pairEqualErrorThreshold,
  pairFigures,
  pairThresholds,
  type RankedPairs,
  rankPairs,
} from './ranked-pairs.ts';
export type { OpenSetSearches } from './ranked-searches.ts';
export { citedRates, countableRates, neededFor, rareRates, tabledRates } from './rates.ts';
export { equalErrorPoint, pointAtFalseAccept } from './roc.ts';
export {
  parseTemplatePairs,
  parseTemplates,
  type TemplatePairs,
  type TemplateRows,
  templateEmbeddings,
} from './templates.ts';
export {
  byCosine,
  type GalleryEngine,
  type Neighbour,
  refuseWrong,
  type VectorIndex,
} from './vector-index.ts';
export { standingBy, verdictOf } from './verdict.ts';
export { verify } from './verify.ts';
export { learnWrongNames, type WrongNames } from './wrong-names.ts';
