/** Runs as a table: when, of what, how they ended, what the gate made of them. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client.js';
import { batchText } from './batch-text.js';
import { DataTable, type TableColumn } from './data-table.js';
import { Moment } from './moment.js';
import { RunCounts } from './run-counts.js';
import { Outcome } from './state-tags.js';
import { Verdict } from './verdict.js';

type Row = Schema<'DecidedRun'>;

/** @param withDataset of several datasets: says which */
export function RunTable({
  caption,
  runs,
  withDataset,
}: {
  readonly caption: string;
  readonly runs: readonly Row[];
  readonly withDataset: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      columns={withDataset ? [AS_OF, VERDICT, DATASET, ...OTHERS] : [AS_OF, VERDICT, ...OTHERS]}
      rows={runs}
      rowKey={(run) => run.runId}
    />
  );
}

const AS_OF: TableColumn<Row> = {
  key: 'asOf',
  header: 'As of',
  isRowHeader: true,
  cell: (run) => (
    <Link to="/runs/$id" params={{ id: run.runId }}>
      <Moment at={run.asOf} />
    </Link>
  ),
};

const VERDICT: TableColumn<Row> = {
  key: 'verdict',
  header: 'Verdict',
  cell: (run) => <Verdict verdict={run.verdict} />,
};

const DATASET: TableColumn<Row> = {
  key: 'dataset',
  header: 'Dataset',
  least: '9rem',
  cell: (run) => (
    <Link to="/datasets/$key" params={{ key: run.dataset }}>
      {run.dataset}
    </Link>
  ),
};

const OTHERS: readonly TableColumn<Row>[] = [
  {
    key: 'checks',
    header: 'Checks',
    least: '8rem',
    wideOnly: true,
    cell: (run) => <RunCounts summary={run.summary} />,
  },
  { key: 'gate', header: 'Gate', cell: (run) => <Decided run={run} /> },
  { key: 'batch', header: 'Batch', least: '9rem', cell: (run) => <BatchOf run={run} /> },
  { key: 'server', header: 'Server', wideOnly: true, cell: (run) => run.server },
  {
    key: 'recorded',
    header: 'Recorded',
    wideOnly: true,
    cell: (run) => <Moment at={run.finishedAt} ago />,
  },
];

function Decided({ run: { decision } }: { readonly run: Row }) {
  if (decision === null) return <>not asked</>;
  return (
    <>
      <Outcome outcome={decision.outcome} shadow={decision.shadow} />{' '}
      {decision.outcome !== 'allow' && (
        <Link to="/decisions/$id" params={{ id: decision.id }}>
          why
        </Link>
      )}
    </>
  );
}

function BatchOf({ run: { batch, where } }: { readonly run: Row }) {
  return (
    <>
      {batchText(batch)}
      {where !== null && (
        <span title="A run on some rows only: it says nothing of the dataset.">
          {' '}
          (only rows where <code>{where}</code>)
        </span>
      )}
    </>
  );
}
