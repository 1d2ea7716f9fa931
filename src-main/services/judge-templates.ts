/** Judges heads by pairs of templates that were described before: what a thread of its own does, as it takes minutes. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  EvaluatedPair,
  EvaluationResult,
  OutsideSettings,
  PairsResult,
} from '../../src-shared/contract/index.ts';
import {
  countableRates,
  pairCurves,
  pairHistogram,
  pairReliability,
  rareRates,
  templateEmbeddings,
} from '../../src-shared/recognition/index.ts';
import { decodeHead, embedFound } from '../../src-shared/training/index.ts';
import { facesIn } from '../store/evaluation-faces.ts';
import { anyHead, headData } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';
import { pairingPart } from './compare-evaluations.ts';
import type { Evaluated } from './evaluate-library.ts';
import { mostLost } from './evaluate-outside.ts';
import { type Tell, toldSteps } from './evaluated-heads.ts';
import { sampledBins, samplesOf } from './histogram-samples.ts';
import {
  peopleOf,
  type RankedTemplates,
  rankTemplates,
  sampledPairs,
  scoresOf,
  seenOf,
  sortedPairs,
} from './ranked-templates.ts';
import { hardestOf, ratedPairs } from './rated-pairs.ts';
import type { TemplateSet } from './template-lists.ts';

/** In typed arrays and long texts: there may be half a million photos, and 16 million pairs. */
export interface TemplatesTask {
  /** The first is the one that the others are compared with. */
  headIds: readonly number[];
  /** As they are kept. */
  settings: Extract<OutsideSettings, { protocol: 'templates' }>;
  set: TemplateSet;
  /** What the backbone says of the photos, in the order of their names. */
  photos: {
    folder: string;
    /** 1: there is a face. */
    isFound: Uint8Array<ArrayBuffer>;
    features: Float32Array<ArrayBuffer>;
    /** A line each, empty without a face. */
    fingerprints: string;
  };
}

/** Draws of people for an interval; of so many pairs that each takes a second, fewer. */
const drawsFor = (pairs: number) => (pairs > 2e6 ? 200 : 1000);
/** The share of the work that making and ranking scores takes, and of that what the embeddings take; the rest are intervals. */
const [rankingShare, embeddingShare] = [0.2, 0.3];
/** A template's face is none of the library's. */
const faceOf = (template: number) => -1 - template;

/**
 * Tells pairs of templates apart with each head, the same pairs for all. Who is who is not in such lists: templates of one person are those
 * that pairs of one person join, and intervals are over these people.
 */
export async function judgeTemplates(
  db: Database,
  { headIds, settings, set, photos }: TemplatesTask,
  tell: Tell,
): Promise<Evaluated> {
  const started = performance.now();
  const { pairs, rows } = set;
  const features = featuresOf(photos);
  const people = peopleOf(pairs, rows.numbers.length);
  const infos = headIds.map((id) => anyHead(db, id));
  /** Templates with a face. */
  let found: boolean[] = [];
  const ranked = infos.map(({ id, name }, h) => {
    const embedded = templateEmbeddings(rows, embedFound(decodeHead(headData(db, id), name), features));
    found = embedded.map((embedding) => embedding !== null);
    tell((rankingShare * (h + embeddingShare)) / infos.length);
    const ofHead = rankTemplates(pairs, embedded, people);
    tell((rankingShare * (h + 1)) / infos.length);
    return ofHead;
  });
  const same = pairs.same.reduce((count, one) => count + one, 0);
  const different = pairs.same.length - same;
  const rates = countableRates(different, rareRates);
  const draws = drawsFor(pairs.same.length);
  const curves = toldSteps(pairCurves(ranked, rates, { draws }), (share) =>
    tell(rankingShare + (1 - rankingShare) * share),
  );
  const rated = ratedPairs(curves, ranked, rates, people.joined);
  const result: EvaluationResult = {
    settings,
    heads: infos.map(({ id, name, hash, dim }) => ({ id, name, hash, dim, trainedOn: null })),
    people: people.joined,
    faces: photos.isFound.reduce((count, one) => count + one, 0),
    seconds: (performance.now() - started) / 1000,
    search: null,
    pairs: {
      counts: { people: people.joined, faces: found.filter(Boolean).length, same, different },
      templates: describeSet(set, found),
      heads: rated.heads.map((figures, h) => headOf(figures, ranked[h]!)),
      differences: rated.differences.map((figures) => ({ ...figures, accuracy: null })),
    },
    groups: null,
  };
  const pairing = {
    search: null,
    pairs: pairingPart(hashOf(set, photos.fingerprints), people.joined, rated.drawn),
  };
  return { result, pairing, outside: outsideOf(result, set, photos) };
}

