/** Objectives of several datasets with what was counted for them. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { BudgetBar } from './budget-bar.js';
import { ObjectiveState } from './objective-state.js';
import { sloRoute } from './address.js';
import { daysText, rateText, shareText } from './share-text.js';
import styles from './slo.module.css';

export interface ObjectiveRow {
  readonly dataset: string;
  readonly objective: Schema<'Objective'>;
}

const columns: readonly TableColumn<ObjectiveRow>[] = [
  {
    key: 'objective',
    header: 'Objective',
    isRowHeader: true,
    cell: ({ dataset, objective }) => (
      <span className={styles['name']}>
        <DatasetLink dataset={dataset} />
        <span>{objective.text}</span>
        {objective.description !== null && <span className={styles['words']}>{objective.description}</span>}
      </span>
    ),
  },
  { key: 'state', header: 'State', cell: ({ objective }) => <ObjectiveState state={objective.state} /> },
  {
    key: 'attained',
    header: 'Attained',
    numeric: true,
    cell: ({ objective: { attained, good, total, target } }) => (
      <>
        <span className={styles['figure']}>{shareText(attained)}</span>{' '}
        <span className={styles['words']}>
          target{'\u00a0'}
          {shareText(target)}
        </span>
        <br />
        <span className={styles['words']}>
          {good.toLocaleString('en')} of {total.toLocaleString('en')}
        </span>
      </>
    ),
  },
  {
    key: 'budget',
    header: 'Error budget',
    cell: ({ objective }) => <BudgetCell objective={objective} />,
  },
  {
    key: 'burn',
    header: 'Burn rate',
    numeric: true,
    cell: ({ objective: { burn } }) =>
      burn === null ? (
        '–'
      ) : (
        <>
          {rateText(burn.long)}{' '}
          <span className={styles['words']}>
            in{'\u00a0'}
            {daysText(burn.longDays)}
          </span>
          <br />
          {rateText(burn.short)}{' '}
          <span className={styles['words']}>
            in{'\u00a0'}
            {daysText(burn.shortDays)}
          </span>
        </>
      ),
  },
];

/** To the days of one dataset, in the same window. */
function DatasetLink({ dataset }: { readonly dataset: string }) {
  const { days, until } = sloRoute.useSearch();
  return (
    <Link
      to="/slo"
      search={{
        dataset,
        ...(days === undefined ? {} : { days }),
        ...(until === undefined ? {} : { until }),
      }}
    >
      {dataset}
    </Link>
  );
}

/** Why there is no budget is said, where there is none. */
export function BudgetCell({ objective }: { readonly objective: Schema<'Objective'> }) {
  const { budgetLeft, target, total, checks, counts, bad } = objective;
  if (budgetLeft !== null) return <BudgetBar left={budgetLeft} />;
  if (total > 0)
    return (
      <span className={styles['words']}>
        {target === 1 ? `none at 100 %: ${bad.toLocaleString('en')} bad` : 'none'}
      </span>
    );
  return (
    <span className={styles['words']}>
      {counts === 'results' && checks === 0 ? 'no check in force counts towards it' : 'nothing was counted'}
    </span>
  );
}

export function ObjectiveTable({ rows }: { readonly rows: readonly ObjectiveRow[] }) {
  return (
    <DataTable
      caption="Objectives by dataset"
      columns={columns}
      rows={rows}
      rowKey={({ dataset, objective }) => JSON.stringify([dataset, objective.clause.path, objective.text])}
    />
  );
}
