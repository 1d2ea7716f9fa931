import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { qualityLimits } from '../../../src-shared/contract/index.ts';
import { queryOf, useCall } from '../../app/data.ts';
import { useLimits } from '../../components/quality-limits.ts';
import type { Fitting } from '../../sphere/picture.ts';
import { commonFilter } from '../library/library-query.ts';
import { filtersSet, fittingCentres } from './fitting.ts';
import { useSphereAddress } from './sphere-address.ts';

/**
 * Who and which photos fit the filters of the address: people by any of their faces; null while no filter is set, or nothing is known.
 * @param names of the centres.
 */
export function useFitting(names: readonly string[] | undefined): Fitting | null {
  const [{ find, tag, quality }] = useSphereAddress();
  const limits = useLimits().limits ?? qualityLimits.parse({});
  const isSet = filtersSet({ find, tag, quality }) > 0;
  const filter = commonFilter({ find, tag, quality }, limits);
  const options = { enabled: isSet, placeholderData: keepPreviousData };
  const { data: ids } = useQuery({ ...queryOf('library.faceIds', filter), ...options });
  const { data: groups } = useQuery({
    ...queryOf('library.faceGroups', { ...filter, group: 'person' }),
    ...options,
  });
  const { data: people } = useCall('people.list', undefined, { enabled: isSet });
  return useMemo(() => {
    if (!isSet || !ids || !groups || !people || !names) return null;
    return { faces: new Set(ids), centres: fittingCentres(names, people, groups) };
  }, [isSet, ids, groups, people, names]);
}
