/** Trials of a sweep: heads trained to be judged by people kept out, without the measures of each epoch that cost most of a run's time. */
import type { Backend } from '../compute/index.ts';
import {
  type OpenSetMeasures,
  type SweepMeasure,
  sweepMeasures,
  type TrainSpec,
  type TrialFold,
} from '../contract/index.ts';
import { compareOpenSet } from '../recognition/index.ts';
import { type FoldSearches, paired, searchDeal, searchFoldWith } from './fold-searches.ts';
import { embed, type Head, pretrainedHead } from './head.ts';
import { fewDraws, gainOf, hasWay, measuresOf, triedShares } from './judge-run.ts';
import { numberPeople } from './number-people.ts';
import type { OpenSetDeal, OpenSetFold } from './open-set-folds.ts';
import { partOfTheWay } from './part-way.ts';
import type { TrainData } from './prepared-run.ts';
import { usableRefusals } from './refusals.ts';
import { watch } from './watch.ts';

/** What a trainer is asked for the sake of a sweep. */
export type SweepTask =
  /** To train a head in each fold, and judge it. */
  | { kind: 'folds'; spec: TrainSpec; data: TrainData; folds: readonly OpenSetFold[] }
  /** To train on some samples, and judge that by people who were neither trained on nor chosen by, at a share of the way. */
  | {
      kind: 'hidden';
      specs: readonly TrainSpec[];
      share: number;
      data: TrainData;
      train: readonly number[];
      deals: readonly OpenSetDeal[];
    }
  /** To say how long a fold takes. */
  | { kind: 'pace'; spec: TrainSpec; data: TrainData; fold: OpenSetFold };

/** Answers to the tasks. */
export interface SweepAnswers {
  folds: TrialFold[];
  hidden: OpenSetMeasures;
  pace: TrialPace;
}

/** Seconds that a fold takes: to begin and judge it, and for each epoch. */
export interface TrialPace {
  once: number;
  epoch: number;
}

/** @throws TammesError 'too-few-people', 'diverged', or 'bad-input' for the loss or its parameters. */
export async function workOn(
  backend: Backend,
  task: SweepTask,
  clock: () => number,
): Promise<SweepAnswers[SweepTask['kind']]> {
  switch (task.kind) {
    case 'folds':
      return judgeFolds(backend, task);
    case 'hidden':
      return judgeHidden(backend, task);
    case 'pace':
      return paceOf(backend, task, clock);
  }
}

/** The head after the last step on all samples. */
export async function trainHead({ tf, compile }: Backend, spec: TrainSpec, data: TrainData): Promise<Head> {
  let head: Head | null = null;
  const moments = watch(tf, { ...spec, validation: 0 }, data, Number.POSITIVE_INFINITY, compile);
  for await (const moment of moments) head = moment.head;
  return head!;
}

/** Some of the samples, with the people who are on them, and the refusals that may be trained on beside them. */
export function samplesOf(data: TrainData, rows: readonly number[]): TrainData {
  const { people, labels } = numberPeople(rows.map((i) => data.people[data.labels[i]!]!));
  const samples = {
    ...{ people, labels },
    features: rows.map((i) => data.features[i]!),
    photos: rows.map((i) => data.photos[i]!),
    pretrained: data.pretrained,
  };
  if (data.refusals === undefined) return samples;
  const given = new Set(rows);
  const out = [...data.labels.keys()].filter((i) => !given.has(i));
  const places = new Map(rows.map((row, i) => [row, i]));
  const refusals = usableRefusals(data.refusals, data, rows, out).map(({ sample, photo, person }) => {
    if (!places.has(sample)) places.set(sample, samples.features.push(data.features[sample]!) - 1);
    return { sample: places.get(sample)!, photo, person: people.indexOf(data.people[person]!) };
  });
  return { ...samples, refusals };
}

/** The pretrained head of the backbone that the features are of. */
const startOf = ({ pretrained, features }: TrainData) => pretrainedHead(pretrained, features[0]?.length);

