/** One draw of a task: heads trained and judged as a run does it, and a hidden test set that nothing was chosen by. */
import type { Backend } from '../../../src-shared/compute/index.ts';
import type { HeadVerdict, TrainSpec } from '../../../src-shared/contract/index.ts';
import {
  type OpenSetSearches,
  type PairedSearches,
  searchOpenSet,
} from '../../../src-shared/recognition/index.ts';
import { searchFoldWith } from '../../../src-shared/training/fold-searches.ts';
import {
  embed,
  numberPeople,
  pretrainedHead,
  type TrainData,
  trainHead,
} from '../../../src-shared/training/index.ts';
import { hasWay, type JudgedFold, judgeRun } from '../../../src-shared/training/judge-run.ts';
import type { OpenSetDeal } from '../../../src-shared/training/open-set-folds.ts';
import { partOfTheWay } from '../../../src-shared/training/part-way.ts';
import { planStages } from '../../../src-shared/training/stages.ts';
import type { FaceSet } from './sets.ts';
import type { Task } from './tasks.ts';

/** Heads trained for a draw, to be judged at any share of the way. */
export interface Draw {
  /** What a run says of its head. @param share null: the one that it chooses. */
  verdictAt(share: number | null): HeadVerdict;
  /** What people and photos say that nothing was chosen by. */
  testAt(share: number): PairedSearches[];
}

/**
 * Goes the way of `train`, without the measures of each epoch that cost most of its time.
 * @param spec with people kept out.
 */
export async function drawOf(
  backend: Backend,
  spec: TrainSpec,
  { train, judged, deals }: Task,
  pretrained: Float32Array,
): Promise<Draw> {
  const start = pretrainedHead(pretrained);
  const data = dataOf(train, [...train.people.keys()], pretrained);
  const { labels, features } = data;
  const folds: JudgedFold[] = [];
  for (const fold of planStages(spec, data.photos, labels).folds) {
    const head = await trainHead(backend, spec, dataOf(train, fold.train, pretrained));
    folds.push({ fold, head, base: searchFoldWith(start, fold, labels, features) });
  }
  const verdictAt = (share: number | null) => {
    const judging = judgeRun({ ...spec, share }, folds, start, labels, features);
    let next = judging.next();
    while (!next.done) next = judging.next();
    return next.value;
  };
  const trained = await trainHead(backend, spec, data);
  const from = embed(start, judged.features);
  const testAt = (share: number) => {
    const head = hasWay(spec.head, start) ? partOfTheWay(start, trained, share) : trained;
    const embeddings = embed(head, judged.features);
    return deals.map((deal) => ({
      head: search(judged.people, embeddings, deal),
      base: search(judged.people, from, deal),
    }));
  };
  return { verdictAt, testAt };
}

function dataOf(set: FaceSet, rows: readonly number[], pretrained: Float32Array): TrainData {
  return {
    ...numberPeople(rows.map((i) => set.people[i]!)),
    features: rows.map((i) => set.features[i]!),
    photos: [...rows.keys()],
    pretrained,
  };
}

type Faces = readonly Float32Array[];

export function search(people: readonly string[], embeddings: Faces, deal: OpenSetDeal): OpenSetSearches {
  const faces = (rows: readonly number[]) =>
    rows.map((i) => ({ person: people[i]!, embedding: embeddings[i]! }));
  return searchOpenSet(faces(deal.enrolled), faces(deal.probes), faces(deal.strangers));
}
