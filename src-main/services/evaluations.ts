/** The namespace `evaluations`: heads are evaluated in the background, and what was found is kept. */
import type {
  Changed,
  EvaluationInfo,
  Job,
  KeptEvaluation,
  OutsideSettings,
  ParsedInput,
} from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { findEvaluation, listEvaluations, removeEvaluation, renameEvaluation } from '../store/evaluations.ts';
import { change } from '../store/journal.ts';
import { anyHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { VisionPool } from '../vision/pool.ts';
import { addColumns } from './add-columns.ts';
import { compareEvaluations } from './compare-evaluations.ts';
import { describeOutside } from './describe-outside.ts';
import type { EvaluationTask } from './evaluate-library.ts';
import type { OutsideTask } from './evaluate-outside.ts';
import { groupingsOf } from './groups-of-faces.ts';
import { photoGroupings } from './groups-of-photos.ts';
import type { Handlers } from './handlers.ts';
import type { JobControls, Jobs, StagedControls } from './jobs.ts';
import { judge, refuseForeign } from './judge-heads.ts';
import type { TemplatesTask } from './judge-templates.ts';
import { countUnseen } from './library-faces.ts';
import { libraryOptions } from './outside-photos.ts';
import { otherHeads } from './prove-backbone.ts';

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

/** What evaluations work with; `onNew` hears that there is a new one. */
interface EvaluationParts {
  store: Store;
  jobs: Jobs;
  openPool(): VisionPool;
  onNew(): void;
}

/** Of the work on photos beside the library, what reading them takes, in percent; the rest are figures and intervals. */
const reading = 80;

/** The namespace `evaluations`. */
export function evaluationHandlers({
  store,
  jobs,
  openPool,
  onNew,
}: EvaluationParts): Handlers<'evaluations'> {
  const { db, folder } = store;

  /** @param before percent of the work that is done already. */
  async function evaluate(
    name: string,
    task: EvaluationTask | OutsideTask | TemplatesTask,
    { signal, tell, turn, found }: StagedControls,
    before: number,
  ): Promise<void> {
    turn();
    const { id } = await judge(store, task, name, {
      signal,
      onProgress: (share) => tell(Math.floor(before + (100 - before) * share), 100),
    });
    if (id !== null) found(id);
    onNew();
  }

  async function readOutside(settings: OutsideSettings, { signal, tell }: JobControls) {
    const pool = openPool();
    const stop = () => void pool.close();
    signal.addEventListener('abort', stop);
    try {
      return await describeOutside({ store, pool, options: libraryOptions(store) }, settings, {
        signal,
        onProgress: ({ done, total, cached }) =>
          tell(Math.floor((reading * done) / total), 100, Math.floor((reading * cached) / total)),
      });
    } finally {
      signal.removeEventListener('abort', stop);
      await pool.close();
    }
  }

  function start({ name, headIds: given, settings }: ParsedInput<'evaluations.start'>): Job {
    const headIds = [...new Set(given)];
    for (const headId of headIds) anyHead(db, headId);
    const { protocol } = settings;
    if (protocol === 'open-set' || protocol === 'holdout' || protocol === 'pairs')
      return jobs.start('evaluate', '', (controls) => evaluate(name, { headIds, settings }, controls, 0));
    refuseForeign(store, headIds);
    return jobs.start('evaluate', '', async (controls) => {
      const read = await readOutside(settings, controls);
      await evaluate(name, { headIds, ...read }, controls, reading);
    });
  }

  return {
    'evaluations.start': async (input) => start(input),
    'evaluations.list': async () => evaluationsOf(store),
    'evaluations.get': async ({ evaluationId }) => findEvaluation(db, evaluationId),
    'evaluations.compare': async ({ firstId, secondId }) => compareEvaluations(store, firstId, secondId),
    'evaluations.unseen': ({ headIds }) => countUnseen({ folder, db }, headIds),
    'evaluations.otherHeads': async () => otherHeads(store),
    'evaluations.groupings': async () => groupingsOf(db),
    'evaluations.photoGroupings': ({ table }) => photoGroupings(table),
    'evaluations.addColumns': async ({ name, text }) => addColumns(store, text, name),
    'evaluations.rename': async ({ evaluationId, name }) => renameKept(store, evaluationId, name),
    'evaluations.remove': async ({ evaluationId }) => removeKept(store, evaluationId),
  };
}
