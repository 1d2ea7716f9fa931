import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import {
  type AppEvent,
  type BackendStatus,
  backendId,
  type Input,
  type MethodName,
} from '../../src-shared/contract/index.ts';
import { bridge } from './bridge.ts';

/** A call as a query. */
function queryOf<M extends MethodName>(method: M, input: Input<M>) {
  return { queryKey: [method, input], queryFn: () => bridge.call(method, input) };
}

/** A method's answer, kept until something that it depends on changes. */
export function useCall<M extends MethodName>(
  method: M,
  input: Input<M>,
  options: { enabled?: boolean } = {},
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

/** Forgets answers of these namespaces, so that screens ask again. */
export function useForget(): (...namespaces: string[]) => void {
  const client = useQueryClient();
  return useCallback(
    (...namespaces) => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => namespaces.includes(String(queryKey[0]).split('.')[0]!),
      });
    },
    [client],
  );
}

/** Hears events of the main process while the component is shown. The listener must keep its identity. */
export function useEvents(listener: (event: AppEvent) => void): void {
  useEffect(() => bridge.on(listener), [listener]);
}
