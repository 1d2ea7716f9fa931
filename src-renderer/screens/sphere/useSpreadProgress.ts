import { useCallback, useRef, useState } from 'react';
import type { AppEvent } from '../../../src-shared/contract/index.ts';
import { useEvents } from '../../app/data.ts';
import { remainingSeconds } from '../../components/duration.ts';

interface SpreadProgress {
  headId: number;
  /** From 0 to 1. */
  share: number;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
}

/** How far the spread of a head has come; null if it takes no longer than a moment. */
export function useSpreadProgress(headId: number | null): SpreadProgress | null {
  const [progress, setProgress] = useState<SpreadProgress | null>(null);
  const first = useRef<{ headId: number; at: number; share: number } | null>(null);
  const hear = useCallback((event: AppEvent) => {
    if (event.type !== 'spread') return;
    const now = performance.now();
    if (first.current?.headId !== event.headId || event.share < first.current.share)
      first.current = { headId: event.headId, at: now, share: event.share };
    const { at, share } = first.current;
    const remaining = remainingSeconds((now - at) / 1000, event.share - share, 1 - event.share);
    setProgress({ headId: event.headId, share: event.share, remaining });
  }, []);
  useEvents(hear);
  return progress?.headId === headId ? progress : null;
}
