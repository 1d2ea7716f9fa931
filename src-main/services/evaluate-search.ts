/** Searches people among strangers with several heads, on the same deals. */
import type { SearchResult } from '../../src-shared/contract/index.ts';
import {
  countableRates,
  countSearches,
  type Deal,
  type Draws,
  equalErrorPoint,
  type FoundSearch,
  honestDifference,
  honestShare,
  type OpenSetCurve,
  openSetCurve,
  openSetCurves,
  pairHistogram,
  pointAtFalseAccept,
  scoredSearches,
  searchAll,
} from '../../src-shared/recognition/index.ts';
import type { PairingPart } from '../store/pairing.ts';
import {
  type CalibrationDraw,
  reliabilityOfDraws,
  summariseCalibration,
  testCalibration,
} from './calibration-trial.ts';
import { hashOfDeal, pairingPart } from './compare-evaluations.ts';
import { mean } from './draws.ts';
import {
  confusionsOf,
  type Details,
  failedSearches,
  failuresOf,
  pairOfSearch,
  searchSamples,
} from './evaluate-details.ts';
import {
  type DrawnSearch,
  type EvaluatedHead,
  type JudgedFace,
  type Tell,
  toldSteps,
} from './evaluated-heads.ts';
import { sampledBins } from './histogram-samples.ts';

/** Of the work, what searching takes; the rest are intervals. */
const searching = 0.7;
/** The rate at which a library usually recognises. */
const usualRate = 0.01;

/** @param deals at least one, each with probes and strangers. */
export async function evaluateSearch(
  faces: readonly JudgedFace[],
  heads: readonly EvaluatedHead[],
  deals: readonly Deal[],
  tell: Tell,
): Promise<{ search: SearchResult; pairing: PairingPart }> {
  const searched: DrawnSearch[][] = heads.map(() => []);
  const calibrated: CalibrationDraw[][] = heads.map(() => []);
  for (const [d, { enrolled, probes, strangers }] of deals.entries()) {
    for (const [h, { embeddings, dim, isPretrained }] of heads.entries()) {
      const faceOf = (i: number) => ({ person: faces[i]!.person, embedding: embeddings[i] ?? null });
      const gallery = enrolled.map(faceOf);
      const known = searchAll(gallery, probes.map(faceOf));
      const alarms = searchAll(gallery, strangers.map(faceOf));
      searched[h]!.push({ enrolled, probes, strangers, known, unknown: alarms });
      calibrated[h]!.push(
        await testCalibration({ enrolled: gallery, known, strangers: alarms }, dim, isPretrained),
      );
      tell((searching * (heads.length * d + h + 1)) / (heads.length * deals.length));
    }
  }
  const least = searched[0]!.reduce((few, { strangers }) => Math.min(few, strangers.length), Infinity);
  const rates = countableRates(least);
  const scored = searched.map((draws) => draws.map((draw) => scoredOf(faces, draw)));
  const curves = toldSteps(
    openSetCurves(
      scored[0]!.map((_, draw) => scored.map((ofHead) => ofHead[draw]!)),
      rates,
    ),
    (share) => tell(searching + (1 - searching) * share),
  );
  const counts = { ...countSearches(scored[0]!), leastStrangerPhotos: least };
  const people = Math.min(counts.people, counts.strangers);
  const withRates = <T>(figures: readonly T[]) => figures.map((one, k) => ({ rate: rates[k]!, ...one }));
  const search: SearchResult = {
    counts,
    heads: curves.heads.map(({ top1, eer, detection }, h) => {
      const thresholds = thresholdsOf(searched[h]!, rates);
      const threshold = thresholds[rates.findLastIndex((rate) => rate >= usualRate)] ?? null;
      const details = { faces, embeddings: heads[h]!.embeddings, draws: searched[h]!, threshold };
      const balance = balanceOf(searched[h]!);
      const [balanced, ...failed] = failedSearches(details, [balance, ...thresholds]);
      const points = detection.map((figure, k) => ({
        ...honestShare(figure, people),
        threshold: thresholds[k]!,
        failed: failed[k]!,
      }));
      const bins = histogramOf(searched[h]!, threshold);
      return {
        top1: honestShare(top1, people),
        ...{ top5: null, ranks: null },
        eer: honestShare(eer, people),
        eerAt: balance === null ? null : { threshold: balance, failed: balanced! },
        points: withRates(points),
        histogram: { ...bins, threshold, samples: searchSamples(details, bins) },
        calibration: calibrationOf(details, calibrated[h]!),
        failures: failuresOf(details),
        confusions: confusionsOf(details),
      };
    }),
    differences: curves.differences.map(({ top1, eer, detection }) => ({
      top1: honestDifference(top1, people),
      top5: null,
      eer: honestDifference(eer, people),
      points: withRates(detection.map((figure) => honestDifference(figure, people))),
    })),
  };
  return { search, pairing: pairingOf(faces, searched[0]!, rates, curves.drawn, people) };
}

