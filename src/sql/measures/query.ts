/** The author's queries: the dataset's bare name stands for its rows in scope. */
import type { Measure } from '../../model/measure.js';
import type { Target } from '../../model/plan.js';
import { plainContext } from '../context.js';
import type { Dialect } from '../dialect.js';
import type { StatementForm } from '../measure-form.js';
import { writeQueryText } from '../placeholders.js';
import { countCell, onlyRow, scalarCell } from '../read-value.js';
import { selectScope } from '../source.js';
import { sql, trusted, type Sql } from '../sql-text.js';

/** One row of one cell. A second row is asked for, so that it can be refused; the first column is renamed, so that a second one of its name shows. */
export const query: StatementForm<Measure & { measure: 'query' }> = {
  write: ({ measure, target, dialect }) => {
    const text = writeQueryText(measure.sql, measure.column ?? null, plainContext(target, dialect));
    return trusted(
      `${scopeTables(target, dialect)}select * from ${text} as assay_query(assay_value) limit 2`,
    );
  },
  read: (rows) => {
    const [row] = rows;
    if (row === undefined) return { unknown: { reason: 'no_rows', message: 'the query gave no row' } };
    const [cell, ...more] = Object.keys(row);
    if (cell === undefined || more.length > 0 || rows.length > 1) {
      const what = rows.length > 1 ? 'more than one row' : `${String(Object.keys(row).length)} columns`;
      return { unknown: { reason: 'not_scalar', message: `the query gave ${what}; one value is due` } };
    }
    if (typeof row[cell] === 'object' && row[cell] !== null)
      return {
        unknown: { reason: 'not_scalar', message: 'the query gave a list or a struct; one value is due' },
      };
    return { value: { value: scalarCell(row, cell) } };
  },
};

/** How many rows the query gives. */
export const queryRows: StatementForm<Measure & { measure: 'queryRows' }> = {
  write: ({ measure, target, dialect }) => {
    const text = writeQueryText(measure.sql, measure.column ?? null, plainContext(target, dialect));
    return trusted(
      `${scopeTables(target, dialect)}select count(*) as ${dialect.quote('n')} from ${text} as assay_query`,
    );
  },
  read: (rows) => ({ value: countCell(onlyRow(rows), 'n') }),
};

/**
 * The rows in scope under every name that the author may use: the object's, its table's, and the lower-case forms that
 * unquoted names fold to. A table's own name would otherwise read past the batch.
 */
function scopeTables(target: Target, dialect: Dialect): Sql {
  const { object, table } = target;
  const rows = selectScope(target, dialect);
  const written = table.relation.relation === 'table' ? [object, table.relation.name] : [object];
  const folded = dialect.foldsCase ? written.map((name) => name.toLowerCase()) : [];
  const names = [...new Set([...written, ...folded])];
  const seen = new Set<string>();
  const tables = names.filter((name) => {
    const key = dialect.foldsCase ? name : name.toLowerCase();
    return seen.has(key) ? false : seen.add(key);
  });
  const each = tables.map((name) => sql`${dialect.quote(name)} as not materialized (\n${rows}\n)`);
  return trusted(`with ${each.join(',\n')}\n`);
}
