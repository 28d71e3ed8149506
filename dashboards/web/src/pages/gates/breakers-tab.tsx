/** The breaker of each dataset: those that hold data back first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { Glyph } from '../../kit/glyph.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { BreakerTable } from './breaker-table.js';
import { GatesFrame } from './gates-frame.js';
import { useGatesSearch } from './use-gates-search.js';

const PHASES = [
  { value: 'open', label: 'open' },
  { value: 'isolated', label: 'isolated' },
  { value: 'half_open', label: 'half open' },
  { value: 'closed', label: 'closed' },
] as const;

export function BreakersTab() {
  const blocked = useBreakers('true');
  const free = useBreakers('false');
  const { search } = useGatesSearch();
  const isFiltered = [search.dataset, search.layer, search.phase, search.search].some(
    (each) => each !== undefined,
  );
  const [held, others] = [shown(blocked), shown(free)];
  const json = blocked.data === undefined || free.data === undefined ? undefined : [...held, ...others];
  const isNothing = json?.length === 0;
  return (
    <GatesFrame json={json} updatedAt={Math.min(blocked.dataUpdatedAt, free.dataUpdatedAt)}>
      <BreakerFilters />
      {isNothing ? (
        <NoBreakers isFiltered={isFiltered} />
      ) : (
        <>
          <Section title="Held back now">
            <Loaded query={blocked} what="breakers that hold back" height={120}>
              {() => (held.length === 0 ? <NothingHeld /> : <List query={blocked} breakers={held} held />)}
            </Loaded>
          </Section>
          <Section title="Let through">
            <Loaded query={free} what="breakers" height={240}>
              {() =>
                others.length === 0 ? (
                  <p>None of these datasets is let through at this moment.</p>
                ) : (
                  <List query={free} breakers={others} held={false} />
                )
              }
            </Loaded>
          </Section>
        </>
      )}
    </GatesFrame>
  );
}

type Answered = ReturnType<typeof useBreakers>;

function useBreakers(blocked: 'true' | 'false') {
  const { search } = useGatesSearch();
  const { dataset, layer, phase, search: words } = search;
  const filter = {
    blocked,
    ...(dataset === undefined ? {} : { dataset }),
    ...(layer === undefined ? {} : { layer }),
    ...(phase === undefined ? {} : { phase }),
    ...(words === undefined ? {} : { search: words }),
  };
  return useInfiniteQuery(
    paged(['breakers', filter], (cursor, signal) =>
      client.GET('/v1/breakers', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
}

const shown = ({ data }: Answered): readonly Schema<'Breaker'>[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

function List({
  query,
  breakers,
  held,
}: {
  readonly query: Answered;
  readonly breakers: readonly Schema<'Breaker'>[];
  readonly held: boolean;
}) {
  return (
    <>
      <BreakerTable
        caption={held ? 'Datasets that are held back now' : 'Datasets that are let through'}
        breakers={breakers}
      />
      <More query={query} shown={breakers.length} what={breakers.length === 1 ? 'dataset' : 'datasets'} />
    </>
  );
}

function NothingHeld() {
  return (
    <p>
      <Glyph health="pass" /> Nothing is held back.
    </p>
  );
}

function NoBreakers({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No dataset fits these filters." />
  ) : (
    <Empty title="The project has no datasets yet." command="assay init">
      Write a contract: each of its datasets has a gate.
    </Empty>
  );
}

function BreakerFilters() {
  const { search, set } = useGatesSearch();
  return (
    <Filters>
      <DatasetFilter value={search.dataset} onChange={(dataset) => set({ dataset })} />
      <LayerFilter value={search.layer} onChange={(layer) => set({ layer })} />
      <Choice
        label="Breaker"
        all="all"
        value={search.phase}
        options={PHASES}
        onChange={(phase) => set({ phase })}
      />
      <TextFilter
        label="Search"
        placeholder="dataset or owner"
        value={search.search}
        onChange={(words) => set({ search: words })}
      />
    </Filters>
  );
}
