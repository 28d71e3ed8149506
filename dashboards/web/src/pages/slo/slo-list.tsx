/** The objectives of all datasets: which are missed, which will be, and what is left of their error budgets. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { Empty } from '../../kit/empty.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { LastRunNote } from './last-run-note.js';
import { STATE_WORDS } from './objective-state.js';
import { ObjectiveTable, type ObjectiveRow } from './objective-table.js';
import { sloRoute } from './address.js';
import { OBJECTIVE_STATES } from './objective-states.js';
import { WindowFilters } from './window-filters.js';
import { WithoutObjectives } from './without-objectives.js';

const LEAD =
  'What contracts promise over many runs. The error budget is what may be bad within the window; at a burn rate of 1 it lasts exactly as long as the window, above it ends sooner.';

export function SloList() {
  const search = sloRoute.useSearch();
  const filter = { ...changeSearch(search, { dataset: undefined }), objectives: 'some' as const };
  const query = useInfiniteQuery(
    paged(['slo', filter], (cursor, signal) =>
      client.GET('/v1/slo', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
  const datasets = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = search.state !== undefined || search.search !== undefined;
  return (
    <Page
      title="Service levels"
      lead={LEAD}
      {...(query.data === undefined ? {} : { json: datasets })}
      updatedAt={query.dataUpdatedAt}
    >
      <SloFilters />
      <Section title="Objectives">
        <Loaded query={query} what="objectives" height={320}>
          {() => (
            <>
              <LastRunNote {...lastOf(datasets)} />
              {datasets.length === 0 ? (
                <NoObjectives isFiltered={isFiltered} />
              ) : (
                <ObjectiveTable rows={rowsOf(datasets, search.state)} />
              )}
              {datasets.length > 0 && <More query={query} shown={datasets.length} what="datasets" />}
            </>
          )}
        </Loaded>
      </Section>
      {search.state === undefined && <WithoutObjectives search={search.search} />}
    </Page>
  );
}

/** Of one state, the others of the same dataset would only be in the way. */
function rowsOf(
  datasets: readonly Schema<'Slo'>[],
  state: Schema<'ObjectiveState'> | undefined,
): readonly ObjectiveRow[] {
  return datasets.flatMap(({ dataset, objectives }) =>
    objectives
      .filter((objective) => state === undefined || objective.state === state)
      .map((objective) => ({ dataset, objective })),
  );
}

function lastOf(datasets: readonly Schema<'Slo'>[]): {
  readonly lastAsOf: string | null;
  readonly to: string;
} {
  const lasts = datasets.flatMap(({ lastAsOf }) => (lastAsOf === null ? [] : [lastAsOf]));
  return { lastAsOf: lasts.toSorted().at(-1) ?? null, to: datasets[0]?.to ?? '' };
}

function NoObjectives({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No objective fits these filters." />
  ) : (
    <Empty title="No contract states an objective yet.">Below is how one is written.</Empty>
  );
}

function SloFilters() {
  const search = sloRoute.useSearch();
  const navigate = sloRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return (
    <Filters>
      <TextFilter label="Dataset" value={search.search} onChange={(words) => set({ search: words })} />
      <Choice
        label="State"
        all="all"
        value={search.state}
        options={OBJECTIVE_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] }))}
        onChange={(state) => set({ state })}
      />
      <WindowFilters />
    </Filters>
  );
}
