import { useEffect } from 'react';
import { SharedState, useSharedState } from './shared-state.ts';

const waiting = new SharedState<readonly File[]>([]);

/** Hands photos to the screen Recognise, which takes them as soon as it is shown. */
export function handFiles(files: readonly File[]): void {
  waiting.change(() => files);
}

/** Takes what was handed over. @param take must keep its identity. */
export function useHandedFiles(take: (files: readonly File[]) => void): void {
  const files = useSharedState(waiting);
  useEffect(() => {
    if (files.length === 0) return;
    waiting.change(() => []);
    take(files);
  }, [files, take]);
}
