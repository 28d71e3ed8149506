/** The results of a run, worst first, with filters that stand in the address. */
import { Link } from '@tanstack/react-router';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Schema } from '../../api/client.js';
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { HEALTH_WORDS } from '../../kit/glyph.js';
import { checkText, kindText, messageText } from '../../kit/kind-text.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { valueText } from '../../kit/value.js';
import { Verdict } from '../../kit/verdict.js';
import { VERDICT_OPTIONS } from '../../kit/verdict-options.js';
import { runRoute } from './address.js';
import styles from './run.module.css';

type Row = Schema<'RunCheck'>;

interface RunResultsProps {
  readonly run: Schema<'RunHead'>;
  readonly items: readonly Row[];
  readonly query: UseInfiniteQueryResult<unknown, unknown>;
}

export function RunResults({ run, items, query }: RunResultsProps) {
  return (
    <Section title="Results">
      <ResultFilters />
      {items.length === 0 ? (
        <Empty title={isEmpty(run) ? 'The run had no checks.' : 'No result fits these filters.'} />
      ) : (
        <>
          <DataTable
            caption={`Results of the run of ${run.dataset}, worst first`}
            columns={columnsOf(run.runId)}
            rows={items}
            rowKey={({ id }) => id}
          />
          <More query={query} shown={items.length} what="results" />
        </>
      )}
    </Section>
  );
}

const isEmpty = ({ summary }: Schema<'RunHead'>): boolean =>
  Object.values(summary).every((count) => count === 0);

const columnsOf = (run: string): readonly TableColumn<Row>[] => [
  {
    key: 'check',
    header: 'Check',
    isRowHeader: true,
    least: '12rem',
    cell: (row) => (
      <>
        <Link to="/checks/$id" params={{ id: row.id }} search={{ run }}>
          {checkText(row)}
        </Link>
        <span className={styles['dim']}>
          {row.column ?? 'whole dataset'}
          {row.name !== null && ` · ${kindText(row.kind)}`}
        </span>
      </>
    ),
  },
  {
    key: 'verdict',
    header: 'Verdict',
    cell: (row) => (
      <>
        <Verdict verdict={row.verdict} />
        {row.before !== null && row.before !== row.verdict && (
          <span className={styles['before']}>was {HEALTH_WORDS[row.before]}</span>
        )}
        {row.reason !== null && <span className={styles['before']}>{row.reason.replaceAll('_', ' ')}</span>}
      </>
    ),
  },
  {
    key: 'value',
    header: 'Value',
    numeric: true,
    least: '6rem',
    cell: (row) => valueText(row.observed, row.unit),
  },
  { key: 'limit', header: 'Limit', least: '7rem', cell: (row) => row.expected },
  {
    key: 'rows',
    header: 'Rows',
    numeric: true,
    least: '6rem',
    wideOnly: true,
    cell: ({ rows }) => (rows === null ? '–' : `${countText(rows.bad)} of ${countText(rows.total)}`),
  },
  {
    key: 'message',
    header: 'What it says',
    least: '16rem',
    cell: (row) => messageText(row.message, row),
  },
];

/** A count that a double can not hold comes as text. */
const countText = (count: number | string): string => BigInt(count).toLocaleString('en');

function ResultFilters() {
  const search = runRoute.useSearch();
  const navigate = runRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return (
    <Filters>
      <Choice
        label="Verdict"
        all="all"
        value={search.verdict}
        options={VERDICT_OPTIONS}
        onChange={(verdict) => set({ verdict })}
      />
      <Choice
        label="Beside the run before"
        all="all"
        value={search.change}
        options={CHANGES}
        onChange={(change) => set({ change })}
      />
      <TextFilter
        label="Search"
        placeholder="name or column"
        value={search.search}
        onChange={(text) => set({ search: text })}
      />
    </Filters>
  );
}

const CHANGES = [
  { value: 'any', label: 'other than before' },
  { value: 'worse', label: 'worse' },
  { value: 'better', label: 'better' },
  { value: 'new', label: 'new' },
] as const;
