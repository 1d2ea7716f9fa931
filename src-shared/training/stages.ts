/** The stages of a run: some to judge by people and photos that are kept out, and the one that the head comes from. */
import type { TrainSpec } from '../contract/index.ts';
import { type OpenSetFold, openSetFolds, photosByPerson } from './open-set-folds.ts';
import { type Split, splitOfRun } from './split.ts';

/**
 * Training is repeated, each time with other people kept out, until so many have been, or as often as `mostFolds`: with 75 people a gain of two
 * points drowns in chance.
 */
const enoughKeptOut = 300;
const mostFolds = 5;

type SplitSpec = Pick<TrainSpec, 'validation' | 'strangers' | 'seed' | 'trainSingles' | 'refit'>;

export interface StagePlan {
  /** What training is judged by; none if nobody is to be kept out, or there are too few people. */
  folds: OpenSetFold[];
  /** What the head itself is trained on, in a last stage of its own; null: it is the one of the only fold. */
  last: Split | null;
}

/**
 * Who and what is trained on in each stage of a run. Without people kept out there is one stage, validated by photos. With
 * them there is a stage for each fold, and a last one on everybody, unless the spec goes without it.
 *
 * @param photos photo of each sample. @param labels person of each sample.
 */
export function planStages(spec: SplitSpec, photos: readonly number[], labels: readonly number[]): StagePlan {
  const { strangers, validation, seed, refit, trainSingles } = spec;
  const several = [...photosByPerson(photos, labels).values()].filter((own) => own.length > 1);
  const wanted = Math.ceil(enoughKeptOut / (strangers * several.length));
  const count = refit ? Math.min(mostFolds, wanted) : 1;
  const folds =
    strangers === 0
      ? []
      : openSetFolds(photos, labels, { strangers, photos: validation, folds: count, seed, trainSingles });
  if (folds.length === 0) return { folds, last: splitOfRun(spec, photos, labels) };
  return { folds, last: refit ? splitOfRun({ ...spec, validation: 0 }, photos, labels) : null };
}

/** The samples that the head of a run was trained on, in rising order. */
export function trainedSamples(
  spec: SplitSpec,
  photos: readonly number[],
  labels: readonly number[],
): readonly number[] {
  const { folds, last } = planStages(spec, photos, labels);
  return last === null ? folds[0]!.train : last.train;
}

/** The split of a fold as a trainer takes it: photos of the people trained on that are kept out validate. */
export function splitOfFold({ train, trained }: OpenSetFold): Split {
  return { train, validation: trained === null ? [] : trained.probes };
}
