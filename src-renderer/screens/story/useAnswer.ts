import { useEffect, useRef, useState } from 'react';
import { useToasts } from '../../app/toasts.tsx';
import type { AnswerKind, AnswerOf, QuestionOf } from './compute/answers.ts';
import { ask } from './compute/story-worker.ts';

interface Answered<K extends AnswerKind> {
  question: QuestionOf<K>;
  answer: AnswerOf<K>;
}

/**
 * The worker's answer, with the question that it answers: while a slider moves that is not yet the newest. Only the newest
 * question is ever asked, so that the worker cannot fall behind a slider.
 *
 * @param question null while there is none. @returns null before the first answer.
 */
export function useAnswer<K extends AnswerKind>(kind: K, question: QuestionOf<K> | null): Answered<K> | null {
  const [answered, setAnswered] = useState<Answered<K> | null>(null);
  const newest = useRef(question);
  const isBusy = useRef(false);
  const toasts = useToasts();
  const text = JSON.stringify(question);

  useEffect(() => {
    newest.current = question;
    if (isBusy.current) return;
    isBusy.current = true;
    work()
      .catch(toasts.fail)
      .finally(() => {
        isBusy.current = false;
      });

    async function work() {
      let lastQuestion = '';
      for (let next = newest.current; next !== null; next = newest.current) {
        const asked = JSON.stringify(next);
        if (asked === lastQuestion) return;
        setAnswered({ question: next, answer: await ask(kind, next) });
        lastQuestion = asked;
      }
    }
  }, [text, kind, toasts]);

  return answered;
}
