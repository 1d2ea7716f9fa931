import { useCallback, useEffect, useRef, useState } from 'react';
import { remainingSeconds } from '../../components/duration.ts';

/** Work that is being done. */
export interface Task {
  /** From 0 to 1. */
  share: number;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
}

/** Milliseconds between two looks at how far it has come. */
const every = 100;

/** Work of which one is done at a time, and which ends when it is cancelled or its figure is left. */
export function useTask() {
  const [task, setTask] = useState<Task | null>(null);
  const [error, setError] = useState<unknown>(null);
  const controller = useRef<AbortController | null>(null);
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    async (work: (signal: AbortSignal, report: (share: number) => void) => Promise<void>) => {
      controller.current?.abort();
      const taskController = new AbortController();
      controller.current = taskController;
      const started = performance.now();
      let reportedAt = Number.NEGATIVE_INFINITY;
      setError(null);
      setTask({ share: 0, remaining: null });
      const report = (share: number) => {
        const now = performance.now();
        if (taskController.signal.aborted || now - reportedAt < every) return;
        reportedAt = now;
        setTask({ share, remaining: remainingSeconds((now - started) / 1000, share, 1 - share) });
      };
      try {
        await work(taskController.signal, report);
      } catch (reason) {
        if (!taskController.signal.aborted) setError(reason);
      } finally {
        // Another may have taken its place.
        if (controller.current === taskController) setTask(null);
      }
    },
    [],
  );
  return { task, error, start, cancel };
}
