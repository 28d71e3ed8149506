/** Measures over rows in order: gaps, order, overlaps, and one current row a key. */
import type { Expr, Measure } from '../../model/measure.js';
import { minus, plus, toNumber } from '../../model/exact.js';
import type { Count } from '../../model/measure.js';
import type { JsonScalar } from '../../model/json.js';
import type { Target } from '../../model/plan.js';
import { columnsOf, exprKind } from '../../plan/expr-kind.js';
import { isTextual } from '../../plan/value-kind.js';
import type { Context } from '../context.js';
import type { ResultRow, StatementForm } from '../measure-form.js';
import { countCell, onlyRow, scalarCell } from '../read-value.js';
import { allOf, selectRows, sourceOf } from '../source.js';
import { SqlError } from '../sql-error.js';
import { joinSql, sql, trusted, type Sql } from '../sql-text.js';
import { writeExpr } from '../write-expr.js';
import { writeText } from '../write-text.js';
import { allPresent, groupable } from './groupable.js';
import { momentIndex, stepStart } from './moment-index.js';

type Of<K extends Measure['measure']> = Measure & { measure: K };

/** Steps between the first and the last that hold no row. */
export const gaps: StatementForm<Of<'gaps'>> = {
  write: ({ measure, target, dialect }) => {
    const source = sourceOf(target, dialect, [measure.column]);
    const index = momentIndex(measure.column, measure.every, source.context);
    const present = allPresent([writeExpr(measure.column, source.context)]);
    const steps = selectRows({ ...source, where: allOf([source.where, present]) }, [['i', index]]);
    const inOrder = sql`select i, lead(i) over (order by i) as next from (select distinct i from (\n${steps}\n) as assay_rows) as assay_steps`;
    return dialect.select({
      columns: [
        ['present', sql`count(*)`],
        ['low', sql`min(i)`],
        ['high', sql`max(i)`],
        ['first', sql`min(case when next > i + 1 then i + 1 end)`],
      ],
      from: sql`(${inOrder}) as assay_order`,
    });
  },
  read: (rows, { measure, target }) => {
    const row = onlyRow(rows);
    if (row['low'] === null) return { value: { violations: 0, total: 0, first: null } };
    const total: Count = plus(minus(countCell(row, 'high'), countCell(row, 'low')), 1);
    const isDate = exprKind(measure.column, target) === 'date';
    const first =
      row['first'] === null ? null : stepStart(toNumber(countCell(row, 'first')), measure.every, isDate);
    return { value: { violations: minus(total, countCell(row, 'present')), total, first } };
  },
};

/** Rows that do not go on from the row before; ties of the order are taken in the most lenient way. */
export const order: StatementForm<Of<'order'>> = {
  write: ({ measure, target, dialect }) => {
    const by = measure.orderBy;
    if (by === null && !(dialect.hasRowOrder && target.table.relation.relation === 'files'))
      throw new SqlError('unsupported', 'the rows of a table have no order of their own: say orderBy');
    const source = sourceOf(target, dialect, by === null ? [measure.column] : [measure.column, by]);
    const value = ordered(measure.column, source.context);
    const place = by === null ? sql`row_number() over ()` : ordered(by, source.context);
    const rows = selectRows(source, [
      ['v', value],
      ['place', place],
    ]);
    const up = measure.direction === 'up';
    const window = sql`over (order by place, v${up ? sql`` : sql` desc`})`;
    const before = sql`select v, place, lag(v) ${window} as before from (\n${rows}\n) as assay_rows where v is not null and place is not null`;
    const breaks = trusted(`v ${up ? '<' : '>'}${measure.strictly ? '=' : ''} before`);
    return violations(dialect, sql`(${before}) as assay_order`, breaks, by === null ? null : sql`place`);
  },
  read: (rows, { measure, target }) => readSequence(onlyRow(rows), measure.orderBy, target),
};

/** Rows whose interval begins before an earlier one of their key has ended. */
export const overlaps: StatementForm<Of<'overlaps'>> = {
  write: ({ measure, target, dialect }) => {
    const source = sourceOf(target, dialect);
    const names = measure.key.map((_, index) => trusted(`k${String(index)}`));
    const keyParts = measure.key.map((part) => groupable(part, source.context));
    const [from, to] = [ordered(measure.from, source.context), ordered(measure.to, source.context)];
    const rows = selectRows({ ...source, where: allOf([source.where, allPresent([...keyParts, from])]) }, [
      ...keyParts.map((part, index) => [`k${String(index)}`, part] as const),
      ['starts', from],
      ['ends', to],
    ]);
    const keyOf = names.length === 0 ? sql`` : sql`partition by ${joinSql(names, ', ')} `;
    // Open ends come last, so that of two rows that begin together it is the later one that counts.
    const window = sql`over (${keyOf}order by starts, ends is null, ends rows between unbounded preceding and 1 preceding)`;
    const before = sql`select starts, max(ends) ${window} as ended, coalesce(bool_or(ends is null) ${window}, false) as is_open from (\n${rows}\n) as assay_rows`;
    return violations(dialect, sql`(${before}) as assay_order`, sql`is_open or ended > starts`, sql`starts`);
  },
  read: (rows, { measure, target }) => readSequence(onlyRow(rows), measure.from, target),
};

/** Keys that do not have exactly one row with a true `current`. */
export const current: StatementForm<Of<'current'>> = {
  write: ({ measure, target, dialect }) => {
    const source = sourceOf(target, dialect);
    const keyParts = measure.key.map((part) => groupable(part, source.context));
    const groups = dialect.select({
      columns: [['n', dialect.countIf(writeExpr(measure.current, source.context))]],
      from: source.from,
      where: allOf([source.where, allPresent(keyParts)]),
      groupBy: joinSql(keyParts, ', '),
    });
    return violations(dialect, sql`(\n${groups}\n) as assay_keys`, sql`n <> 1`, null);
  },
  read: (rows, { target }) => readSequence(onlyRow(rows), null, target),
};

function violations(dialect: Context['dialect'], from: Sql, breaks: Sql, first: Sql | null): Sql {
  return dialect.select({
    columns: [
      ['violations', dialect.countIf(breaks)],
      ['total', sql`count(*)`],
      ['first', first === null ? sql`null` : sql`min(case when ${breaks} then ${first} end)`],
    ],
    from,
  });
}

/** A value that is ordered alike on both engines: text by code point, booleans as numbers. */
function ordered(expr: Expr, context: Context): Sql {
  const kind = exprKind(expr, context.target);
  const value = writeExpr(expr, context);
  if (kind === 'boolean') return sql`cast(${value} as ${context.dialect.types.integer})`;
  return isTextual(kind)
    ? sql`(${writeText(expr, context, () => value)}${context.dialect.byCodePoint})`
    : value;
}

/** `first` is kept back where its column is classified: no such value leaves the source. */
function readSequence(row: ResultRow, from: Expr | null, target: Target) {
  const first: JsonScalar = from === null || isClassified(from, target) ? null : scalarCell(row, 'first');
  return { value: { violations: countCell(row, 'violations'), total: countCell(row, 'total'), first } };
}

function isClassified(expr: Expr, target: Target): boolean {
  return columnsOf(expr).some(({ steps }) => {
    const key = JSON.stringify(steps);
    const column = target.columns.find((candidate) => JSON.stringify(candidate.steps) === key);
    const classification = column?.classification ?? null;
    return classification !== null && classification.toLowerCase() !== 'public';
  });
}
