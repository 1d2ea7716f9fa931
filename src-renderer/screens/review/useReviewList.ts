import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { askAnew, queryOf } from '../../app/data.ts';

type ListMethod = 'review.groups' | 'review.suggestions' | 'review.doubtful' | 'review.twoNames';

/** So many are asked for at first, and so many more when the end comes into sight. */
const step = 200;
/** The contract answers no more at once. */
const most = 10_000;

/** The first of what waits, and what asks for more. @param input what is wished besides. */
export function useReviewList<M extends ListMethod>(method: M, input: { personId?: number; faces?: number }) {
  const [limit, setLimit] = useState(step);
  const { data, error, isPending } = useQuery({
    ...queryOf(method, { ...input, limit } as Input<M>),
    placeholderData: keepPreviousData,
  });
  const more = useCallback(() => setLimit((before) => Math.min(most, before + step)), []);
  return { data: data as Output<M> | undefined, error, isPending, more };
}

/** Asks for all lists of the review again. @returns a function that ends when they are there, so that nobody decides twice. */
export function useListsAnew(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => askAnew(client, (method) => method.startsWith('review.')), [client]);
}
