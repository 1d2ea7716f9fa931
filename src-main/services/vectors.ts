/** The namespace `vectors`: files of vectors that become a library. */
import { isAbsolute } from 'node:path';
import type { FoundVectors, Job, VectorSource } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { noteLibrary } from '../recent-libraries.ts';
import { isVacant } from '../store/move.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './handlers.ts';
import { ensurePretrained } from './heads.ts';
import { refuseFilled } from './import-vectors.ts';
import type { StepOptions } from './in-steps.ts';
import type { Jobs } from './jobs.ts';
import { removeNew } from './remove-new.ts';
import { usableTarget } from './targets.ts';
import type { VectorsResult, VectorsTask } from './vectors-worker.ts';
import { workInThread } from './work-thread.ts';

interface Parts {
  store: Store;
  jobs: Jobs;
  /** Hears that the library that is open has vectors now. */
  onNew(): void;
}

export function vectorHandlers({ store, jobs, onNew }: Parts): Handlers<'vectors'> {
  return {
    'vectors.inspect': (source) => inspect(store, source),
    'vectors.import': async ({ into, ...source }) => {
      const target = into === null ? null : await newFolder(into, store);
      if (target === null) refuseFilled(store);
      const { rows } = await inspect(store, source);
      return start({ store, jobs, onNew }, source, { target, rows });
    },
  };
}

function start(
  { store, jobs, onNew }: Parts,
  source: VectorSource,
  { target, rows }: { target: string | null; rows: number },
): Job {
  return jobs.start('vectors', target ?? '', async ({ signal, tell }) => {
    tell(0, rows);
    const onProgress = (share: number) => tell(Math.round(share * rows), rows);
    const folder = target ?? store.folder;
    try {
      await inThread({ kind: 'import', folder, source }, { signal, onProgress });
    } catch (error) {
      if (target !== null) await removeNew(target);
      throw error;
    }
    if (target !== null) return noteLibrary(target);
    // A network's first head is another one than the built-in backbone's.
    await ensurePretrained(store);
    onNew();
  });
}

/** @throws as `inspectVectors` */
async function inspect({ folder }: Store, source: VectorSource): Promise<FoundVectors> {
  for (const path of [source.vectors, source.labels])
    if (path !== undefined && !isAbsolute(path)) throw new TammesError('vectors-not-read', { path });
  return (await inThread({ kind: 'inspect', folder, source }))!;
}

const inThread = (task: VectorsTask, options?: StepOptions) =>
  workInThread<VectorsResult>('vectors-worker', task, options);

/** @throws TammesError 'folder-there', 'target-inside', 'target-not-absolute' */
async function newFolder(into: string, { folder }: Store): Promise<string> {
  const { target } = await usableTarget(into, [folder]);
  if (!isVacant(target)) throw new TammesError('folder-there', { folder: target });
  return target;
}
