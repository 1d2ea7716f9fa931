import type { Run } from '../../src-shared/contract/index.ts';
import { runName } from '../../src-shared/contract/index.ts';
import { bridge } from './bridge.ts';
import { useForget } from './data.ts';
import { useToasts } from './toasts.tsx';

interface RunActions {
  /** Starts or resumes a run. @returns its number; null if that failed, which was said. */
  begin(work: () => Promise<{ id: number }>): Promise<number | null>;
  resume(runId: number): Promise<number | null>;
  cancel(runId: number): Promise<void>;
  /** Removes a run and its head, which can be undone. @returns whether it is gone. */
  remove(run: Run): Promise<boolean>;
}

/** What can be done with runs, from any screen. */
export function useRunActions(): RunActions {
  const toasts = useToasts();
  const forget = useForget();

  async function begin(work: () => Promise<{ id: number }>) {
    try {
      const { id } = await work();
      forget('training');
      return id;
    } catch (error) {
      toasts.fail(error);
      return null;
    }
  }

  async function remove(run: Run) {
    const { id: runId } = run;
    const refresh = () => forget('training', 'sphere', 'matching');
    try {
      await bridge.call('training.remove', { runId });
      toasts.tell(
        ({ runs }) => runs.removed(runName(run)),
        async () => {
          await bridge.call('training.undoRemoval', { runId });
          refresh();
        },
      );
      refresh();
      return true;
    } catch (error) {
      toasts.fail(error);
      refresh();
      return false;
    }
  }

  return {
    begin,
    remove,
    resume: (runId) => begin(() => bridge.call('training.resume', { runId })),
    cancel: (runId) => bridge.call('training.cancel', { runId }).catch(toasts.fail),
  };
}
