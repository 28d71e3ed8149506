/** Counts and aggregates: what shares one pass, each as one expression of its SELECT. */
import type { AggregateFn, Measure } from '../model/measure.js';
import { exprKind, hasItems } from '../plan/expr-kind.js';
import { isTextual, type ValueKind } from '../plan/value-kind.js';
import type { Context } from './context.js';
import { writeNumber } from './literal.js';
import { overFinite } from './over-finite.js';
import { joinSql, sql, type Sql } from './sql-text.js';
import { writeExpr, writePredicate } from './write-expr.js';
import { writeText } from './write-text.js';

type Scanned = Measure & { measure: 'count' | 'aggregate' | 'keys' };

/** One expression over all rows in scope. */
export function writeScanItem(measure: Scanned, context: Context): Sql {
  switch (measure.measure) {
    case 'count':
      return measure.where === undefined ? sql`count(*)` : writeCount(measure.where, context);
    case 'keys':
      return uniqueKeyRows(measure, context);
    case 'aggregate':
      return writeAggregate(measure, context);
  }
}

/** Rows for which a predicate is true. Null counts come from `count(column)`: it reads no values. */
function writeCount(where: NonNullable<(Measure & { measure: 'count' })['where']>, context: Context): Sql {
  if (where.expr === 'isNull' && !hasItems(where))
    return sql`count(*) - count(${writeExpr(where.of, context)})`;
  if (where.expr === 'not' && where.of.expr === 'isNull' && !hasItems(where))
    return sql`count(${writeExpr(where.of.of, context)})`;
  return context.dialect.countIf(writePredicate(where, context));
}

/** Keys that the source keeps unique need no grouping: as many keys as rows without a NULL part. */
function uniqueKeyRows(measure: Measure & { measure: 'keys' }, context: Context): Sql {
  const tests = measure.columns.map((column) => sql`${writeExpr(column, context)} is not null`);
  const where = measure.where === undefined ? [] : [writePredicate(measure.where, context)];
  return context.dialect.countIf(joinSql([...tests, ...where], ' and '));
}

/** An aggregate; NULL over no values, NaN where a value is NaN. */
function writeAggregate(measure: Measure & { measure: 'aggregate' }, context: Context): Sql {
  const kind = exprKind(measure.of, context.target);
  const where = measure.where === undefined ? null : writePredicate(measure.where, context);
  const value = isTextual(kind)
    ? sql`${writeText(measure.of, context, (of) => writeExpr(of, context))}${context.dialect.byCodePoint}`
    : writeExpr(measure.of, context);
  const filtered = (aggregate: Sql, also: Sql | null = null): Sql => {
    const conditions = [where, also].filter((condition) => condition !== null);
    return conditions.length === 0
      ? aggregate
      : sql`${aggregate} filter (where ${joinSql(conditions, ' and ')})`;
  };
  if (measure.fn === 'correlation') return correlation(measure, value, filtered, context);
  const { fn } = measure;
  if (fn === 'stddev' || fn === 'variance') return spread(fn, value, kind, filtered, context);
  return filtered(plainAggregate(fn, value, kind, measure, context));
}

type Filtered = (aggregate: Sql, also?: Sql | null) => Sql;

function plainAggregate(
  fn: Exclude<AggregateFn, 'correlation' | 'stddev' | 'variance'>,
  value: Sql,
  kind: ValueKind,
  { q, approximate }: Measure & { measure: 'aggregate' },
  { dialect }: Context,
): Sql {
  const { double, integer } = dialect.types;
  switch (fn) {
    case 'count':
      return sql`count(${value})`;
    case 'min':
      return dialect.least(value, kind === 'boolean');
    case 'max':
      return dialect.greatest(value, kind === 'boolean');
    case 'sum':
      if (kind === 'boolean') return sql`sum(cast(${value} as ${integer}))`;
      return kind === 'double' ? sql`sum(cast(${value} as ${double}))` : sql`sum(${value})`;
    case 'mean':
      if (kind === 'boolean') return sql`cast(avg(cast(${value} as ${integer})) as ${double})`;
      return sql`cast(avg(${value}) as ${double})`;
    case 'median':
    case 'quantile':
      return dialect.quantile(
        value,
        writeNumber(String(fn === 'median' ? 0.5 : (q ?? 0.5))),
        approximate === true,
      );
    case 'skewness':
      throw new Error('skewness has a statement of its own');
  }
}

/** Of a sample (n − 1). */
function spread(
  fn: 'stddev' | 'variance',
  value: Sql,
  kind: ValueKind,
  filtered: Filtered,
  { dialect }: Context,
): Sql {
  const aggregate = (of: Sql): Sql =>
    filtered(fn === 'stddev' ? sql`stddev_samp(${of})` : sql`var_samp(${of})`);
  const double = sql`cast(${value} as ${dialect.types.double})`;
  return kind === 'double' ? overFinite(double, dialect, aggregate, filtered) : aggregate(double);
}

/** Pearson's; NULL where a column does not vary or there are fewer than two pairs. */
function correlation(
  measure: Measure & { measure: 'aggregate' },
  value: Sql,
  filtered: Filtered,
  context: Context,
): Sql {
  const { dialect } = context;
  const { double } = dialect.types;
  const [x, y] = [value, writeExpr(measure.with ?? measure.of, context)].map(
    (of) => sql`cast(${of} as ${double})`,
  );
  if (x === undefined || y === undefined) throw new Error('a correlation has two sides');
  if (!dialect.guardsFinite) return filtered(sql`corr(${x}, ${y})`);
  const finite = sql`${dialect.isFinite(x)} and ${dialect.isFinite(y)}`;
  const spoiled = filtered(sql`count(*)`, sql`not (${finite})`);
  const value2 = filtered(sql`corr(${x}, ${y})`, finite);
  return sql`case when ${spoiled} > 0 then cast('NaN' as double) when not isnan(${value2}) then ${value2} end`;
}
