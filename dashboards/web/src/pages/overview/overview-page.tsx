/** What is wrong, since when, why, whose is it, what does it block: every dataset at a glance. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../../api/client.js';
import { changeSearch } from '../../app/change-search.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { AttentionPanel } from './attention-panel.js';
import { LayerSection } from './layer-section.js';
import { OverviewFilters } from './overview-filters.js';
import { overviewQuery, type OverviewSearch } from './overview-query.js';
import { OverviewTotals } from './overview-totals.js';
import { overviewRoute } from './address.js';

export function OverviewPage() {
  const search = overviewRoute.useSearch();
  const queries = useQueryClient();
  const query = useQuery(head(search));
  // The tiles offer every health, also while one is chosen. Without a choice both are one question.
  const all = useQuery(head(changeSearch(search, { health: undefined })));
  return (
    <Page
      title="Overview"
      {...(query.data === undefined ? {} : { json: { toJSON: () => shown(queries) } })}
      updatedAt={query.dataUpdatedAt}
    >
      <Loaded query={all} what="the overview" height={90}>
        {(page) => <OverviewTotals totals={page.totals} />}
      </Loaded>
      <AttentionPanel />
      {query.data !== undefined && (
        <OverviewFilters domains={query.data.domains} owners={query.data.owners} />
      )}
      {query.data !== undefined && <Layers page={query.data} />}
    </Page>
  );
}

/** Of the list only the counts: each layer asks for its own datasets. */
function head(search: OverviewSearch) {
  return {
    ...api.queryOptions('get', '/v1/overview', {
      params: { query: { ...overviewQuery(search), limit: 1 } },
    }),
    placeholderData: keepPreviousData,
  };
}

const ASKED: readonly unknown[] = ['/v1/overview', '/v1/attention', 'overview'];

/** All answers that the page stands on, when somebody asks for them. */
function shown(queries: QueryClient): unknown {
  return queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(({ queryKey }) => ASKED.includes(queryKey[1]))
    .map(({ queryKey, state }) => ({ query: queryKey.slice(1), data: state.data }));
}

function Layers({ page }: { readonly page: Schema<'OverviewPage'> }) {
  const search = overviewRoute.useSearch();
  const layers = page.layers.filter(
    ({ layer }) => search.layer === undefined || (layer ?? '') === search.layer,
  );
  if (layers.length === 0) return <Nothing />;
  const first = page.items[0];
  const isUntouched = page.totals.datasets > 0 && page.totals.health.neverRun === page.totals.datasets;
  return (
    <>
      {isUntouched && first !== undefined && (
        <Empty title="Nothing has been checked yet." command={`assay gate ${quoted(first.dataset)}`}>
          Ask the gate about a dataset; what it finds appears here at once.
        </Empty>
      )}
      {layers.map(({ layer, totals }) => (
        <LayerSection key={layer ?? ''} layer={layer} totals={totals} />
      ))}
    </>
  );
}

function Nothing() {
  const search = overviewRoute.useSearch();
  if (Object.keys(search).length > 0) return <Empty title="No dataset fits these filters." />;
  return (
    <Empty title="There are no contracts yet, or none that you may see." command="assay init">
      A contract says what a dataset has to keep. This writes a first one from a file or a table that you
      have.
    </Empty>
  );
}

/** As a shell takes it. */
const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
