import { useQuery } from '@tanstack/react-query';
import { proxy } from 'comlink';
import { useState } from 'react';
import { remainingSeconds } from '../../components/duration.ts';
import { identityOf } from './identity.ts';
import { matrixOf } from './rows.ts';
import { sphereWorker } from './sphere-worker.ts';

/** How far the drawing of a map is. */
interface MapProgress {
  /** From 0 to 1. */
  share: number;
  /** Seconds; null while they are unknown. */
  remaining: number | null;
}

type Rows = readonly (readonly number[])[];

/**
 * The map of centres that keeps neighbours; until it is there how far it is, which is null where that takes no longer than a
 * moment.
 * @param centres unit vectors; null: no map is wanted, and work on one ends.
 */
export function useNeighbourMap(centres: Rows | null) {
  const [progress, setProgress] = useState<MapProgress | null>(null);
  const { data, error, isFetching } = useQuery({
    // A query that is left for one with another key is cancelled.
    queryKey: ['sphere.map', centres && identityOf(centres)],
    queryFn: ({ signal }) => mapOf(centres!, signal, setProgress),
    enabled: centres !== null,
    // The same centres have the same map.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { map: (centres && data) ?? null, progress: isFetching ? progress : null, error };
}

async function mapOf(
  centres: Rows,
  signal: AbortSignal,
  tell: (progress: MapProgress | null) => void,
): Promise<Float32Array> {
  tell(null);
  let first: { at: number; share: number } | null = null;
  const hear = (share: number) => {
    signal.throwIfAborted();
    const at = performance.now();
    first ??= { at, share };
    tell({ share, remaining: remainingSeconds((at - first.at) / 1000, share - first.share, 1 - share) });
  };
  return sphereWorker().map(matrixOf(centres), proxy(hear));
}
