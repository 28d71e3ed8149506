/** Keys: one row a distinct tuple without NULL, counted. */
import type { Measure } from '../../model/measure.js';
import type { StatementForm } from '../measure-form.js';
import { countCell, onlyRow } from '../read-value.js';
import { allOf, sourceOf } from '../source.js';
import { joinSql, sql } from '../sql-text.js';
import { writePredicate } from '../write-expr.js';
import { groupable, allPresent } from './groupable.js';

export const keys: StatementForm<Measure & { measure: 'keys' }> = {
  write: ({ measure, target, dialect }) => {
    const source = sourceOf(target, dialect, measure.columns);
    const columns = measure.columns.map((column) => groupable(column, source.context));
    const where = measure.where === undefined ? null : writePredicate(measure.where, source.context);
    const groups = dialect.select({
      columns: [['n', sql`count(*)`]],
      from: source.from,
      where: allOf([source.where, where, allPresent(columns)]),
      groupBy: joinSql(columns, ', '),
    });
    return dialect.select({
      columns: [
        ['rows', sql`coalesce(sum(n), 0)`],
        ['keys', sql`count(*)`],
        ['repeated', dialect.countIf(sql`n > 1`)],
      ],
      from: sql`(\n${groups}\n) as assay_groups`,
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
