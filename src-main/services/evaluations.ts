/** The namespace `evaluations`: heads are evaluated in the background, and what was found is kept. */
import type {
  Changed,
  EvaluationInfo,
  EvaluationResult,
  Job,
  KeptEvaluation,
  ParsedInput,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { transaction } from '../store/database.ts';
import {
  addEvaluation,
  findEvaluation,
  listEvaluations,
  removeEvaluation,
  renameEvaluation,
} from '../store/evaluations.ts';
import { change } from '../store/journal.ts';
import { anyHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { addColumns } from './add-columns.ts';
import { compareEvaluations } from './compare-evaluations.ts';
import { type Evaluated, type EvaluationTask, evaluateLibrary } from './evaluate-library.ts';
import { groupingsOf } from './groups-of-faces.ts';
import type { Handlers } from './handlers.ts';
import type { Jobs } from './jobs.ts';
import { countUnseen } from './library-faces.ts';
import { workInThread } from './work-thread.ts';

/** Newest first. */
export function evaluationsOf({ db }: Store): EvaluationInfo[] {
  return listEvaluations(db);
}

/** @param wanted an evaluation's name or number. @throws TammesError 'bad-input' that lists the evaluations there are. */
export function evaluationNamed({ db }: Store, wanted: string): KeptEvaluation {
  const all = listEvaluations(db);
  const found = all.find(({ id, name }) => name === wanted || String(id) === wanted);
  if (found !== undefined) return findEvaluation(db, found.id);
  throw new TammesError('evaluation-not-named-so', { name: wanted, known: all.map(({ name }) => name) });
}

/**
 * Evaluates heads by pairs of the library's faces, group by group.
 * @param name under which it is kept; null: it is not. @throws TammesError as `evaluateLibrary`, or 'grouping-unknown'.
 */
export async function evaluateByGroup(
  { db, folder }: Store,
  headIds: readonly number[],
  { by, unseen }: { by: string; unseen: boolean },
  name: string | null,
  tell: (share: number) => void,
): Promise<EvaluationResult> {
  const task = { headIds, settings: { protocol: 'pairs' as const, by, unseen } };
  const { result, pairing } = await evaluateLibrary({ folder, db }, task, tell);
  if (name !== null) transaction(db, () => addEvaluation(db, name, result, pairing));
  return result;
}

/** Removes an evaluation, which can be undone. @throws TammesError 'evaluation-unknown' */
export function removeKept({ db }: Store, evaluationId: number): Changed {
  const { entryId } = change(
    db,
    () => removeEvaluation(db, evaluationId),
    (name) => ({ action: 'remove-evaluation', parameters: { name } }),
  );
  return { entryId };
}

function renameKept({ db }: Store, evaluationId: number, name: string): Changed {
  const { entryId } = change(
    db,
    () => renameEvaluation(db, evaluationId, name),
    (from) => ({ action: 'rename-evaluation', parameters: { from, to: name } }),
  );
  return { entryId };
}

/** The namespace `evaluations`. @param onNew hears that there is a new one. */
export function evaluationHandlers(store: Store, jobs: Jobs, onNew: () => void): Handlers<'evaluations'> {
  const { db, folder } = store;

  function start({ name, headIds, settings }: ParsedInput<'evaluations.start'>): Job {
    const heads = [...new Set(headIds)];
    for (const headId of heads) anyHead(db, headId);
    return jobs.start('evaluate', '', async ({ signal, tell }) => {
      const task: EvaluationTask & { folder: string } = { folder, headIds: heads, settings };
      const { result, pairing } = await workInThread<Evaluated>('evaluate-worker', task, {
        signal,
        onProgress: (share) => tell(Math.floor(100 * share), 100),
      });
      transaction(db, () => addEvaluation(db, name, result, pairing));
      onNew();
    });
  }

  return {
    'evaluations.start': async (input) => start(input),
    'evaluations.list': async () => evaluationsOf(store),
    'evaluations.get': async ({ evaluationId }) => findEvaluation(db, evaluationId),
    'evaluations.compare': async ({ firstId, secondId }) => compareEvaluations(store, firstId, secondId),
    'evaluations.unseen': ({ headIds }) => countUnseen({ folder, db }, headIds),
    'evaluations.groupings': async () => groupingsOf(db),
    'evaluations.addColumns': async ({ name, text }) => addColumns(store, text, name),
    'evaluations.rename': async ({ evaluationId, name }) => renameKept(store, evaluationId, name),
    'evaluations.remove': async ({ evaluationId }) => removeKept(store, evaluationId),
  };
}
