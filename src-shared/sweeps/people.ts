/** Who of a library's people candidates are trained on and judged by, and who is hidden from all of them. */
import type { SweepPlan, TrainSpec } from '../contract/index.ts';
import { TammesError } from '../errors/index.ts';
import {
  dealUnseen,
  type OpenSetDeal,
  type OpenSetFold,
  openSetFolds,
  photosByPerson,
  samplesOf,
  type TrainData,
} from '../training/index.ts';

export interface SweepPeople {
  /** Samples of those who are not hidden, and what they are. */
  rows: number[];
  given: TrainData;
  /** Of `given`: the same for all candidates and seeds. */
  folds: OpenSetFold[];
  /** Of all samples: the hidden people, dealt out several times. */
  deals: OpenSetDeal[];
  hidden: { people: number; photos: number };
}

/** As a run has them. */
const mostFolds = 5;
/** How often the hidden people are dealt out, into two deals each time. */
const dealt = 3;

/**
 * The same for all candidates, whatever their recipe trains on: folds and deals have everybody.
 * @throws TammesError 'sweep-too-few-people' if some cannot be hidden and others kept out in two folds.
 */
export function sweepPeople(
  { hidden, seed }: Pick<SweepPlan, 'hidden' | 'seed'>,
  { strangers, validation }: Pick<TrainSpec, 'strangers' | 'validation'>,
  data: TrainData,
): SweepPeople {
  const options = { photos: 0, folds: 1, seed, trainSingles: true };
  const [outer] = openSetFolds(data.photos, data.labels, { ...options, strangers: hidden });
  const rows = outer?.train ?? [];
  const given = samplesOf(data, rows);
  const folds =
    strangers === 0
      ? []
      : openSetFolds(given.photos, given.labels, {
          ...options,
          strangers,
          photos: validation,
          folds: mostFolds,
        });
  const people = photosByPerson(data.photos, data.labels);
  if (folds.length === 0) throw new TammesError('sweep-too-few-people', { people: several(people).length });
  const isGiven = new Set(rows.map((i) => data.labels[i]!));
  const out = new Map([...people].filter(([label]) => !isGiven.has(label)));
  const singles = [...out.values()].filter((own) => own.length === 1).flat(2);
  const deals = Array.from({ length: dealt }, (_, k) =>
    dealUnseen(several(out), out, singles, seed, k),
  ).flat();
  return {
    ...{ rows, given, folds, deals },
    hidden: { people: out.size, photos: [...out.values()].flat(2).length },
  };
}

function several(people: ReturnType<typeof photosByPerson>): number[] {
  return [...people].filter(([, own]) => own.length > 1).map(([label]) => label);
}
