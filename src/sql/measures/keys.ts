/** Keys: one row a distinct tuple without NULL, counted. */
import type { Measure } from '../../model/measure.js';
import type { Target } from '../../model/plan.js';
import { exprKind } from '../../plan/expr-kind.js';
import type { Dialect } from '../dialect.js';
import type { Asked, StatementForm } from '../measure-form.js';
import { countCell, onlyRow } from '../read-value.js';
import { allOf, selectRows, sourceOf } from '../source.js';
import { joinSql, sql, type Sql } from '../sql-text.js';
import { writePredicate } from '../write-expr.js';
import { allPresent, groupable } from './groupable.js';

type Keys = Measure & { measure: 'keys' };

export const keys: StatementForm<Keys> = {
  write: (asked) => {
    const { measure, dialect } = asked;
    if (dialect.countsDistinctFirst && measure.columns.length === 1) return distinctFirst(asked);
    return dialect.select({
      columns: [
        ['rows', sql`coalesce(sum(n), 0)`],
        ['keys', sql`count(*)`],
        ['repeated', dialect.countIf(sql`n > 1`)],
      ],
      from: sql`(\n${groupsOf(asked)}\n) as assay_groups`,
    });
  },
  read: (rows) => {
    const row = onlyRow(rows);
    return {
      value: {
        rows: countCell(row, 'rows'),
        keys: countCell(row, 'keys'),
        repeated: countCell(row, 'repeated'),
      },
    };
  },
};

/** One row a key: how often it stands. */
function groupsOf(asked: Asked<Keys>): Sql {
  const { source, columns } = keyRows(asked.measure, asked.target, asked.dialect);
  return asked.dialect.select({
    columns: [['n', sql`count(*)`]],
    from: source.from,
    where: source.where,
    groupBy: joinSql(columns, ', '),
  });
}

/** Groups only where some key is known to stand more than once. */
function distinctFirst(asked: Asked<Keys>): Sql {
  const { measure, target, dialect } = asked;
  const { source, columns } = keyColumns(measure, target, dialect);
  const textual = measure.columns.some((column) => exprKind(column, target) === 'string');
  const values = selectRows(
    source,
    columns.map((column) => ['k', column]),
  );
  const counts = dialect.select({
    columns: [
      ['n', sql`count(k)`],
      ['distinct_keys', sql`count(distinct k${textual ? dialect.byCodePoint : sql``})`],
    ],
    from: sql`(\n${values}\n) as assay_values`,
  });
  const repeated = sql`(select count(*) from (\n${groupsOf(asked)}\n) as assay_groups where n > 1)`;
  return dialect.select({
    columns: [
      ['rows', sql`assay_counts.n`],
      ['keys', sql`distinct_keys`],
      ['repeated', sql`case when assay_counts.n = distinct_keys then 0 else ${repeated} end`],
    ],
    from: sql`(\n${counts}\n) as assay_counts`,
  });
}

/** The rows whose key has no NULL part, with the values of the key. */
export function keyRows(measure: Keys, target: Target, dialect: Dialect) {
  const { source, columns } = keyColumns(measure, target, dialect);
  return { source: { ...source, where: allOf([source.where, allPresent(columns)]) }, columns };
}

function keyColumns(measure: Keys, target: Target, dialect: Dialect) {
  const plain = sourceOf(target, dialect, measure.columns, [measure.where]);
  const columns = measure.columns.map((column) => groupable(column, plain.context));
  const where = measure.where === undefined ? null : writePredicate(measure.where, plain.context);
  return { source: { ...plain, where: allOf([plain.where, where]) }, columns };
}
