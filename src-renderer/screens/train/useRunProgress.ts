import { runName } from '../../../src-shared/contract/index.ts';
import { epochText, shareOf } from '../../app/epoch-text.ts';
import { useMessages } from '../../app/language.tsx';
import type { RunView } from '../../app/runs.ts';
import { formatDuration } from '../../components/duration.ts';

interface RunProgress {
  name: string;
  /** From 0 to 1. */
  share: number;
  /** Name, how far it is, and the remaining time. */
  text: string;
}

/** How far the run that is being trained has come; null if none is. */
export function useRunProgress({ running, latest, beside }: RunView): RunProgress | null {
  const messages = useMessages();
  const { train: words } = messages;
  if (running === undefined) return null;
  const name = runName(running);
  const share = beside ? beside.share : shareOf(latest);
  const done = beside
    ? words.beside[beside.type](Math.floor(100 * share))
    : epochText(latest, running.spec.epochs, words);
  const remaining = beside ? beside.remainingSeconds : (latest?.remainingSeconds ?? null);
  const time = remaining !== null && share < 1 ? [formatDuration(remaining, messages)] : [];
  return { name, share, text: [name, done, ...time].join(' · ') };
}
