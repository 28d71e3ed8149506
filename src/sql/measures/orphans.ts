/** References: rows whose key has no NULL part, and those of them that no row of the other side answers. */
import type { Expr, Measure } from '../../model/measure.js';
import type { Target } from '../../model/plan.js';
import { exprKind } from '../../plan/expr-kind.js';
import { findTarget } from '../../plan/scope-target.js';
import { isUniqueKey } from '../../plan/unique-key.js';
import type { ValueKind } from '../../plan/value-kind.js';
import type { Context } from '../context.js';
import type { Dialect } from '../dialect.js';
import type { StatementForm } from '../measure-form.js';
import { countCell, onlyRow } from '../read-value.js';
import { allOf, selectRows, sourceOf, type Source } from '../source.js';
import { joinSql, sql, trusted, type Sql } from '../sql-text.js';
import { writeText } from '../write-text.js';
import { writeExpr } from '../write-expr.js';
import { allPresent } from './groupable.js';

type Orphans = Measure & { measure: 'orphans' };

export const orphans: StatementForm<Orphans> = {
  write: (asked) => {
    const { measure, target, scan, dialect } = asked;
    const to = findTarget(measure.to.dataset, null, scan.target, scan.others);
    const child = childRows(measure, target, to, dialect);
    const names = measure.columns.map((_, index) => trusted(`k${String(index)}`));
    const on = names.map((name) => sql`assay_to.${name} = assay_from.${name}`);
    return dialect.select({
      with: [
        { name: 'assay_from_rows', query: selectKeys(child), inline: true },
        { name: 'assay_to_rows', query: parentRows(measure, target, to, dialect), inline: true },
      ],
      columns: [
        ['rows', sql`count(*)`],
        ['orphans', dialect.countIf(sql`assay_to.k0 is null`)],
      ],
      from: sql`assay_from_rows as assay_from left join ${parentKeys(measure, to, names)} as assay_to on ${joinSql(on, ' and ')}`,
    });
  },
  read: (rows) => {
    const row = onlyRow(rows);
    return { value: { rows: countCell(row, 'rows'), orphans: countCell(row, 'orphans') } };
  },
};

/** Each key once, or a repeated parent would count its children twice; where an index keeps it unique, as it is. */
export function parentKeys(measure: Orphans, to: Target, names: readonly Sql[]): Sql {
  if (isUniqueKey(measure.to.columns, to) && measure.to.columns.length === 1) return sql`assay_to_rows`;
  return sql`(select distinct ${joinSql(names, ', ')} from assay_to_rows)`;
}

/** The rows of this side, NULL parts left out, with the values of their keys. */
export function childRows(measure: Orphans, target: Target, to: Target, dialect: Dialect): KeyRows {
  return keyRows(measure.columns, kindsOf(measure.to.columns, to), target, dialect);
}

/** The keys of the other side as k0, k1, …: a query. */
export function parentRows(measure: Orphans, target: Target, to: Target, dialect: Dialect): Sql {
  return selectKeys(keyRows(measure.to.columns, kindsOf(measure.columns, target), to, dialect));
}

interface KeyRows extends Source {
  readonly values: readonly Sql[];
}

const selectKeys = (rows: KeyRows): Sql =>
  selectRows(
    rows,
    rows.values.map((value, index) => [`k${String(index)}`, value]),
  );

const kindsOf = (columns: readonly Expr[], target: Target): readonly ValueKind[] =>
  columns.map((column) => exprKind(column, target));

/** The rows of a side whose key has no NULL part. */
function keyRows(
  columns: readonly Expr[],
  otherKinds: readonly ValueKind[],
  target: Target,
  dialect: Dialect,
): KeyRows {
  const source = sourceOf(target, dialect, columns);
  const values = columns.map((column, index) => keyValue(column, otherKinds[index], source.context));
  return {
    ...source,
    where: allOf([source.where, allPresent(values)]),
    values,
  };
}

/** Both sides in one type where the engines would not compare them by themselves. */
function keyValue(column: Expr, other: ValueKind | undefined, context: Context): Sql {
  const kind = exprKind(column, context.target);
  const value = writeExpr(column, context);
  if (kind === other) return value;
  if (kind === 'uuid' || kind === 'enum') return writeText(column, context, () => value);
  return kind === 'timestamptz' ? context.dialect.inUtc(value) : value;
}
