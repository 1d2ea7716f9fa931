/** What a run is trained with beside its settings. */
import { createHash } from 'node:crypto';
import { arch, availableParallelism, cpus, type } from 'node:os';
import type { Provenance } from '../../src-shared/contract/index.ts';
import { numbered } from '../../src-shared/numbered.ts';
import type { TrainData } from '../../src-shared/training/index.ts';
import { version } from '../app-files.ts';
import { sourceCommit } from '../source-commit.ts';

/** @param data as the run is given it. */
export async function provenanceOf(
  { backend, device, firstEpoch }: Pick<Provenance, 'backend' | 'device' | 'firstEpoch'>,
  data: Omit<TrainData, 'pretrained'>,
): Promise<Provenance> {
  const processor = cpus()[0]?.model.trim() || 'unknown processor';
  return {
    ...{ firstEpoch, version, backend, device },
    commit: await sourceCommit(),
    machine: `${type()} ${arch()}, ${processor}, ${availableParallelism()} cores`,
    data: hashOf(data),
  };
}

/** Names are not among what decides a run, and not in it. */
export function hashOf({ features, labels, photos, refusals = [] }: Omit<TrainData, 'pretrained'>): string {
  // As they come: their ids in the library say nothing.
  const numbers = numbered([...photos, ...refusals.map(({ photo }) => photo)]);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([labels, photos.map((shot) => numbers.get(shot))]));
  // Not for runs without: older versions' hashes stay comparable.
  if (refusals.length > 0)
    hash.update(
      JSON.stringify(refusals.map(({ sample, photo, person }) => [sample, numbers.get(photo), person])),
    );
  for (const feature of features) hash.update(Float32Array.from(feature));
  return hash.digest('hex');
}