function pairingOf(
  faces: readonly JudgedFace[],
  draws: readonly DrawnSearch[],
  rates: readonly number[],
  heads: readonly OpenSetCurve<Draws>[],
  people: number,
): PairingPart {
  const dealt = draws.map(({ enrolled, probes, strangers }) => [enrolled, probes, strangers]);
  return pairingPart(hashOfDeal(faces, dealt), people, [
    ...rates.map((at, k) => {
      const drawn = heads.map(({ detection }) => detection[k]!);
      return { name: 'DIR' as const, at, drawn };
    }),
    { name: 'top1', at: null, drawn: heads.map(({ top1 }) => top1) },
    { name: 'eer', at: null, drawn: heads.map(({ eer }) => eer) },
  ]);
}

function scoredOf(faces: readonly JudgedFace[], { probes, strangers, known, unknown }: DrawnSearch) {
  const at = (places: readonly number[]) => places.map((i) => faces[i]!);
  return {
    known: scoredSearches(at(probes), known),
    strangers: scoredSearches(at(strangers), unknown),
  };
}

/** The threshold at which both errors are equal: the mean over the draws in which there is one. */
function balanceOf(draws: readonly DrawnSearch[]): number | null {
  const found = draws.flatMap(
    ({ known, unknown }) => equalErrorPoint(openSetCurve(known, unknown))?.threshold ?? [],
  );
  return found.length === 0 ? null : mean(found);
}

/** The mean over the draws in which there is one, at each rate. */
function thresholdsOf(draws: readonly DrawnSearch[], rates: readonly number[]): (number | null)[] {
  const curves = draws.map(({ known, unknown }) => openSetCurve(known, unknown));
  return rates.map((rate) => {
    const found = curves.map((curve) => pointAtFalseAccept(curve, rate).threshold).filter(Number.isFinite);
    return found.length === 0 ? null : mean(found);
  });
}

/** Best scores: of probes whose own person came first, and of strangers. */
function histogramOf(draws: readonly DrawnSearch[], threshold: number | null) {
  const scores = (searches: readonly FoundSearch[]) => searches.flatMap(({ best }) => best ?? []);
  const same = draws.flatMap(({ known }) => scores(known.filter(({ rank }) => rank === 1)));
  const different = draws.flatMap(({ unknown }) => scores(unknown));
  const kinds = { same: Float32Array.from(same), different: Float32Array.from(different) };
  return pairHistogram(kinds, threshold ?? 1);
}

function calibrationOf(details: Details, draws: readonly CalibrationDraw[]) {
  const { ece } = summariseCalibration(draws);
  const reliability = reliabilityOfDraws(draws);
  if (ece === null || reliability === null) return null;
  return { ece, bins: sampledBins(reliability.bins, (one) => pairOfSearch(details, one)) };
}
