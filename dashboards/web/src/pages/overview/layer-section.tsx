/** The datasets of one layer, page by page, the worst first. */
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { Verdict } from '../../kit/verdict.js';
import { DatasetCards } from './dataset-cards.js';
import { HealthTable } from './health-table.js';
import { overviewQuery } from './overview-query.js';
import { overviewRoute } from './address.js';
import styles from './overview.module.css';

const HEALTHS = ['fail', 'unknown', 'warn'] as const;

/** What is wrong comes first: the rest is there on demand, and a page of 500 datasets is there at once. */
const AT_ONCE = 25;

interface LayerSectionProps {
  /** Null: datasets of no layer. */
  readonly layer: string | null;
  readonly totals: Schema<'OverviewTotals'>;
}

export function LayerSection({ layer, totals }: LayerSectionProps) {
  const search = overviewRoute.useSearch();
  const filters = { ...overviewQuery(search), layer: layer ?? '' };
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const query = useInfiniteQuery({
    ...paged(['overview', filters], (cursor, signal) =>
      client.GET('/v1/overview', { params: { query: { ...filters, limit: AT_ONCE, ...cursor } }, signal }),
    ),
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const caption = `Datasets of ${layer === null ? 'no layer' : `the layer ${layer}`}`;
  return (
    <Section title={layer ?? 'Without a layer'} aside={<Counts totals={totals} />}>
      <Loaded query={query} what={caption.toLowerCase()} height={Math.min(8, totals.datasets) * 46 + 60}>
        {() => (
          <>
            {isNarrow ? (
              <DatasetCards label={caption} rows={rows} />
            ) : (
              <HealthTable caption={caption} rows={rows} />
            )}
            {(query.hasNextPage || rows.length > 10) && (
              <More query={query} shown={rows.length} what={`of ${String(totals.datasets)} datasets`} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Counts({ totals }: { readonly totals: Schema<'OverviewTotals'> }) {
  return (
    <span className={styles['counts']}>
      {HEALTHS.flatMap((health) =>
        totals.health[health] === 0
          ? []
          : [<Verdict key={health} verdict={health} count={totals.health[health]} />],
      )}
      <span className={styles['dim']}>
        {totals.datasets.toLocaleString('en')} {totals.datasets === 1 ? 'dataset' : 'datasets'}
      </span>
    </span>
  );
}
