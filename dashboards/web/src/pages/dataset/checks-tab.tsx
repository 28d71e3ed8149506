/** The checks in force column by column: those with something wrong open, the others folded. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { CheckFilters } from './check-filters.js';
import { ColumnChecks } from './column-checks.js';
import { datasetRoute } from './address.js';

const PAGE = 100;

export function ChecksTab({ dataset: { key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { verdict, dimension, search } = datasetRoute.useSearch();
  const filter = {
    ...(verdict === undefined ? {} : { verdict: [verdict === 'none' ? ('not_run' as const) : verdict] }),
    ...(dimension === undefined ? {} : { dimension }),
    ...(search === undefined ? {} : { search }),
  };
  const query = useInfiniteQuery(
    paged(['checks', key, filter], (cursor, signal) =>
      client.GET('/v1/datasets/{key}/checks', {
        params: { path: { key }, query: { ...filter, limit: PAGE, ...cursor } },
        signal,
      }),
    ),
  );
  const groups = groupsOf(query.data?.pages ?? []);
  const shown = groups.reduce((sum, { checks }) => sum + checks.length, 0);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <CheckFilters first={query.data?.pages[0]} />
      <Loaded query={query} what="checks" height={320}>
        {() =>
          shown === 0 ? (
            <Empty
              title={
                isFiltered
                  ? 'No check fits these filters.'
                  : 'The contract promises nothing that could be checked.'
              }
            />
          ) : (
            <>
              {groups.map((group) => (
                <ColumnChecks key={group.column.column ?? ''} group={group} isFiltered={isFiltered} />
              ))}
              <More query={query} shown={shown} what="checks" />
            </>
          )
        }
      </Loaded>
    </>
  );
}

export interface ColumnGroup {
  readonly column: Schema<'DatasetCheckColumn'>;
  readonly checks: readonly Schema<'DatasetCheck'>[];
}

/** A column may go on over several pages. */
function groupsOf(pages: readonly Schema<'DatasetCheckPage'>[]): readonly ColumnGroup[] {
  const groups = new Map<
    string | null,
    { column: ColumnGroup['column']; checks: Schema<'DatasetCheck'>[] }
  >();
  for (const page of pages) {
    for (const column of page.columns)
      if (!groups.has(column.column)) groups.set(column.column, { column, checks: [] });
    for (const check of page.items) groups.get(check.column)?.checks.push(check);
  }
  return [...groups.values()];
}
