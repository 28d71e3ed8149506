/** Samples of keys: rows whose key stands more than once, and rows whose key is not found on the other side. */
import type { Measure } from '../../model/measure.js';
import type { Target } from '../../model/plan.js';
import { findTarget, type Targets } from '../../plan/scope-target.js';
import type { Dialect } from '../dialect.js';
import { shownColumn } from '../shown-column.js';
import { selectRows, type Source } from '../source.js';
import { joinSql, sql, trusted, type Sql } from '../sql-text.js';
import { keyRows as groupedRows } from './keys.js';
import { childRows, parentKeys, parentRows } from './orphans.js';

/** Which columns are shown, how many rows at most. */
export interface Shown {
  readonly paths: readonly string[];
  /** Paths of classified columns. */
  readonly masked: readonly string[];
  readonly limit: number;
}

const keyName = (index: number): Sql => trusted(`k${String(index)}`);

/** The rows of the first few repeated keys, equal keys together. */
export function repeatedRows(
  measure: Measure & { measure: 'keys' },
  target: Target,
  shown: Shown,
  dialect: Dialect,
): string {
  const { source, columns } = groupedRows(measure, target, dialect);
  const names = columns.map((_, index) => keyName(index));
  const all = joinSql(names, ', ');
  const groups = dialect.select({
    columns: [...names.map((name) => [name, name] as const), ['n', sql`count(*)`]],
    from: sql`assay_rows`,
    groupBy: all,
  });
  const repeated = dialect.select({
    columns: names.map((name) => [name, name]),
    from: sql`(\n${groups}\n) as assay_groups`,
    where: sql`n > 1`,
    orderBy: all,
    limit: shown.limit,
  });
  const on = names.map((name) => sql`assay_repeated.${name} = assay_rows.${name}`);
  return dialect.select({
    with: [
      { name: 'assay_rows', query: rowsOf(source, columns, shown), inline: true },
      { name: 'assay_repeated', query: repeated },
    ],
    columns: shownOf(shown, sql`assay_rows`),
    from: sql`assay_rows join assay_repeated on ${joinSql(on, ' and ')}`,
    orderBy: joinSql(
      names.map((name) => sql`assay_rows.${name}`),
      ', ',
    ),
    limit: shown.limit,
  });
}

/** Rows whose key no row of the other side answers. */
export function orphanRows(
  measure: Measure & { measure: 'orphans' },
  target: Target,
  others: Targets,
  shown: Shown,
  dialect: Dialect,
): string {
  const to = findTarget(measure.to.dataset, null, target, others);
  const child = childRows(measure, target, to, dialect);
  const names = measure.columns.map((_, index) => keyName(index));
  const on = names.map((name) => sql`assay_to.${name} = assay_from.${name}`);
  return dialect.select({
    with: [
      { name: 'assay_from_rows', query: rowsOf(child, child.values, shown), inline: true },
      { name: 'assay_to_rows', query: parentRows(measure, target, to, dialect), inline: true },
    ],
    columns: shownOf(shown, sql`assay_from`),
    from: sql`assay_from_rows as assay_from left join ${parentKeys(measure, to, names)} as assay_to on ${joinSql(on, ' and ')}`,
    where: sql`assay_to.k0 is null`,
    limit: shown.limit,
  });
}

/** Keys as k0, k1, …, shown values as c0, c1, …: no name of the author's can be taken for one of ours. */
function rowsOf(source: Source, keys: readonly Sql[], { paths, masked }: Shown): Sql {
  return selectRows(source, [
    ...keys.map((value, index) => [keyName(index), value] as const),
    ...paths.map((path, index) => [`c${String(index)}`, shownColumn(path, masked, source.context)] as const),
  ]);
}

function shownOf({ paths }: Shown, from: Sql): readonly (readonly [string, Sql])[] {
  if (paths.length === 0) return [['row', sql`'***'`]];
  return paths.map((path, index) => [path, sql`${from}.${trusted(`c${String(index)}`)}`]);
}
