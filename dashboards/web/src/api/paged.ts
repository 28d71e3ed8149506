/** Lists that the service pages: all pages so far, as one question that is asked again as a whole. */
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';

type Ask<Page> = (
  cursor: { readonly cursor?: string },
  signal: AbortSignal,
) => Promise<{ readonly data?: Page | undefined }>;

/**
 * For `useInfiniteQuery`: `paged(['runs', query], (cursor, signal) => client.GET('/v1/runs', { params: { query: { ...query, ...cursor } }, signal }))`.
 * What was there stays until the answer to another filter has come.
 * @param key names the list and all that it is filtered by
 */
export function paged<Page extends { readonly next: string | null }>(
  key: readonly unknown[],
  ask: Ask<Page>,
) {
  return pagedWithin(key, ask, ({ next }) => next);
}

/** The same for an answer that has a list among other things. @param nextOf the cursor of its next page; null: this is the last */
export function pagedWithin<Page>(
  key: readonly unknown[],
  ask: Ask<Page>,
  nextOf: (page: Page) => string | null,
) {
  return infiniteQueryOptions({
    queryKey: ['paged', ...key],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const { data } = await ask(pageParam === null ? {} : { cursor: pageParam }, signal);
      if (data === undefined) throw new Error('The service answered without a body');
      return data;
    },
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });
}
