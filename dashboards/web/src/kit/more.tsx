/** The next page of a list that the service pages. */
import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import styles from './more.module.css';

type Paged = Pick<
  UseInfiniteQueryResult<unknown, unknown>,
  'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
>;

/** @param shown how many are on the page @param what of what, in the plural */
export function More({
  query,
  shown,
  what,
}: {
  readonly query: Paged;
  readonly shown: number;
  readonly what: string;
}) {
  return (
    <div className={styles['more']}>
      <span>
        {shown.toLocaleString('en')} {what} shown{query.hasNextPage ? ', there are more' : ''}
      </span>
      {query.hasNextPage && (
        <Button
          className="no-print"
          variant="default"
          size="compact-sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
