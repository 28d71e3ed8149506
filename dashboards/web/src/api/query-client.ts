/** How answers are kept: shown while they are refreshed, asked again when an event says so. */
import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

const MOST_RETRIES = 2;

/** An answer of the service itself is an answer: only what may pass by itself is asked again. */
function mayPass(failures: number, error: unknown): boolean {
  const passing = !(error instanceof ApiProblem) || error.status === 0 || error.status === 503;
  return passing && failures < MOST_RETRIES;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 5 * 60_000,
      retry: mayPass,
      refetchOnWindowFocus: false,
    },
  },
});