/** Null: no face was found. */
function featuresOf({ isFound, features }: TemplatesTask['photos']): (Float32Array | null)[] {
  const dim = features.length / isFound.length;
  return Array.from(isFound, (one, i) => (one === 0 ? null : features.subarray(i * dim, (i + 1) * dim)));
}

/** What the lists have, and what of it no head can see. */
function describeSet({ pairs, rows }: TemplateSet, found: readonly boolean[]): PairsResult['templates'] {
  const isUsed = new Uint8Array(found.length);
  const rejected = { same: 0, different: 0 };
  for (const [i, a] of pairs.a.entries()) {
    const b = pairs.b[i]!;
    isUsed[a] = 1;
    isUsed[b] = 1;
    if (!found[a] || !found[b]) rejected[pairs.same[i] === 1 ? 'same' : 'different']++;
  }
  return {
    photos: new Set(rows.photo).size,
    media: new Set(Array.from(rows.template, (template, row) => `${template} ${rows.medium[row]}`)).size,
    templates: found.length,
    unpaired: isUsed.reduce((count, used) => count + 1 - used, 0),
    lost: found.filter((one) => !one).length,
    rejected,
  };
}

const asEvaluated = ({ a, b, score }: EvaluatedPair): EvaluatedPair => ({
  a: faceOf(a),
  b: faceOf(b),
  score,
});

function headOf(
  { threshold, ...figures }: ReturnType<typeof ratedPairs>['heads'][number],
  ranked: RankedTemplates,
): PairsResult['heads'][number] {
  const reliability = pairReliability(sampledPairs(ranked));
  const hardest = (same: boolean) => hardestOf(sortedPairs(ranked, same)).map(asEvaluated);
  const bins = pairHistogram(scoresOf(ranked), threshold ?? 1);
  const { scores, templates } = ranked;
  const scored = (kind: 0 | 1) => ({
    places: seenOf(ranked, kind),
    scoreOf: (i: number) => scores[i]!,
    pairOf: (i: number) => ({ a: faceOf(templates.a[i]!), b: faceOf(templates.b[i]!), score: scores[i]! }),
  });
  return {
    ...figures,
    accuracy: null,
    histogram: { ...bins, threshold, samples: samplesOf(bins, { same: scored(1), different: scored(0) }) },
    calibration: reliability && {
      ece: { value: reliability.ece, interval: null },
      bins: sampledBins(reliability.bins, ({ pair }) => asEvaluated(pair)),
    },
    same: hardest(true),
    different: hardest(false),
  };
}

/** What tells the photos that are compared, and how, from others. */
function hashOf({ names, rows, pairs }: TemplateSet, fingerprints: string): string {
  const hash = createHash('sha256').update(JSON.stringify([names, fingerprints]));
  for (const part of [rows.photo, rows.template, rows.medium, pairs.a, pairs.b, pairs.same])
    hash.update(part);
  return hash.digest('hex');
}

/** A template is shown by its first photo with a face. */
function outsideOf(
  result: EvaluationResult,
  { names, rows }: TemplateSet,
  { folder, isFound }: TemplatesTask['photos'],
): Evaluated['outside'] {
  const files = names.split('\n');
  const shown = new Set(facesIn(result));
  const photoOf = new Map<number, number>();
  for (const [row, template] of rows.template.entries()) {
    const photo = rows.photo[row]!;
    if (shown.has(faceOf(template)) && isFound[photo] === 1 && !photoOf.has(template))
      photoOf.set(template, photo);
  }
  return {
    faces: [...photoOf].map(([template, photo]) => {
      const file = files[photo]!;
      return { id: faceOf(template), person: `${rows.numbers[template]}`, file, path: join(folder, file) };
    }),
    lost: files.filter((_, i) => isFound[i] === 0).slice(0, mostLost),
  };
}
