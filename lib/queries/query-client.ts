import { QueryClient } from '@tanstack/react-query';

let tabClient: QueryClient | null = null;

/** The tab's one cache of answers; on the server a fresh one per call, for it is shared by nobody there. */
export function queryClient(): QueryClient {
  if (typeof window === 'undefined') return newClient();
  tabClient ??= newClient();
  return tabClient;
}

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What the server sent with the page is not asked for again at once.
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        retry: 1,
      },
    },
  });
}
