/** One draw of a task: a head trained, its share of the way chosen by people kept out, and judged by a hidden test set. */
import type { TrainSpec } from '../../../src-shared/contract/index.ts';
import {
  comparedFalseAlarms,
  compareOpenSet,
  type OpenSetComparison,
  type OpenSetSearches,
  type PairedSearches,
  searchOpenSet,
} from '../../../src-shared/recognition/open-set.ts';
import { type Verdict, verdictOf } from '../../../src-shared/recognition/verdict.ts';
import type { Tf } from '../../../src-shared/tf.ts';
import { chooseShare, type ShareGain, triedShares } from '../../../src-shared/training/choose-share.ts';
import {
  expectedShare,
  type Head,
  pretrainedHead,
  rawEmbeddings,
  watch,
} from '../../../src-shared/training/index.ts';
import {
  type OpenSetDeal,
  type OpenSetFold,
  openSetFolds,
} from '../../../src-shared/training/open-set-folds.ts';
import { normalised } from '../../../src-shared/vectors.ts';
import type { FaceSet } from './sets.ts';
import type { Task } from './tasks.ts';

export interface Draw {
  share: number;
  verdict: Verdict;
  /** On people and photos that nothing was chosen by. */
  test: PairedSearches;
}

interface Judged {
  way: Way;
  deals: SearchedDeal[];
}

/** Embeddings of a set's faces, before they are brought to length one, of the pretrained head and of a trained one. */
interface Way {
  people: readonly string[];
  from: Float32Array[];
  to: Float32Array[];
}

/** A deal, and what the pretrained head finds in it. */
interface SearchedDeal {
  kind: 'trained' | 'unseen';
  deal: OpenSetDeal;
  base: OpenSetSearches;
}

/** Draws of people for an interval of which only the width is used. */
const fewDraws = 200;
/** Half of a 95 % interval in standard errors. */
const normal = 1.96;
/** Kept out, of people and of photos, as a run does by default. */
const keptOut = { strangers: 0.2, photos: 0.2 };
/** From so many people with several photos on, a run keeps out one block of them; below, one after the other. */
const enoughForOneFold = 40;
const foldsOfFew = 5;

/** @param given share of the way; chosen by default. */
export async function drawOf(
  tf: Tf,
  spec: TrainSpec,
  { train, judged, deal }: Task,
  pretrained: Float32Array,
  given?: number,
): Promise<Draw> {
  const start = pretrainedHead(pretrained);
  const from = rawEmbeddings(start, train.features);
  const folds: Judged[] = [];
  for (const fold of foldsOf(train, spec)) {
    const head = await trainedOn(tf, spec, train, fold.train, pretrained);
    const way = { people: train.people, from, to: rawEmbeddings(head, train.features) };
    folds.push({ way, deals: dealsOf(fold, way) });
  }
  const at = (share: number) => folds.flatMap((fold) => pairsOf(fold, share));
  const gains = (given === undefined && folds.length > 0 ? triedShares : []).map((share) => ({
    share,
    ...gainOf(comparison(at(share), fewDraws)!),
  }));
  const share = given ?? chooseShare(gains, expectedShare(spec.loss, peopleTrainedOn(train, spec)));
  const head = await trainedOn(tf, spec, train, [...train.people.keys()], pretrained);
  const way = {
    people: judged.people,
    from: rawEmbeddings(start, judged.features),
    to: rawEmbeddings(head, judged.features),
  };
  const base = search(way, deal, 0);
  return { share, verdict: verdictAt(at(share)), test: { head: search(way, deal, share), base } };
}

function foldsOf({ people }: FaceSet, { seed, trainSingles }: TrainSpec): OpenSetFold[] {
  const labels = labelsOf(people);
  const photos = [...people.keys()];
  const counts = [...Map.groupBy(photos, (i) => labels[i]!).values()];
  const several = counts.filter((own) => own.length > 1).length;
  const folds = several < enoughForOneFold ? foldsOfFew : 1;
  return openSetFolds(photos, labels, { ...keptOut, folds, seed, trainSingles });
}

function peopleTrainedOn({ people }: FaceSet, { trainSingles }: TrainSpec): number {
  const counts = [...Map.groupBy(people, (person) => person).values()];
  return counts.filter((own) => trainSingles || own.length > 1).length;
}

function labelsOf(people: readonly string[]): number[] {
  const names = [...new Set(people)].sort();
  const indexOf = new Map(names.map((name, i) => [name, i]));
  return people.map((person) => indexOf.get(person)!);
}

async function trainedOn(
  tf: Tf,
  spec: TrainSpec,
  set: FaceSet,
  rows: readonly number[],
  pretrained: Float32Array,
): Promise<Head> {
  const people = rows.map((i) => set.people[i]!);
  const data = {
    features: rows.map((i) => set.features[i]!),
    labels: labelsOf(people),
    photos: [...rows.keys()],
    people: [...new Set(people)].sort(),
    pretrained,
  };
  let head: Head | null = null;
  for await (const moment of watch(tf, spec, data, Number.POSITIVE_INFINITY)) head = moment.head;
  return head!;
}

type KindOfPair = { kind: 'trained' | 'unseen'; pair: PairedSearches };

function dealsOf({ trained, unseen }: OpenSetFold, way: Way): SearchedDeal[] {
  const deals = [
    ...(trained === null ? [] : [{ kind: 'trained' as const, deal: trained }]),
    ...unseen.map((deal) => ({ kind: 'unseen' as const, deal })),
  ];
  return deals
    .filter(({ deal }) => deal.probes.length > 0 && deal.strangers.length > 0)
    .map(({ kind, deal }) => ({ kind, deal, base: search(way, deal, 0) }));
}

function pairsOf({ way, deals }: Judged, share: number): KindOfPair[] {
  return deals.map(({ kind, deal, base }) => ({ kind, pair: { head: search(way, deal, share), base } }));
}

/** A head part of the way is linear, and so are its embeddings: (1 - a) e₀ + a e, see `partOfTheWay`. */
function search(
  { people, from, to }: Way,
  { enrolled, probes, strangers }: OpenSetDeal,
  share: number,
): OpenSetSearches {
  const faces = (rows: readonly number[]) =>
    rows.map((i) => {
      const blend = from[i]!.map((value, k) => (1 - share) * value + share * to[i]![k]!);
      return { person: people[i]!, embedding: normalised(blend) };
    });
  return searchOpenSet(faces(enrolled), faces(probes), faces(strangers));
}

function comparison(pairs: readonly KindOfPair[], draws: number): OpenSetComparison | null {
  return pairs.length === 0
    ? null
    : compareOpenSet(
        pairs.map(({ pair }) => pair),
        { draws },
      );
}

function gainOf({ detection }: OpenSetComparison): Pick<ShareGain, 'gain' | 'error'> {
  const { difference, interval } = detection[comparedFalseAlarms.indexOf(0.01)]!;
  if (interval === null) return { gain: difference, error: Math.abs(difference) };
  return { gain: difference, error: (interval[1] - interval[0]) / (2 * normal) };
}

function verdictAt(pairs: readonly KindOfPair[]): Verdict {
  const of = (kind: KindOfPair['kind']) =>
    comparison(
      pairs.filter((one) => one.kind === kind),
      500,
    );
  return verdictOf({ trained: of('trained'), unseen: of('unseen'), both: comparison(pairs, 500) });
}
