import { planStages, trainedSamples } from '../../src-shared/training/index.ts';
import { readRunFaces } from '../store/run-files.ts';
import { samplesOfRun } from '../store/run-samples.ts';
import { findRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/**
 * The faces of a run that its head was trained on, that were kept out to validate, or whose people were kept out as strangers in
 * some fold; none if that cannot be told any more.
 *
 * @throws TammesError 'run-unknown'
 */
export async function facesOfSide(
  store: Store,
  runId: number,
  side: 'training' | 'validation' | 'strangers',
): Promise<number[]> {
  const { spec } = findRun(store.db, runId);
  const samples = samplesOfRun(store.db, await readRunFaces(store, runId));
  if (samples === null) return [];
  const { ids, shots, labels } = samples;
  const { folds, last } = planStages(spec, shots, labels);
  const sides = {
    training: () => trainedSamples(spec, shots, labels),
    validation: () =>
      folds.length === 0 ? (last?.validation ?? []) : folds.flatMap(({ trained }) => trained?.probes ?? []),
    strangers: () =>
      folds.flatMap(({ unseen }) =>
        unseen.flatMap(({ enrolled, probes, strangers }) => [...enrolled, ...probes, ...strangers]),
      ),
  };
  return [...new Set(sides[side]())].map((i) => ids[i]!);
}
