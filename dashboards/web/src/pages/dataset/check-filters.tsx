/** Filters of the checks, each choice with how many there are. */
import type { Schema } from '../../api/client.js';
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { datasetRoute } from './address.js';

type Counts = Schema<'DatasetCheckCounts'>;

const VERDICTS = [
  ['fail', 'fail', 'fail'],
  ['unknown', 'unknown', 'unknown'],
  ['warn', 'warn', 'warn'],
  ['pass', 'pass', 'pass'],
  ['none', 'not run yet', 'notRun'],
] as const;

/** @param first page of the list; undefined until it has come */
export function CheckFilters({ first }: { readonly first: Schema<'DatasetCheckPage'> | undefined }) {
  const search = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  const count = (member: keyof Counts): string =>
    first === undefined ? '' : ` (${first.totals[member].toLocaleString('en')})`;
  return (
    <Filters>
      <Choice
        label="Verdict"
        all="all"
        value={search.verdict}
        options={VERDICTS.map(([value, label, member]) => ({ value, label: label + count(member) }))}
        onChange={(verdict) => set({ verdict })}
      />
      <Choice
        label="Dimension"
        all="all"
        value={search.dimension}
        options={(first?.dimensions ?? []).map(({ dimension, counts }) => ({
          value: dimension,
          label: `${dimension} (${sumOf(counts).toLocaleString('en')})`,
        }))}
        onChange={(dimension) => set({ dimension })}
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

const sumOf = (counts: Counts): number =>
  counts.pass + counts.warn + counts.fail + counts.unknown + counts.notRun;
