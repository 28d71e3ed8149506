/** What the gate decided on a dataset, newest first, with its reasons. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { changeSearch } from '../../app/change-search.js';
import { batchText } from '../../kit/batch-text.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { More } from '../../kit/more.js';
import { ReasonList } from '../../kit/reason-list.js';
import { Section } from '../../kit/section.js';
import { shellWord } from '../../kit/shell-word.js';
import { Outcome } from '../../kit/state-tags.js';
import { datasetRoute } from './address.js';

type Row = Schema<'Decision'>;

const OUTCOMES = [
  { value: 'block', label: 'blocked' },
  { value: 'allow_with_warnings', label: 'allowed with warnings' },
  { value: 'allow', label: 'allowed' },
] as const;

export function DecisionsTab({ dataset: { key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { outcome } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const filter = outcome === undefined ? {} : { outcome };
  const query = useInfiniteQuery(
    paged(['decisions of', key, filter], (cursor, signal) =>
      client.GET('/v1/gates/{dataset}/decisions', {
        params: { path: { dataset: key }, query: { ...filter, ...cursor } },
        signal,
      }),
    ),
  );
  const decisions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Filters>
        <Choice
          label="Outcome"
          all="all"
          value={outcome}
          options={OUTCOMES}
          onChange={(next) =>
            void navigate({
              search: (old) => changeSearch(old, { outcome: next }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Filters>
      <Loaded query={query} what="decisions" height={320}>
        {() =>
          decisions.length === 0 ? (
            <NoDecisions dataset={key} isFiltered={outcome !== undefined} />
          ) : (
            <Section title="Decisions">
              <DataTable
                caption={`Decisions on ${key}, newest first`}
                columns={COLUMNS}
                rows={decisions}
                rowKey={({ id }) => id}
              />
              <More query={query} shown={decisions.length} what="decisions" />
            </Section>
          )
        }
      </Loaded>
    </>
  );
}

function NoDecisions({ dataset, isFiltered }: { readonly dataset: string; readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No decision ended so." />
  ) : (
    <Empty title="The gate was never asked." command={`assay gate ${shellWord(dataset)}`} />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'at',
    header: 'Decided',
    isRowHeader: true,
    cell: ({ id, decidedAt }) => (
      <Link to="/decisions/$id" params={{ id }}>
        <Moment at={decidedAt} />
      </Link>
    ),
  },
  {
    key: 'outcome',
    header: 'Outcome',
    cell: ({ outcome, shadow }) => <Outcome outcome={outcome} shadow={shadow} />,
  },
  {
    key: 'reasons',
    header: 'Reasons',
    least: '18rem',
    cell: ({ id, reasons }) => <ReasonList reasons={reasons} most={2} decision={id} />,
  },
  { key: 'batch', header: 'Batch', least: '8rem', cell: ({ batch }) => batchText(batch) },
  { key: 'by', header: 'Asked by', wideOnly: true, cell: ({ askedBy }) => askedBy },
  {
    key: 'run',
    header: 'Run',
    wideOnly: true,
    cell: ({ runId }) =>
      runId === null ? (
        'none'
      ) : (
        <Link to="/runs/$id" params={{ id: runId }}>
          run
        </Link>
      ),
  },
];
