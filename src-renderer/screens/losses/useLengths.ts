import { type Remote, wrap } from 'comlink';
import { useEffect, useRef, useState } from 'react';
import type { GradientLengths } from '../../../src-shared/losses/index.ts';
import { useToasts } from '../../app/toasts.tsx';
import { type Curve, type CurveQuestion, questionOf } from './curves.ts';
import type { LengthsWorker } from './worker.ts';

let worker: Remote<LengthsWorker> | undefined;

/** The worker starts with its first use. */
function lengthsWorker(): Remote<LengthsWorker> {
  worker ??= wrap<LengthsWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  return worker;
}

/** A curve's lengths, with its settings at the time: while a slider moves these are not yet the newest. */
export interface Answer {
  curve: Curve;
  question: CurveQuestion;
  lengths: GradientLengths;
}

/**
 * Gradient lengths of the curves, by their styles. The worker is only ever asked for the newest settings, so that it
 * cannot fall behind a slider.
 */
export function useLengths(curves: readonly Curve[]): ReadonlyMap<number, Answer> {
  const [answers, setAnswers] = useState<ReadonlyMap<number, Answer>>(new Map());
  const cache = useRef(answers);
  const newest = useRef(curves);
  const isBusy = useRef(false);
  const toasts = useToasts();

  useEffect(() => {
    newest.current = curves;

    async function work() {
      for (
        let next = stale(newest.current, cache.current);
        next;
        next = stale(newest.current, cache.current)
      ) {
        const { curve, question } = next;
        const lengths = await lengthsWorker().lengths(question);
        cache.current = new Map(cache.current).set(curve.style, { curve, question, lengths });
        setAnswers(cache.current);
      }
    }
    if (isBusy.current) return;
    isBusy.current = true;
    work()
      .catch(toasts.fail)
      .finally(() => {
        isBusy.current = false;
      });
  }, [curves, toasts]);

  return answers;
}

/** The first curve whose lengths are not those of its settings; a curve whose settings make no sense waits. */
function stale(curves: readonly Curve[], cache: ReadonlyMap<number, Answer>) {
  for (const curve of curves) {
    const question = questionOf(curve);
    const lastQuestion = cache.get(curve.style)?.question;
    if (question !== null && JSON.stringify(lastQuestion) !== JSON.stringify(question))
      return { curve, question };
  }
  return null;
}
