/** Changes of the library: what they concern is asked anew, and each can be taken back. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { AppEvent, Changed } from '../../src-shared/contract/index.ts';
import { type Failure, toFailure } from '../../src-shared/errors/index.ts';
import { journalText } from '../../src-shared/journal-words.ts';
import { bridge } from './bridge.ts';
import { useEvents, useForget } from './data.ts';
import { SharedState, useSharedState } from './shared-state.ts';
import { useToasts } from './toasts.tsx';

/** Hears of changes by this window, another one or another process; belongs into the shell. */
export function useChanges(): void {
  const forget = useForget();
  const client = useQueryClient();
  const hear = useCallback(
    (event: AppEvent) => {
      if (event.type === 'changed') forget(...event.namespaces);
      // A folder's table, and what was written, are there once their job has ended.
      if (event.type === 'job' && event.job.status !== 'running') forget('recognition', 'exports', 'storage');
      if (event.type !== 'review') return;
      if (event.progress === null) forget('review');
      else
        client.setQueryData(['review.counts', undefined], (before: object | undefined) =>
          before ? { ...before, progress: event.progress } : undefined,
        );
    },
    [forget, client],
  );
  useEvents(hear);
}

/** What takes a change back, for the toast that tells of it. @param entryId as the change answered; null: nothing was changed. */
export function undoOf(entryId: number | null): (() => Promise<unknown>) | undefined {
  return entryId === null ? undefined : () => bridge.call('journal.undo', { entryId });
}

/** A change by which somebody would have two faces on a photo, as in a collage: made only if that is meant. */
interface TwiceQuestion {
  failure: Failure;
  answer(isMeant: boolean): void;
}

const questions = new SharedState<readonly TwiceQuestion[]>([]);

/** What is to be answered now; belongs into the shell. */
export function useTwiceQuestion(): TwiceQuestion | undefined {
  return useSharedState(questions)[0];
}

function isMeantTwice(failure: Failure): Promise<boolean> {
  return new Promise((resolve) => {
    const question: TwiceQuestion = {
      failure,
      answer(isMeant) {
        questions.change((before) => before.filter((one) => one !== question));
        resolve(isMeant);
      },
    };
    questions.change((before) => [...before, question]);
  });
}

/** A call that answers with its entry in the journal. @param allowTwice whether somebody may have two faces on a photo by it. */
export type Work<T extends Changed> = (allowTwice: boolean) => Promise<T>;

/**
 * Makes changes of the library: tells of each with its undo, and says why one was refused. Asks where somebody would have two faces on
 * a photo.
 * @returns a function that makes one; null if it was refused. `onQuestion` is called before people are asked.
 */
export function useChange(): <T extends Changed>(
  work: Work<T>,
  onQuestion?: () => void,
) => Promise<T | null> {
  const toasts = useToasts();
  return useCallback(
    async (work, onQuestion) => {
      try {
        const answer = await work(false).catch(async (error) => {
          const failure = toFailure(error);
          if (failure.problem !== 'person-twice') throw error;
          onQuestion?.();
          return (await isMeantTwice(failure)) ? work(true) : null;
        });
        if (answer === null) return null;
        const { undo } = await bridge.call('journal.state', undefined);
        // Another window may have changed something since.
        if (undo !== null && undo.id === answer.entryId) {
          toasts.tell((_, language) => journalText(undo)[language], undoOf(undo.id));
        }
        return answer;
      } catch (error) {
        toasts.fail(error);
        return null;
      }
    },
    [toasts],
  );
}
