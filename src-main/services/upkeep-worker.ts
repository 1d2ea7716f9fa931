/** Entry of the thread that checks a library, copies, encrypts, moves or merges it, or adds to it whom it keeps: that keeps nobody waiting there. */
import { parentPort, workerData } from 'node:worker_threads';
import type { BackupReason, LibraryReport, MergeReport } from '../../src-shared/contract/index.ts';
import { TammesError, toFailure } from '../../src-shared/errors/index.ts';
import { finished } from '../../src-shared/steps.ts';
import { makeBackup } from '../store/backup.ts';
import { checkDatabase } from '../store/check.ts';
import { openToCheck } from '../store/database.ts';
import { changeForm, type NewKeys } from '../store/encryption/convert.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import { moveLibrary } from '../store/move.ts';
import { hasSeals, stateOf } from '../store/seals.ts';
import { openStore, type Store } from '../store/store.ts';
import { checkLibrary } from './health.ts';
import { type KeptPeople, keepTaken } from './keep-taken.ts';
import { type Merged, mergeWith, previewMerge } from './merge-library.ts';
import type { WorkMessage } from './work-thread.ts';

/** What the thread is to do with the library of a folder. */
export type UpkeepTask = { folder: string } & (
  | { kind: 'check'; thorough: boolean }
  /** @param unless nothing is copied if the library is as this state says. */
  | { kind: 'backup'; reason: BackupReason; unless: string | null }
  /** @param to null: in clear. */
  | { kind: 'form'; to: NewKeys | null }
  | { kind: 'move'; to: string }
  /** What was taken of a shared gallery becomes its own. */
  | { kind: 'keep' }
  /** @param fromKey opens the other library; null: it is in clear, or its key has not been named. */
  | { kind: 'preview-merge' | 'merge'; from: string; fromKey: LibraryKey | null }
);

/** What comes of it: a report, what a merge brings in, whom it keeps, or the name of a backup; null: there is none. */
export type UpkeepResult = LibraryReport | MergeReport | Merged | KeptPeople | string | null;

const post = (message: WorkMessage<UpkeepResult>) => parentPort!.postMessage(message);

async function work(task: UpkeepTask): Promise<UpkeepResult> {
  if (task.kind === 'check')
    return checkLibrary(task.folder, task.thorough, { onProgress: (share) => post({ share }) });
  if (task.kind === 'backup') return copy(task);
  if (task.kind === 'keep') return withStore(task.folder, keepTaken);
  if (task.kind === 'form') changeForm(task.folder, task.to, (share) => post({ share }));
  else if (task.kind === 'move') moveLibrary(task.folder, task.to, (share) => post({ share }));
  else return merge(task);
  return null;
}

async function withStore<T>(folder: string, use: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openStore(folder);
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

function merge({ folder, kind, from, fromKey }: Extract<UpkeepTask, { from: string }>) {
  // For this thread alone, which ends with the work.
  if (fromKey !== null) unlockLibrary(from, fromKey);
  return withStore(folder, (store) =>
    kind === 'merge' ? mergeWith(store, from) : previewMerge(store, from),
  );
}

function copy({ folder, reason, unless }: Extract<UpkeepTask, { kind: 'backup' }>): string | null {
  const db = openToCheck(folder);
  try {
    if (unless !== null && hasSeals(db) && stateOf(db) === unless) return null;
    // A backup of a damaged library would take the place of a sound one.
    if (finished(checkDatabase(db, true)).length > 0) throw new TammesError('database-damaged', {});
    return makeBackup(db, folder, { reason, withRuns: true }).folder;
  } finally {
    db.close();
  }
}

const task = workerData as UpkeepTask & { key: LibraryKey | null };
unlockLibrary(task.folder, task.key);
work(task).then(
  (result) => post({ result }),
  (error: unknown) => post({ failure: toFailure(error) }),
);
