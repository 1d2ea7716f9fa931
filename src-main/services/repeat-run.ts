/** Trains a run once more on the faces that it had, and says whether the head has the same bits. */
import type { Provenance, Run } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { decodeHead, encodeHead } from '../../src-shared/training/index.ts';
import { readProvenance } from '../store/provenance.ts';
import { readRunFaces, readRunRefusals, writeRunFaces } from '../store/run-files.ts';
import { addRun, findRun, headData, type StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { samplesOfRun } from './run-faces.ts';
import { type RunOptions, trainRun } from './run-training.ts';

/** What decides the bits beside settings and faces. */
export const compared = ['version', 'commit', 'backend', 'device', 'machine', 'data'] as const;

export interface Repetition {
  /** The one that was repeated, and the new one. */
  of: number;
  run: Run & StoredRun;
  /** Whether both heads have the same bits; null: the repetition was stopped. */
  same: boolean | null;
  /** What differs in how the two were made; null: an older version kept nothing of the first. */
  differences: Difference[] | null;
}

interface Difference {
  what: (typeof compared)[number];
  before: string;
  now: string;
}

/**
 * @throws TammesError 'run-unfinished' if the run has no head, or as `samplesOfRun` if some of its faces are gone or described anew.
 */
export async function repeatRun(store: Store, of: number, options: RunOptions): Promise<Repetition> {
  const { spec, headId, featureVersion } = findRun(store.db, of);
  if (headId === null) throw new TammesError('run-unfinished', { runId: of });
  await samplesOfRun(store, of);
  const runId = addRun(store.db, spec, featureVersion);
  await writeRunFaces(store, runId, await readRunFaces(store, of), await readRunRefusals(store, of));
  const run = await trainRun(store, runId, null, options);
  const [before, now] = [await readProvenance(store, of), await readProvenance(store, runId)];
  return {
    of,
    run,
    same: run.headId === null ? null : bitsOf(store, headId).equals(bitsOf(store, run.headId)),
    differences: before.length === 0 ? null : compared.flatMap((what) => differenceIn(what, before, now)),
  };
}

/** A head without the names of people, who may have been renamed. */
function bitsOf({ db }: Store, headId: number): Buffer {
  const head = decodeHead(headData(db, headId), `Head ${headId}`);
  return Buffer.from(encodeHead({ ...head, people: [] }));
}

function differenceIn(
  what: Difference['what'],
  before: readonly Provenance[],
  now: readonly Provenance[],
): Difference[] {
  // A run that was stopped and went on elsewhere was made in several ways.
  const said = (all: readonly Provenance[]) => [...new Set(all.map((one) => one[what] ?? 'none'))].join(', ');
  return said(before) === said(now) ? [] : [{ what, before: said(before), now: said(now) }];
}
