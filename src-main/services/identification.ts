/** Holdout and open-set identification over repeated random draws. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  DescribeOptions,
  HoldoutEvaluation,
  OpenSetEvaluation,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import {
  countSearches,
  equalErrorPoint,
  honestShare,
  type OpenSetSearches,
  openSetCurve,
  openSetCurves,
  pointAtFalseAccept,
  type RankedSearch,
  rankShares,
  ranksAmong,
  scoredSearches,
  searchAll,
  shareWithin,
} from '../../src-shared/recognition/index.ts';
import { embedFound, type Head } from '../../src-shared/training/index.ts';
import { currentBackbone } from '../store/backbones.ts';
import { listHeads } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { type CalibrationDraw, summariseCalibration, testCalibration } from './calibration-trial.ts';
import type { DescribeProgress } from './central-faces.ts';
import { drawPhotos, fewestPeople, mean, refuseFew } from './draws.ts';
import { inSteps } from './in-steps.ts';
import { facesOfFolder, type LabelledPhotos, libraryPhotos } from './labelled-photos.ts';

/** Shares of strangers taken for somebody at which the detection and identification rate is reported. */
const falseAlarms = [0.1, 0.01] as const;

/** What to search, and how. */
export interface Identification {
  /** Folder of labelled photos; null: the library's labelled faces. */
  images: string | null;
  head: { id: number; name: string; head: Head };
  /** For the photos of a folder. */
  options: DescribeOptions;
  /** Photos of each person that are enrolled. */
  each: number;
  /** Number of random draws, with the seeds 1 to this. */
  draws: number;
  /** Only people of the library whom the head was not trained on. */
  isUnseen: boolean;
}

interface Watch {
  onProgress?: (progress: DescribeProgress) => void;
  signal?: AbortSignal;
}

/**
 * Identification of people who are all enrolled: some photos of each, drawn at random, are the gallery, the others probes.
 *
 * @throws TammesError 'too-few-people' or 'bad-input' if there is nothing to search, or 'cancelled'.
 */
export async function evaluateHoldout(
  store: Store,
  pool: VisionPool,
  wanted: Identification,
  watch: Watch,
): Promise<HoldoutEvaluation> {
  const started = performance.now();
  const photos = await photosOf(store, pool, { ...wanted, unknown: 0 }, watch);
  const ranks = ranksAmong(new Set(photos.photos.map(({ person }) => person)).size);
  const searches: RankedSearch[][] = [];
  const draws = await drawAll(photos, { ...wanted, unknown: 0 }, watch, ({ seed, people, probes, known }) => {
    searches.push(known.map(({ rank }, i) => ({ ...probes[i]!, rank })));
    return { seed, people, probes: probes.length, within: ranks.map((rank) => shareWithin(known, rank)) };
  });
  const shares = await inSteps(rankShares(searches, ranks), { signal: watch.signal });
  return {
    protocol: 'holdout',
    ...commonOf(photos, wanted),
    within: ranks.map((rank, i) => ({ rank, ...shares[i]! })),
    draws,
    seconds: (performance.now() - started) / 1000,
  };
}

/**
 * Identification with strangers: a share of the people is never enrolled and should be rejected.
 *
 * @throws TammesError as `evaluateHoldout`.
 */
