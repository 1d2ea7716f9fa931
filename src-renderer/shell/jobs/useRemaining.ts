import { useEffect, useRef, useState } from 'react';
import { remainingSeconds } from '../../components/duration.ts';

/**
 * Remaining seconds of work of which only the share that is done is told, at the pace since this window first heard of it; null while
 * that is unknown. @param share from 0 to 1; null: there is no work.
 */
export function useRemaining(share: number | null): number | null {
  const began = useRef<{ at: number; share: number } | null>(null);
  const [remaining, setRemaining] = useState<number | null>(null);
  useEffect(() => {
    // Less than before is other work.
    if (share === null || began.current === null || share < began.current.share)
      began.current = share === null ? null : { at: performance.now(), share };
    const from = began.current;
    setRemaining(
      share === null || from === null
        ? null
        : remainingSeconds((performance.now() - from.at) / 1000, share - from.share, 1 - share),
    );
  }, [share]);
  return remaining;
}
