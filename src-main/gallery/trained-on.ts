import { trainedSamples } from '../../src-shared/training/index.ts';
import { readRunFaces, readRunRefusals } from '../store/run-files.ts';
import { samplesOfRun } from '../store/run-samples.ts';
import { anyHead, findRun } from '../store/runs.ts';
import type { Database } from '../store/sql.ts';

/**
 * The faces that a head was trained on; null if it was trained on no face of the library. If some of its run's faces are gone,
 * the split of the run cannot be repeated: all of them count as trained on.
 */
export async function facesTrainedOn(
  { folder, db }: { folder: string; db: Database },
  headId: number,
): Promise<ReadonlySet<number> | null> {
  const { runId, verdict } = anyHead(db, headId);
  // A head that went none of the way is the pretrained one.
  if (runId === null || verdict?.share === 0) return null;
  const { spec } = findRun(db, runId);
  const recorded = await readRunFaces({ folder }, runId);
  const samples = samplesOfRun(db, recorded);
  const refused = (await readRunRefusals({ folder }, runId)).map(({ faceId }) => faceId);
  if (samples === null) return new Set([...recorded.map(({ faceId }) => faceId), ...refused]);
  const trained = trainedSamples(spec, samples.shots, samples.labels);
  return new Set([...trained.map((i) => samples.ids[i]!), ...refused]);
}
