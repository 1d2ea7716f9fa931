import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../src-shared/errors/index.ts';
import { useToasts } from '../../app/toasts.tsx';
import { type EvaluateState, type OutsideField, outsideFields } from './evaluate-address.ts';

/** A field, and why what it names was refused. */
export interface RefusedField {
  field: OutsideField;
  failure: Failure;
}

/**
 * The list or folder that the last evaluation was refused for: it is told at its field, in the place of a toast, until another one is
 * named or tried.
 */
export function useRefusedField(state: EvaluateState): RefusedField | null {
  const toasts = useToasts();
  const [refused, setRefused] = useState<(RefusedField & { value: string }) | null>(null);
  const now = useRef(state);
  now.current = state;
  useEffect(
    () =>
      toasts.claim('evaluate', (failure) => {
        const field = failure === null ? undefined : fieldOf(failure, now.current);
        setRefused(field === undefined ? null : { field, failure: failure!, value: now.current[field] });
        return field !== undefined;
      }),
    [toasts],
  );
  return refused !== null && state[refused.field] === refused.value ? refused : null;
}

/** The field of the protocol whose path the failure names, or of whose path it names the last part. */
export function fieldOf({ parameters }: Failure, state: EvaluateState): OutsideField | undefined {
  const named = Object.values(parameters);
  return outsideFields[state.protocol].find((field) => {
    const path = state[field].trim().replace(/(?<=.)[/\\]+$/, '');
    return path !== '' && named.some((one) => one === path || one === path.split(/[/\\]/).at(-1));
  });
}
