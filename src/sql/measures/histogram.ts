/** Histograms: each value finds its bin by halving, one group a bin, and the totals of a segment beside them. */
import type { HistogramValue, Measure } from '../../model/measure.js';
import type { JsonScalar } from '../../model/json.js';
import { exprKind } from '../../plan/expr-kind.js';
import { isTextual } from '../../plan/value-kind.js';
import { scopeTarget } from '../../plan/scope-target.js';
import type { Dialect } from '../dialect.js';
import { writeNumber } from '../literal.js';
import type { Asked, ResultRow, StatementForm } from '../measure-form.js';
import { overFinite } from '../over-finite.js';
import { countCell, doubleCell, scalarCell } from '../read-value.js';
import { sortKey } from '../sort-key.js';
import { allOf, selectRows, sourceOf } from '../source.js';
import { sql, trusted, type Sql } from '../sql-text.js';
import { writeExpr, writePredicate } from '../write-expr.js';
import { writeText } from '../write-text.js';
import { mergeTies } from './merge-ties.js';

type Histogram = Measure & { measure: 'histogram' };

export const histogram: StatementForm<Histogram> = {
  write: (asked) => {
    const { measure, dialect } = asked;
    const edges = edgesOf(measure, dialect);
    const binned = dialect.select({
      columns: [
        ['segment', sql`segment`],
        ['v', sql`v`],
        ['bin', sql`case when v is not null then ${bin(edges, 0, edges.length)} end`],
      ],
      from: sql`assay_values${'given' in measure.edges ? sql`` : sql` cross join assay_edges`}`,
    });
    const { segmentBy } = measure;
    const bySegment = segmentBy !== undefined;
    return dialect.select({
      with: [
        { name: 'assay_values', query: valuesOf(asked) },
        ...('given' in measure.edges ? [] : [{ name: 'assay_edges', query: quantileEdges(asked) }]),
      ],
      columns: [
        ['segment', bySegment ? sql`segment` : sql`null`],
        ['bin', sql`bin`],
        ['is_total', sql`grouping(bin)`],
        ['n', sql`count(*)`],
        ['mean', sql`avg(v)`],
        ['stddev', overFinite(sql`v`, dialect, (v) => sql`stddev_samp(${v})`)],
        ...('given' in measure.edges ? [] : edges.map((edge, index) => edgeColumn(edge, index))),
      ],
      from: sql`(\n${binned}\n) as assay_binned`,
      groupBy: bySegment ? sql`grouping sets ((segment, bin), (segment))` : sql`grouping sets ((bin), ())`,
      ...(bySegment ? { orderBy: sortKey(sql`segment`, segmentBy, asked.target, dialect) } : {}),
    });
  },
  read: (rows, { measure }) => ({ value: histogramOf(rows, measure) }),
};

/** Edges as SQL: literals, or columns of the quantiles. */
function edgesOf({ edges }: Histogram, { types }: Dialect): readonly Sql[] {
  if ('given' in edges)
    return edges.given.map((edge) => sql`cast(${writeNumber(String(edge))} as ${types.double})`);
  return Array.from({ length: edges.quantiles + 1 }, (_, index) => sql`assay_edges.q[${index + 1}]`);
}

/** The bin of `v` among bins from..to: 0 below the first edge, then one a bin, then above; the last edge belongs to its bin. */
function bin(edges: readonly Sql[], from: number, to: number): Sql {
  if (from === to) return trusted(String(from));
  const middle = Math.floor((from + to) / 2);
  const isLast = middle === edges.length - 1 && middle > 0;
  const edge = edges[middle] ?? sql`null`;
  const within = isLast ? sql`v <= ${edge}` : sql`v < ${edge}`;
  return sql`case when ${within} then ${bin(edges, from, middle)} else ${bin(edges, middle + 1, to)} end`;
}

/** Segment and value of each row, the value as a double. */
function valuesOf({ measure, target, dialect }: Asked<Histogram>): Sql {
  const { of, segmentBy, where } = measure;
  const source = sourceOf(target, dialect, segmentBy === undefined ? [of] : [of, segmentBy], [where]);
  const { context } = source;
  const inner = (expr: typeof of): Sql => writeExpr(expr, context);
  const segment = (expr: typeof of): Sql =>
    isTextual(exprKind(expr, target)) ? writeText(expr, context, inner) : inner(expr);
  const filtered = {
    ...source,
    where: allOf([source.where, where === undefined ? null : writePredicate(where, context)]),
  };
  return selectRows(filtered, [
    ['segment', segmentBy === undefined ? sql`null` : segment(segmentBy)],
    ['v', sql`cast(${inner(of)} as ${dialect.types.double})`],
  ]);
}

/** Quantiles of the rows that set the edges; NaN and infinities set none. */
function quantileEdges({ measure, target, scan, dialect }: Asked<Histogram>): Sql {
  const { edges } = measure;
  if ('given' in edges) throw new Error('given edges are literals');
  const of = edges.of === undefined ? target : scopeTarget(edges.of, scan.target, scan.others);
  const where = edges.of === undefined && measure.where !== undefined ? measure.where : null;
  const source = sourceOf(of, dialect, [measure.of], [where]);
  const value = sql`cast(${writeExpr(measure.of, source.context)} as ${dialect.types.double})`;
  const shares = Array.from({ length: edges.quantiles + 1 }, (_, index) =>
    writeNumber(String(index / edges.quantiles)),
  );
  return dialect.select({
    columns: [['q', dialect.quantiles(value, shares)]],
    from: source.from,
    where: allOf([
      source.where,
      where === null ? null : writePredicate(where, source.context),
      dialect.isFinite(value),
    ]),
  });
}

const edgeColumn = (edge: Sql, index: number): readonly [string, Sql] => [
  `e${String(index)}`,
  sql`(select ${edge} from assay_edges)`,
];

function histogramOf(rows: readonly ResultRow[], { edges }: Histogram): HistogramValue {
  const written = 'given' in edges ? edges.given : readEdges(rows, edges.quantiles + 1);
  const segments = new Map<JsonScalar, ResultRow[]>();
  for (const row of rows) {
    const segment = scalarCell(row, 'segment');
    segments.set(segment, [...(segments.get(segment) ?? []), row]);
  }
  const value = {
    edges: written,
    segments: [...segments].map(([segment, of]) => ({ segment, ...segmentOf(of, written.length) })),
  };
  return 'given' in edges ? value : mergeTies(value);
}

/** No edges at all where there was no value to take them from. */
function readEdges(rows: readonly ResultRow[], count: number): readonly number[] {
  const [row] = rows;
  if (row === undefined) return [];
  const edges = Array.from({ length: count }, (_, index) => doubleCell(row, `e${String(index)}`));
  return edges.filter((edge) => edge !== null);
}

function segmentOf(rows: readonly ResultRow[], edges: number) {
  const isTotal = (row: ResultRow): boolean => Number(row['is_total']) === 1;
  const bins = new Map(rows.filter((row) => !isTotal(row)).map((row) => [row['bin'], countCell(row, 'n')]));
  const total = rows.find(isTotal) ?? {};
  const last = Math.max(0, ...[...bins.keys()].map(Number));
  const counts = Array.from({ length: edges + 1 }, (_, index) => bins.get(index) ?? 0);
  // Without edges every value lies above them all.
  if (edges === 0) counts[0] = bins.get(last) ?? 0;
  return {
    counts,
    nulls: bins.get(null) ?? 0,
    mean: doubleCell(total, 'mean'),
    stddev: doubleCell(total, 'stddev'),
  };
}