async function judgeFolds(
  backend: Backend,
  { spec, data, folds }: Extract<SweepTask, { kind: 'folds' }>,
): Promise<TrialFold[]> {
  const start = startOf(data);
  const judged: TrialFold[] = [];
  for (const fold of folds) {
    const head = await trainHead(backend, spec, samplesOf(data, fold.train));
    judged.push(judgeFold(spec, fold, head, start, data));
  }
  return judged;
}

function judgeFold(
  spec: TrainSpec,
  fold: OpenSetFold,
  head: Head,
  start: Head,
  { labels, features }: TrainData,
): TrialFold {
  const base = searchFoldWith(start, fold, labels, features);
  const shares = sharesOf(spec, start).map((share) => {
    const there = headAt(spec, start, head, share);
    const { trained, unseen } = paired(searchFoldWith(there, fold, labels, features), base);
    const comparison = compareOpenSet([...trained, ...unseen], { draws: fewDraws });
    return { share, comparison };
  });
  const { comparison: any } = shares[0]!;
  return {
    base: sweepMeasures.map((measure) => measureIn(any, measure).base),
    shares: shares.map(({ share, comparison }) => ({
      share,
      gains: sweepMeasures.map((measure) => gainOf(measureIn(comparison, measure))),
    })),
  };
}

/** The shares of the way at which a head is judged, in rising order. */
function sharesOf({ share, head }: TrainSpec, start: Head): readonly number[] {
  if (!hasWay(head, start)) return [1];
  return share === null ? triedShares : [share];
}

function headAt(spec: TrainSpec, start: Head, trained: Head, share: number): Head {
  return hasWay(spec.head, start) ? partOfTheWay(start, trained, share) : trained;
}

/** A measure's figure. */
export function measureIn<F>(
  { top1, detection }: { top1: F; detection: readonly F[] },
  measure: SweepMeasure,
): F {
  return measure === 'top1' ? top1 : detection[sweepMeasures.indexOf(measure) - 1]!;
}

/** All heads together: figures are means over them, the interval is over the people. */
async function judgeHidden(
  backend: Backend,
  { specs, share, data, train, deals }: Extract<SweepTask, { kind: 'hidden' }>,
): Promise<OpenSetMeasures> {
  const start = startOf(data);
  const base = searchDeals(start, data, deals);
  const given = samplesOf(data, train);
  const searches = [];
  for (const spec of share === 0 ? specs.slice(0, 1) : specs) {
    // Nothing of a trained head is left at the pretrained one.
    const head = share === 0 ? start : headAt(spec, start, await trainHead(backend, spec, given), share);
    searches.push(paired(searchDeals(head, data, deals), base));
  }
  return measuresOf(searches);
}

function searchDeals(
  head: Head,
  { labels, features }: TrainData,
  deals: readonly OpenSetDeal[],
): FoldSearches {
  const rows = [...new Set(deals.flatMap((deal) => [...deal.enrolled, ...deal.probes, ...deal.strangers]))];
  const embeddings = embed(
    head,
    rows.map((i) => features[i]!),
  );
  const bySample = new Map(rows.map((row, k) => [row, embeddings[k]!]));
  return { trained: [], unseen: deals.map((deal) => searchDeal(deal, labels, bySample)) };
}

/** Epochs trained to learn how long one takes. */
const paced = 4;

/** The first epoch has a part in the beginning; of the others the median counts, as other programs slow some of them down. */
async function paceOf(
  { tf, compile }: Backend,
  { spec, data, fold }: Extract<SweepTask, { kind: 'pace' }>,
  clock: () => number,
): Promise<TrialPace> {
  const started = clock();
  const samples = samplesOf(data, fold.train);
  const times: number[] = [];
  let head: Head | null = null;
  const short = { ...spec, epochs: paced, validation: 0 };
  const perEpoch = Math.ceil(samples.labels.length / spec.batchSize);
  for await (const moment of watch(tf, short, samples, perEpoch, compile)) {
    times.push(clock());
    head = moment.head;
  }
  judgeFold(spec, fold, head!, startOf(data), data);
  const epochs = times.slice(2).map((time, i) => (time - times[i + 1]!) / 1000);
  const epoch = epochs.sort((a, b) => a - b)[Math.floor(epochs.length / 2)] ?? 0;
  return { once: Math.max(0, (clock() - started) / 1000 - paced * epoch), epoch };
}
