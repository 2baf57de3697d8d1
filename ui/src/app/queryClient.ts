/**
 * The cache between rooms and host. The host is on this machine: nothing is retried (an answer will not
 * get better by asking again) and nothing is fetched anew because a window got the focus; what changes is
 * said by events (see api/events.ts).
 */
import { QueryClient } from '@tanstack/react-query';

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        staleTime: 30_000,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
