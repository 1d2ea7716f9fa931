import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DescribedFace } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';

/** Matches faces with a head; asks again when the gallery changes. */
export function useMatches(headId: number | null, faces: readonly DescribedFace[]) {
  return useQuery({
    // A feature's first numbers tell faces apart; the whole would make a long key.
    queryKey: ['matching.match', headId, faces.map(({ feature }) => feature.slice(0, 8))],
    queryFn: () =>
      bridge.call('matching.match', { headId: headId!, features: faces.map(({ feature }) => feature) }),
    enabled: headId !== null && faces.length > 0,
    placeholderData: keepPreviousData,
  });
}
