/** Who looks at the page, and what they may do. The service decides anew on every request: here it only tells which buttons to show. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from './client.js';

export type Scope = 'read' | 'run' | 'override' | 'approve' | 'admin';

export const meOptions = () => api.queryOptions('get', '/v1/me', {}, { staleTime: 60_000 });

/** `may('override', dataset.domain)`: false until it is known. */
export function useMay(): (scope: Scope, domain: string | null) => boolean {
  const { data } = useQuery(meOptions());
  return useCallback(
    (scope, domain) =>
      data?.grants.some(
        ({ scopes, domains }) =>
          scopes.includes(scope) && (domains === null || (domain !== null && domains.includes(domain))),
      ) ?? false,
    [data],
  );
}

/** Name of the person or token as it stands in decisions and the audit log; null until it is known. */
export const useMyName = (): string | null => useQuery(meOptions()).data?.name ?? null;
