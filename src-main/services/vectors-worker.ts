/** Entry of the thread that reads files of vectors and makes a library of them: the window goes on meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FoundVectors, VectorSource } from '../../src-shared/contract/index.ts';
import { toFailure } from '../../src-shared/errors/index.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import { openStore } from '../store/store.ts';
import { importVectors } from './import-vectors.ts';
import { inspectVectors } from './read-vectors.ts';
import type { WorkMessage } from './work-thread.ts';

/** What the thread is to do, of a library or for one. */
export interface VectorsTask {
  kind: 'inspect' | 'import';
  folder: string;
  source: VectorSource;
}

/** Null of an import. */
export type VectorsResult = FoundVectors | null;

const post = (message: WorkMessage<VectorsResult>) => parentPort!.postMessage(message);

async function work({ kind, folder, source }: VectorsTask): Promise<VectorsResult> {
  if (kind === 'inspect') return inspectVectors(source);
  const store = openStore(folder);
  try {
    // Who cancels ends the thread.
    const { signal } = new AbortController();
    await importVectors(store, source, { signal, tell: (done, total) => post({ share: done / total! }) });
  } finally {
    store.close();
  }
  return null;
}

const { key, ...task } = workerData as VectorsTask & { key: LibraryKey | null };
unlockLibrary(task.folder, key);
work(task).then(
  (result) => post({ result }),
  (error: unknown) => post({ failure: toFailure(error) }),
);
