/** Evaluates heads on photos that were described, in a thread of its own, and keeps what it finds. */
import { TammesError } from '../../src-shared/errors/index.ts';
import { currentBackbone } from '../store/backbones.ts';
import { transaction } from '../store/database.ts';
import { addEvaluation } from '../store/evaluations.ts';
import { anyHead } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Evaluated, EvaluationTask } from './evaluate-library.ts';
import type { OutsideTask } from './evaluate-outside.ts';
import type { StepOptions } from './in-steps.ts';
import type { TemplatesTask } from './judge-templates.ts';
import { buffersOf } from './template-lists.ts';
import { workInThread } from './work-thread.ts';

/**
 * @returns what was found, and under which number it is kept.
 * @param name under which the evaluation is kept, if empty its protocol and number; null: it is not.
 * @throws TammesError as `evaluateLibrary` and `evaluateOutside`, or 'work-cancelled'
 */
export async function judge(
  { db, folder }: Store,
  task: EvaluationTask | OutsideTask | TemplatesTask,
  name: string | null,
  options: StepOptions,
): Promise<Evaluated & { id: number | null }> {
  const buffers =
    'set' in task ? [...buffersOf(task.set), task.photos.features.buffer, task.photos.isFound.buffer] : [];
  const evaluated = await workInThread<Evaluated>('evaluate-worker', { folder, ...task }, options, buffers);
  const { result, pairing, outside } = evaluated;
  const id = name === null ? null : transaction(db, () => addEvaluation(db, name, result, pairing, outside));
  return { ...evaluated, id };
}

/** Photos are read by the backbone in use, and others' heads cannot tell what it says. @throws TammesError 'head-of-other-backbone' */
export function refuseForeign({ db }: Store, headIds: readonly number[]): void {
  const heads = headIds.map((id) => anyHead(db, id));
  const foreign = heads.find(({ backboneId }) => backboneId !== currentBackbone(db).id);
  if (foreign !== undefined) throw new TammesError('head-of-other-backbone', { head: foreign.name });
}
