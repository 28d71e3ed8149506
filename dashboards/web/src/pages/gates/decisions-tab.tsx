/** What the gates decided, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { DayFilter } from '../../kit/day-filter.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters } from '../../kit/filters.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { DecisionTable } from './decision-table.js';
import { GatesFrame } from './gates-frame.js';
import { useGatesSearch } from './use-gates-search.js';

const OUTCOMES = [
  { value: 'block', label: 'blocked' },
  { value: 'allow_with_warnings', label: 'allowed with warnings' },
  { value: 'allow', label: 'allowed' },
] as const;

export function DecisionsTab() {
  const { search } = useGatesSearch();
  const { dataset, layer, outcome, since, until } = search;
  const filter = {
    ...(dataset === undefined ? {} : { dataset }),
    ...(layer === undefined ? {} : { layer }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
  const query = useInfiniteQuery(
    paged(['decisions', filter], (cursor, signal) =>
      client.GET('/v1/decisions', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
  const decisions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <GatesFrame json={query.data === undefined ? undefined : decisions} updatedAt={query.dataUpdatedAt}>
      <DecisionFilters />
      <Section title="Decisions">
        <Loaded query={query} what="decisions" height={320}>
          {() =>
            decisions.length === 0 ? (
              <NoDecisions isFiltered={Object.keys(filter).length > 0} />
            ) : (
              <>
                <DecisionTable decisions={decisions} />
                <More
                  query={query}
                  shown={decisions.length}
                  what={decisions.length === 1 ? 'decision' : 'decisions'}
                />
              </>
            )
          }
        </Loaded>
      </Section>
    </GatesFrame>
  );
}

function NoDecisions({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No decision fits these filters." />
  ) : (
    <Empty title="No gate was asked yet." command="assay gate <dataset>">
      Ask the gate before data are promoted; its answers appear here at once.
    </Empty>
  );
}

function DecisionFilters() {
  const { search, set } = useGatesSearch();
  return (
    <Filters>
      <DatasetFilter value={search.dataset} onChange={(dataset) => set({ dataset })} />
      <LayerFilter value={search.layer} onChange={(layer) => set({ layer })} />
      <Choice
        label="Outcome"
        all="all"
        value={search.outcome}
        options={OUTCOMES}
        onChange={(outcome) => set({ outcome })}
      />
      <DayFilter label="Decided from" value={search.since} onChange={(since) => set({ since })} />
      <DayFilter label="Decided before" value={search.until} onChange={(until) => set({ until })} />
    </Filters>
  );
}
