import { useMessages } from '../../app/language.tsx';
import { Progress } from '../../components/Progress.tsx';
import type { Task } from './useTask.ts';

/** How far work has come, and a way to stop it. */
export function TaskProgress({ label, task, onCancel }: { label: string; task: Task; onCancel(): void }) {
  const { story: words } = useMessages();
  return (
    <Progress
      {...{ label, onCancel }}
      done={task.share}
      total={1}
      detail={words.percent(Math.floor(100 * task.share))}
      remaining={task.remaining}
    />
  );
}
