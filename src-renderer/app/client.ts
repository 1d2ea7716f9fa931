import { QueryClient } from '@tanstack/react-query';

/** What was answered. The main process answers from this machine: nothing is retried, and nothing grows old by itself. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
  },
});