export async function evaluateOpenSet(
  store: Store,
  pool: VisionPool,
  wanted: Identification & { unknown: number },
  watch: Watch,
): Promise<OpenSetEvaluation> {
  const started = performance.now();
  const photos = await photosOf(store, pool, wanted, watch);
  const calibrations: CalibrationDraw[] = [];
  const isBuiltIn = currentBackbone(store.db).id === 0;
  const isTrained = listHeads(store.db).some(({ id, runId }) => id === wanted.head.id && runId !== null);
  const { dim } = wanted.head.head;
  const searches: OpenSetSearches[] = [];
  const draws = await drawAll(photos, wanted, watch, async (draw) => {
    const { seed, people, enrolled, probes, strangers, known, unknown } = draw;
    const curve = openSetCurve(known, unknown);
    searches.push({
      known: scoredSearches(probes, known),
      strangers: scoredSearches(strangers, unknown),
    });
    calibrations.push(
      await testCalibration({ enrolled, known, strangers: unknown }, dim, isBuiltIn && !isTrained),
    );
    return {
      ...{ seed, people, probes: probes.length, strangers: strangers.length },
      detection: falseAlarms.map((rate) => {
        const { trueAccept, threshold } = pointAtFalseAccept(curve, rate);
        return { rate: trueAccept, threshold: Number.isFinite(threshold) ? threshold : null };
      }),
      eer: equalErrorPoint(curve),
    };
  });
  const figures = await inSteps(
    openSetCurves(
      searches.map((one) => [one]),
      falseAlarms,
    ),
    { signal: watch.signal },
  );
  const { detection, eer } = figures.heads[0]!;
  const counted = countSearches(searches);
  const people = Math.min(counted.people, counted.strangers);
  const balanced = draws.flatMap(({ eer }) => (eer === null ? [] : [eer]));
  return {
    protocol: 'open-set',
    ...commonOf(photos, wanted),
    unknown: wanted.unknown,
    detection: falseAlarms.map((falseAlarm, i) => {
      const points = draws.map(({ detection }) => detection[i]!);
      const thresholds = points.flatMap(({ threshold }) => threshold ?? []);
      return {
        falseAlarm,
        ...honestShare(detection[i]!, people),
        threshold: thresholds.length === 0 ? null : mean(thresholds),
      };
    }),
    eer:
      balanced.length < draws.length
        ? null
        : {
            ...honestShare(eer, people),
            threshold: mean(balanced.map(({ threshold }) => threshold)),
          },
    calibration: summariseCalibration(calibrations),
    draws,
    seconds: (performance.now() - started) / 1000,
  };
}

function photosOf(
  store: Store,
  pool: VisionPool,
  { images, head, options, isUnseen, unknown }: Identification & { unknown: number },
  watch: Watch,
): Promise<LabelledPhotos> {
  const fewest = isUnseen ? fewestPeople(unknown) : null;
  return images === null
    ? libraryPhotos(store, head.id, fewest)
    : facesOfFolder(store, pool, images, options, watch);
}

type Searches = ReturnType<typeof searchAll>;

/** Deals the photos as often as wanted, and searches each time. */
async function drawAll<T>(
  { photos }: LabelledPhotos,
  { head, each, unknown, draws }: Identification & { unknown: number },
  { signal }: Watch,
  judge: (draw: {
    seed: number;
    people: number;
    probes: readonly { person: string }[];
    strangers: readonly { person: string }[];
    enrolled: readonly { person: string; embedding: Float32Array | null }[];
    known: Searches;
    unknown: Searches;
  }) => T | Promise<T>,
): Promise<T[]> {
  refuseFew(photos, { each, unknown });
  const embeddings = embedFound(
    head.head,
    photos.map(({ feature }) => feature),
  );
  const faceOf = (i: number) => ({ person: photos[i]!.person, embedding: embeddings[i]! });
  const results: T[] = [];
  for (let seed = 1; seed <= draws; seed++) {
    await nextTurn();
    if (signal?.aborted) {
      throw new TammesError('draws-cancelled', { done: seed - 1, total: draws });
    }
    const { enrolled, probes, strangers } = drawPhotos(photos, { each, unknown }, seed);
    const [gallery, searched, unknowns] = [enrolled.map(faceOf), probes.map(faceOf), strangers.map(faceOf)];
    results.push(
      await judge({
        seed,
        people: new Set(gallery.map(({ person }) => person)).size,
        probes: searched,
        strangers: unknowns,
        enrolled: gallery,
        known: searchAll(gallery, searched),
        unknown: searchAll(gallery, unknowns),
      }),
    );
  }
  return results;
}

function commonOf(
  { photos, ...found }: LabelledPhotos,
  { head, images, options, each, isUnseen }: Identification,
) {
  return {
    head: head.name,
    images,
    options,
    people: new Set(photos.map(({ person }) => person)).size,
    photos: photos.length,
    each,
    unseen: isUnseen,
    ...found,
    trainedOn: photos.filter(({ mayProbe }) => !mayProbe).length,
  };
}
