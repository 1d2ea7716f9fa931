import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { remainingSeconds } from '../../components/duration.ts';
import { sphereWorker } from './sphere-worker.ts';

/** How far the search for the best arrangement is. */
interface GhostSearch {
  /** From 0 to 1. */
  share: number;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
}

/**
 * The best arrangement, laid over points; until it is there the one before, and how far the search is, which is null if
 * that takes no longer than a moment.
 * @param points x, y and z in turn; null ends the search, which goes on from where it was when it is wanted again.
 */
export function useGhost(points: Float32Array | null, dim: number) {
  const [search, setSearch] = useState<GhostSearch | null>(null);
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    // A query that is left for one with another key is cancelled.
    queryKey: ['sphere.ghost', dim, points && [...points]],
    queryFn: ({ signal }) => laid(points!, dim, signal, setSearch),
    enabled: points !== null,
    placeholderData: (before) => (before?.length === points?.length ? before : undefined),
    gcTime: 0,
  });
  return { ghost: points && (data ?? null), isPlaceholderData, search: isFetching ? search : null, error };
}

async function laid(
  points: Float32Array,
  dim: number,
  signal: AbortSignal,
  tell: (search: GhostSearch | null) => void,
): Promise<Float32Array> {
  tell(null);
  let first: { at: number; share: number } | null = null;
  for (;;) {
    const { ghost, share } = await sphereWorker().ghost(points, dim);
    signal.throwIfAborted();
    if (ghost !== null) return ghost;
    const at = performance.now();
    first ??= { at, share };
    tell({ share, remaining: remainingSeconds((at - first.at) / 1000, share - first.share, 1 - share) });
  }
}
