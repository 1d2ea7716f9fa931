/** Entry of the thread that evaluates heads: that reads and compares all faces, and keeps nobody waiting there. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../src-shared/errors/index.ts';
import { openReader } from '../store/database.ts';
import { unlockLibrary } from '../store/encryption/keyring.ts';
import type { LibraryKey } from '../store/encryption/keys.ts';
import { type Evaluated, type EvaluationTask, evaluateLibrary } from './evaluate-library.ts';
import { evaluateOutside, type OutsideTask } from './evaluate-outside.ts';
import { judgeTemplates, type TemplatesTask } from './judge-templates.ts';
import type { WorkMessage } from './work-thread.ts';

/** Milliseconds between two words about progress. */
const pace = 100;

const { folder, key, ...task } = workerData as (EvaluationTask | OutsideTask | TemplatesTask) & {
  folder: string;
  key: LibraryKey | null;
};
const post = (message: WorkMessage<Evaluated>) => parentPort!.postMessage(message);
let toldAt = Number.NEGATIVE_INFINITY;
const tell = (share: number) => {
  if (performance.now() < toldAt + pace) return;
  toldAt = performance.now();
  post({ share });
};

async function work(): Promise<Evaluated> {
  unlockLibrary(folder, key);
  const db = openReader(folder);
  try {
    if ('set' in task) return await judgeTemplates(db, task, tell);
    return 'photos' in task
      ? await evaluateOutside(db, task, tell)
      : await evaluateLibrary({ folder, db }, task, tell);
  } finally {
    db.close();
  }
}

work().then(
  (result) => post({ result }),
  (error: unknown) => post({ failure: toFailure(error) }),
);
