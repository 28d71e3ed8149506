/** What stands in the place of an answer that is on its way, that failed or that is empty. */
import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemBox } from './problem-box.js';

type Asked<Data> = Pick<UseQueryResult<Data, unknown>, 'data' | 'error' | 'isPending' | 'refetch'>;

interface LoadedProps<Data> {
  readonly query: Asked<Data>;
  /** What is being loaded, for screen readers: "runs". */
  readonly what: string;
  /** Height of the placeholder in px. */
  readonly height?: number;
  readonly children: (data: Data) => ReactNode;
}

/** An answer from before is shown while a newer one is on its way, and with the problem above it where that failed. */
export function Loaded<Data>({ query, what, height = 160, children }: LoadedProps<Data>) {
  const { data, error, isPending, refetch } = query;
  const again = (
    <Button variant="default" size="compact-sm" onClick={() => void refetch()}>
      Try again
    </Button>
  );
  if (data !== undefined)
    return (
      <>
        {error !== null && <ProblemBox error={error} action={again} stale />}
        {children(data)}
      </>
    );
  if (!isPending && error !== null) return <ProblemBox error={error} action={again} />;
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <Skeleton height={height} radius="sm" />
    </div>
  );
}
