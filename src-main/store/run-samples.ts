import { numberPeople } from '../../src-shared/training/index.ts';
import { namesOfFaces } from './face-names.ts';
import type { RunFace } from './run-files.ts';
import type { Database } from './sql.ts';

/** The samples of a run, from which its split follows. */
export interface RunSamples {
  ids: number[];
  shots: number[];
  /** Person of each, as the run numbered them. */
  labels: number[];
}

/**
 * The samples that a run was started with, whoever has been corrected since.
 * @returns null for a run of an older version, which numbered people by their names, if a face of it has lost its name.
 */
export function samplesOfRun(db: Database, recorded: readonly RunFace[]): RunSamples | null {
  const ids = recorded.map(({ faceId }) => faceId);
  const labels = recorded.flatMap(({ label }) => (label === null ? [] : [label]));
  const shots = recorded.flatMap(({ shot }) => (shot === null ? [] : [shot]));
  if (labels.length === ids.length && shots.length === ids.length) return { ids, shots, labels };
  const names = namesOfFaces(db, ids);
  if (names.size < ids.length) return null;
  return {
    ids,
    shots: recorded.map(({ faceId, shot }) => shot ?? names.get(faceId)!.photoId),
    labels: numberPeople(ids.map((id) => names.get(id)!.name)).labels,
  };
}
