/** Runs of all datasets, newest recorded first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { DayFilter } from '../../kit/day-filter.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Page } from '../../kit/page.js';
import { RunTable } from '../../kit/run-table.js';
import { Section } from '../../kit/section.js';
import { VERDICT_OPTIONS } from '../../kit/verdict-options.js';
import { runsRoute } from './address.js';

export function RunsPage() {
  const search = runsRoute.useSearch();
  const query = useInfiniteQuery(
    paged(['runs', search], (cursor, signal) =>
      client.GET('/v1/runs', { params: { query: { ...search, ...cursor } }, signal }),
    ),
  );
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Runs"
      lead="Every time a dataset was checked, what was found and what the gate made of it. Newest recorded first."
      {...(query.data === undefined ? {} : { json: runs })}
      updatedAt={query.dataUpdatedAt}
    >
      <RunFilters />
      <Section title="Runs">
        <Loaded query={query} what="runs" height={320}>
          {() =>
            runs.length === 0 ? (
              <NoRuns isFiltered={isFiltered} />
            ) : (
              <>
                <RunTable caption="Runs of all datasets" runs={runs} withDataset />
                <More query={query} shown={runs.length} what="runs" />
              </>
            )
          }
        </Loaded>
      </Section>
    </Page>
  );
}

function NoRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No run fits these filters." />
  ) : (
    <Empty title="Nothing has been checked yet." command="assay check">
      Check the datasets of the project; what is found appears here at once.
    </Empty>
  );
}

function RunFilters() {
  const search = runsRoute.useSearch();
  const navigate = runsRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return (
    <Filters>
      <DatasetFilter value={search.dataset} onChange={(dataset) => set({ dataset })} />
      <LayerFilter value={search.layer} onChange={(layer) => set({ layer })} />
      <Choice
        label="Verdict"
        all="all"
        value={search.verdict}
        options={VERDICT_OPTIONS}
        onChange={(verdict) => set({ verdict })}
      />
      <TextFilter label="Server" value={search.server} onChange={(server) => set({ server })} />
      <DayFilter label="As of, from" value={search.since} onChange={(since) => set({ since })} />
      <DayFilter label="As of, before" value={search.until} onChange={(until) => set({ until })} />
    </Filters>
  );
}
