import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DescribedFace, Output } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';

/** The head that recognises; undefined until it is known. */
export function useActiveHead(): number | undefined {
  return useCall('training.heads', undefined).data?.find(({ active }) => active)?.id;
}

/** Matches faces with the active head; asks again when the gallery changes. */
export function useActiveMatches(
  faces: readonly Pick<DescribedFace, 'feature' | 'featureVersion'>[],
): Output<'matching.match'> | undefined {
  const headId = useActiveHead();
  const { data } = useQuery({
    // A feature's first numbers tell faces apart; the whole would make a long key.
    queryKey: ['matching.match', headId, faces.map(({ feature }) => feature.slice(0, 8))],
    queryFn: () =>
      bridge.call('matching.match', {
        headId: headId!,
        features: faces.map(({ feature }) => [...feature]),
        featureVersion: faces[0]?.featureVersion,
      }),
    enabled: headId !== undefined && faces.length > 0,
    placeholderData: keepPreviousData,
  });
  return faces.length > 0 ? data : undefined;
}
