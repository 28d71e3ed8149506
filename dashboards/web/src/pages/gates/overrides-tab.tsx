/** Overrides: in force, waiting for a second person, ended. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { GatesFrame } from './gates-frame.js';
import { OverrideTable } from './override-table.js';
import { useGatesSearch } from './use-gates-search.js';

const STATES = [
  { value: 'in_force', label: 'in force' },
  { value: 'waiting', label: 'waiting for a second person' },
  { value: 'ended', label: 'ended' },
] as const;

export function OverridesTab() {
  const { search, set } = useGatesSearch();
  const { dataset, state } = search;
  const filter = {
    ...(dataset === undefined ? {} : { dataset }),
    ...(state === undefined ? {} : { state }),
  };
  const query = useInfiniteQuery(
    paged(['overrides', filter], (cursor, signal) =>
      client.GET('/v1/overrides', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
  const overrides = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <GatesFrame json={query.data === undefined ? undefined : overrides} updatedAt={query.dataUpdatedAt}>
      <Filters>
        <DatasetFilter value={dataset} onChange={(next) => set({ dataset: next })} />
        <Choice
          label="State"
          all="in force or waiting"
          value={state}
          options={STATES}
          onChange={(next) => set({ state: next })}
        />
      </Filters>
      <Section title="Overrides">
        <Loaded query={query} what="overrides" height={240}>
          {() =>
            overrides.length === 0 ? (
              <Empty
                title={
                  dataset === undefined && state === undefined
                    ? 'No override is in force or waiting.'
                    : 'No override fits these filters.'
                }
              >
                An override is made at the breaker of a dataset.
              </Empty>
            ) : (
              <>
                <OverrideTable overrides={overrides} />
                <More
                  query={query}
                  shown={overrides.length}
                  what={overrides.length === 1 ? 'override' : 'overrides'}
                />
              </>
            )
          }
        </Loaded>
      </Section>
    </GatesFrame>
  );
}
