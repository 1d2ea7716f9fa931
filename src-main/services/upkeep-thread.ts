/** Checks, copies and moves a library in a thread of its own. */
import type { StepOptions } from './in-steps.ts';
import type { UpkeepResult, UpkeepTask } from './upkeep-worker.ts';
import { workInThread } from './work-thread.ts';

/** @throws TammesError, also 'work-cancelled' if the signal is set off. */
export function doUpkeep(task: UpkeepTask, options?: StepOptions): Promise<UpkeepResult> {
  return workInThread<UpkeepResult>('upkeep-worker', task, options);
}
