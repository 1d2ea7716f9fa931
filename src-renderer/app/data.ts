import { type Query, type QueryClient, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import {
  type AppEvent,
  type BackendStatus,
  backendId,
  type Input,
  type MethodName,
  type Output,
} from '../../src-shared/contract/index.ts';
import { bridge } from './bridge.ts';

/** A call as a query. */
export function queryOf<M extends MethodName>(method: M, input: Input<M>) {
  return { queryKey: [method, input], queryFn: () => bridge.call(method, input) };
}

/** A method's answer, kept until something that it depends on changes. */
export function useCall<M extends MethodName>(
  method: M,
  input: Input<M>,
  options: { enabled?: boolean; staleTime?: number } = {},
) {
  return useQuery({ ...queryOf(method, input), ...options });
}

/** The backends that work, fastest first: as far as it is known, since trying one may take seconds. */
export function useBackends(): BackendStatus[] {
  return useQueries({
    queries: backendId.options.map((id) => queryOf('app.backend', { id })),
    combine: (answers) => answers.flatMap(({ data }) => (data?.available ? [data] : [])),
  });
}

/** Queries whose answer on the way is asked for once more when it is there. */
const late = new WeakSet<Query>();

/**
 * Forgets answers, so that what is shown asks again. An answer on the way may tell of before the change: it is shown, and asked for once
 * more. If it were given up, changes that come faster than answers, as those of a quick sweep do, would leave nothing to show.
 * @param isMeant by the method's name; absent: all. @returns when all that is shown has been answered anew.
 */
export async function askAnew(
  client: QueryClient,
  isMeant: (method: string) => boolean = () => true,
): Promise<void> {
  const predicate = ({ queryKey }: Pick<Query, 'queryKey'>) => isMeant(String(queryKey[0]));
  const onTheWay = client.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' });
  await Promise.all([
    client.invalidateQueries({ predicate }, { cancelRefetch: false }),
    ...onTheWay.map((query) => askOnceMore(client, query)),
  ]);
}

async function askOnceMore(client: QueryClient, query: Query): Promise<void> {
  if (late.has(query)) return;
  late.add(query);
  // Asks nothing while an answer is on the way, and waits for that one.
  await query.fetch().catch(() => {});
  late.delete(query);
  await client.invalidateQueries({ queryKey: query.queryKey, exact: true });
}

/** Forgets answers of these namespaces, so that screens ask again. */
export function useForget(): (...namespaces: string[]) => void {
  const client = useQueryClient();
  return useCallback(
    (...namespaces) => {
      void askAnew(client, (method) => namespaces.includes(method.split('.')[0]!));
    },
    [client],
  );
}

/**
 * Changes a part of what a method has answered before that is stored: a change that follows must not take this one back.
 * @returns a function of the answer before and the part, which returns the whole that is to be stored.
 */
export function useChangeShown<M extends MethodName>(method: M, input: Input<M>) {
  const client = useQueryClient();
  return (before: Output<M> & object, part: Partial<Output<M>>): Output<M> => {
    const { queryKey } = queryOf(method, input);
    const shown: object = client.getQueryData<object>(queryKey) ?? before;
    const next = { ...shown, ...part } as Output<M>;
    client.setQueryData(queryKey, () => next);
    return next;
  };
}

/** Hears events of the main process while the component is shown. The listener must keep its identity. */
export function useEvents(listener: (event: AppEvent) => void): void {
  useEffect(() => bridge.on(listener), [listener]);
}
