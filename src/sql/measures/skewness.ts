/**
 * Skewness of a sample, adjusted (Fisher–Pearson, G1 = √(n(n−1)) ⁄ (n−2) · m3 ⁄ m2^1.5; Joanes and Gill 1998), from sums of powers about
 * the mean in a second pass: the engines' own one-pass forms lose all digits where the mean is large beside the spread.
 */
import type { Measure } from '../../model/measure.js';
import type { Scan, Target } from '../../model/plan.js';
import type { Dialect } from '../dialect.js';
import { toNumber } from '../../model/exact.js';
import type { ReadBack, ResultRow } from '../measure-form.js';
import { countCell, doubleCell, jsonDouble } from '../read-value.js';
import { sourceOf } from '../source.js';
import { sql, trusted, type Sql } from '../sql-text.js';
import { writeExpr, writePredicate } from '../write-expr.js';

type Skewness = Measure & { measure: 'aggregate' };

export function writeSkewness(scan: Scan, target: Target, dialect: Dialect): Sql {
  const measures = scan.measures as readonly Skewness[];
  const source = sourceOf(
    target,
    dialect,
    measures.map(({ of }) => of),
    measures.map(({ where }) => where),
  );
  const values = measures.map((measure) => {
    const value = writeExpr(measure.of, source.context);
    const double = sql`cast(${value} as ${dialect.types.double})`;
    return measure.where === undefined
      ? double
      : sql`case when ${writePredicate(measure.where, source.context)} then ${double} end`;
  });
  const mean = dialect.select({
    columns: values.map((value, index) => [`assay_mean_${String(index)}`, sql`avg(${value})`]),
    from: source.from,
    where: source.where,
  });
  const columns = values.flatMap((value, index): (readonly [string, Sql])[] => {
    const off = sql`(${value} - assay_mean.${trusted(`assay_mean_${String(index)}`)})`;
    return [
      [`m${String(index)}_n`, sql`count(${value})`],
      [`m${String(index)}_squares`, sql`sum(${off} * ${off})`],
      [`m${String(index)}_cubes`, sql`sum(${off} * ${off} * ${off})`],
    ];
  });
  return dialect.select({
    with: [{ name: 'assay_mean', query: mean }],
    columns,
    from: sql`${source.from} cross join assay_mean`,
    where: source.where,
  });
}

/** NULL under three values, or where the values do not vary. */
export function readSkewness(row: ResultRow, index: number): ReadBack {
  const n = toNumber(countCell(row, `m${String(index)}_n`));
  const squares = doubleCell(row, `m${String(index)}_squares`);
  const cubes = doubleCell(row, `m${String(index)}_cubes`);
  if (n < 3 || squares === null || cubes === null || squares === 0) return { value: null };
  const g1 = cubes / n / (squares / n) ** 1.5;
  return { value: jsonDouble((Math.sqrt(n * (n - 1)) / (n - 2)) * g1) };
}
