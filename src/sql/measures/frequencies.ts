/** Frequencies: the most frequent values (ties by value) with the totals of their segment. */
import type { Measure } from '../../model/measure.js';
import { exprKind } from '../../plan/expr-kind.js';
import { isOrdered, isTextual } from '../../plan/value-kind.js';
import type { JsonScalar } from '../../model/json.js';
import type { Expr, FrequenciesValue } from '../../model/measure.js';
import type { Context } from '../context.js';
import type { ResultRow, StatementForm } from '../measure-form.js';
import { countCell, scalarCell } from '../read-value.js';
import { sortKey } from '../sort-key.js';
import { allOf, sourceOf } from '../source.js';
import { sql, trusted, type Sql } from '../sql-text.js';
import { writeExpr, writePredicate } from '../write-expr.js';
import { writeText } from '../write-text.js';

export const frequencies: StatementForm<Measure & { measure: 'frequencies' }> = {
  write: ({ measure, target, dialect }) => {
    const { of, segmentBy, where, limit } = measure;
    const source = sourceOf(target, dialect, segmentBy === undefined ? [of] : [of, segmentBy], [where]);
    const { context } = source;
    const segment = segmentBy === undefined ? null : plainValue(segmentBy, context);
    const value = plainValue(of, context);
    const groups = dialect.select({
      columns: [
        ...(segment === null ? [] : [['segment', segment] as const]),
        ['v', value],
        ['n', sql`count(*)`],
      ],
      from: source.from,
      where: allOf([source.where, where === undefined ? null : writePredicate(where, context)]),
      groupBy: segment === null ? value : sql`${segment}, ${value}`,
    });
    const over = segment === null ? sql`` : sql`partition by segment`;
    const byValue = sortKey(sql`v`, of, target, dialect);
    const bySegment =
      segmentBy === undefined ? sql`` : sql`${sortKey(sql`segment`, segmentBy, target, dialect)}, `;
    const ranked = dialect.select({
      columns: [
        ['segment', segment === null ? sql`null` : sql`segment`],
        ['v', sql`v`],
        ['n', sql`n`],
        ['rank', sql`row_number() over (${over} order by v is null, n desc, ${byValue})`],
        ['total', sql`coalesce(sum(n) filter (where v is not null) over (${over}), 0)`],
        ['nulls', sql`coalesce(sum(n) filter (where v is null) over (${over}), 0)`],
        ['distinct', sql`count(v) over (${over})`],
      ],
      from: sql`(\n${groups}\n) as assay_groups`,
    });
    const all = ['segment', 'v', 'n', 'rank', 'total', 'nulls', 'distinct'];
    return dialect.select({
      columns: all.map((name) => [name, dialect.quote(name)]),
      from: sql`(\n${ranked}\n) as assay_ranked`,
      where: sql`${dialect.quote('rank')} <= ${trusted(String(Math.max(1, Math.trunc(limit))))}`,
      orderBy: sql`${bySegment}${dialect.quote('rank')}`,
    });
  },
  read: (rows, { measure }) => ({ value: { segments: segmentsOf(rows, measure.limit) } }),
};

/** Booleans, numbers and moments as they are; everything else as text. */
function plainValue(expr: Expr, context: Context): Sql {
  const kind = exprKind(expr, context.target);
  const inner = (of: Expr): Sql => writeExpr(of, context);
  return isOrdered(kind) && !isTextual(kind) ? inner(expr) : writeText(expr, context, inner);
}

function segmentsOf(rows: readonly ResultRow[], limit: number): FrequenciesValue['segments'] {
  if (rows.length === 0) return [{ segment: null, values: [], nulls: 0, total: 0, distinct: 0 }];
  const segments = new Map<JsonScalar, ResultRow[]>();
  for (const row of rows) {
    const segment = scalarCell(row, 'segment');
    segments.set(segment, [...(segments.get(segment) ?? []), row]);
  }
  return [...segments].map(([segment, of]) => {
    const first = of[0] ?? {};
    return {
      segment,
      values: of
        .filter((row) => row['v'] !== null)
        .slice(0, limit)
        .map((row) => ({ value: scalarCell(row, 'v'), count: countCell(row, 'n') })),
      nulls: countCell(first, 'nulls'),
      total: countCell(first, 'total'),
      distinct: countCell(first, 'distinct'),
    };
  });
}
