/** The statement that shows the rows which break the rule, to be copied; written only when it is asked for, because the source has to be looked at. */
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema } from '../../api/client.js';
import { Code } from '../../kit/code.js';
import { ProblemBox } from '../../kit/problem-box.js';
import { Section } from '../../kit/section.js';
import styles from './check.module.css';

interface FailingRowsProps {
  readonly checkId: string;
  readonly runId: string;
}

export function FailingRows({ checkId, runId }: FailingRowsProps) {
  const [isWanted, setIsWanted] = useState(false);
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/checks/{id}/rows',
      { params: { path: { id: checkId }, query: { run: runId } } },
      { enabled: isWanted, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  return (
    <Section title="Find the rows" level={3}>
      {!isWanted && (
        <Button className="no-print" variant="default" size="compact-sm" onClick={() => setIsWanted(true)}>
          Write the SQL that shows them
        </Button>
      )}
      {isWanted && query.isPending && (
        <div role="status" aria-label="Looking at the source">
          <Skeleton height={60} radius="sm" />
        </div>
      )}
      {query.error !== null && <ProblemBox error={query.error} />}
      {query.data !== undefined && <Statement rows={query.data} />}
    </Section>
  );
}

function Statement({
  rows: { sql, reason, server, dialect, masked },
}: {
  readonly rows: Schema<'CheckRows'>;
}) {
  if (sql === null) return <p className={styles['dim']}>{reason}</p>;
  return (
    <>
      <Code text={sql} what={`SQL for ${dialect ?? 'the source'}`} />
      <p className={styles['dim']}>
        For {server}, as a run would ask for samples
        {masked.length === 0 ? '' : `; ${masked.join(', ')} stay masked`}.
      </p>
    </>
  );
}
