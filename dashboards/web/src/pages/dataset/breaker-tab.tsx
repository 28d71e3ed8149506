/** The breaker of a dataset: how it stands, and all that it went through. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, type Schema } from '../../api/client.js';
import { pagedWithin } from '../../api/paged.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { BreakerPhase } from '../../kit/state-tags.js';

type Row = Schema<'BreakerTransition'>;

export function BreakerTab({ dataset: { key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const query = useInfiniteQuery(
    pagedWithin(
      ['breaker', key],
      (cursor, signal) =>
        client.GET('/v1/breakers/{dataset}', { params: { path: { dataset: key }, query: cursor }, signal }),
      ({ transitions }) => transitions.next,
    ),
  );
  const transitions = query.data?.pages.flatMap((page) => page.transitions.items) ?? [];
  return (
    <Loaded query={query} what="the breaker" height={320}>
      {({ pages: [breaker] }) =>
        breaker === undefined ? null : (
          <>
            <Section
              title="Now"
              aside={
                <Link to="/gates" search={{ dataset: key }}>
                  Act on it among the gates
                </Link>
              }
            >
              <BreakerFacts breaker={breaker} />
            </Section>
            <Section title="What it went through">
              {transitions.length === 0 ? (
                <p>It never moved.</p>
              ) : (
                <>
                  <DataTable
                    caption={`What the breaker of ${key} went through, newest first`}
                    columns={COLUMNS}
                    rows={transitions}
                    rowKey={(row) => `${row.at} ${row.from} ${row.to} ${row.event} ${row.runId ?? ''}`}
                  />
                  <More query={query} shown={transitions.length} what="changes" />
                </>
              )}
            </Section>
          </>
        )
      }
    </Loaded>
  );
}

function BreakerFacts({ breaker }: { readonly breaker: Schema<'BreakerDetail'> }) {
  const { phase, since, cause, failures, successes, retryAt, dataVersion, runId } = breaker;
  return (
    <Facts
      facts={[
        ['Phase', <BreakerPhase key="phase" phase={phase} />],
        ['Since', since === null ? 'it never moved' : <Moment key="since" at={since} seconds />],
        ['Cause', cause],
        ['Blocked in a row', failures === 0 ? null : failures],
        ['Passed in a row on probation', phase === 'half_open' ? successes : null],
        ['No new attempt before', retryAt === null ? null : <Moment key="retry" at={retryAt} seconds />],
        [
          'Data version that opened it',
          dataVersion === null ? null : <code key="version">{dataVersion}</code>,
        ],
        [
          'Run',
          runId === null ? null : (
            <Link key="run" to="/runs/$id" params={{ id: runId }}>
              {runId}
            </Link>
          ),
        ],
      ]}
    />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { key: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <Moment at={at} seconds /> },
  {
    key: 'change',
    header: 'Change',
    cell: ({ from, to }) => (
      <>
        <BreakerPhase phase={from} /> → <BreakerPhase phase={to} />
      </>
    ),
  },
  { key: 'event', header: 'By', cell: ({ event, by }) => (by === null ? event : `${event} by ${by}`) },
  { key: 'cause', header: 'Why', cell: ({ cause }) => cause ?? '' },
  {
    key: 'run',
    header: 'Run',
    wideOnly: true,
    cell: ({ runId }) =>
      runId === null ? (
        ''
      ) : (
        <Link to="/runs/$id" params={{ id: runId }}>
          run
        </Link>
      ),
  },
];
