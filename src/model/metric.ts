/**
 * Scalar metrics: one number (or date, or text) about a dataset or a column. The kinds of that name and the kinds that
 * watch one (`anomaly`, `change`, `reconcile`) share this table, so that one thing is measured once and in one way.
 */
import type { Unit } from './check.js';
import { isNumeric, minus, percent, toNumber } from './exact.js';
import { columnPath, isNull, length, not } from './expr.js';
import type { JsonObject, JsonScalar } from './json.js';
import { isInvalid } from './kit-invalid.js';
import { columnForms, isMissing, scalars } from './kit-missing.js';
import { countAt, keysAt, scalarAt } from './kit-reading.js';
import type { AggregateFn, Count, Expr, Measure, Scope } from './measure.js';
import type { ReadingValue } from './reading.js';
import type { LogicalType } from './type.js';

/** What a metric is taken of. */
export interface MetricSubject {
  /** The column; null for the whole dataset. */
  readonly column: Expr | null;
  readonly columnType?: LogicalType | null;
  /** The options of the kind of that name. */
  readonly args?: JsonObject;
  /** `percent` turns a count of rows, and the distinct ratio, into 0..100. */
  readonly unit?: Unit;
  /** Other rows than those of the run. */
  readonly scope?: Scope;
}

/** A metric's value with what stands behind it. */
export interface MetricFinding {
  /** Null over no values. */
  readonly value: JsonScalar;
  /** Of metrics that count rows: how many, out of how many (the denominator of a percentage). */
  readonly rows?: { readonly bad: Count; readonly total: Count };
  readonly details?: JsonObject;
}

/** Of a metric that counts rows. */
export type RowsFinding = MetricFinding & Required<Pick<MetricFinding, 'rows'>>;

export interface ScalarMetric {
  readonly measures: readonly Measure[];
  /** Readings in the order of `measures`. */
  readonly find: (readings: readonly ReadingValue[]) => MetricFinding;
  /** The value alone; null over no values. */
  readonly value: (readings: readonly ReadingValue[]) => JsonScalar;
}

type Parts = Pick<ScalarMetric, 'measures' | 'find'>;
type Maker = (subject: MetricSubject) => Parts;

interface Definition {
  readonly level: 'column' | 'dataset' | 'both';
  readonly make: Maker;
}

/**
 * The metric of a name over a subject; null where there is no metric of that name, or where it needs a column that the
 * subject does not have.
 * @example scalarMetric('mean', {column: ownColumn(check)})?.measures
 */
export function scalarMetric(name: string, subject: MetricSubject): ScalarMetric | null {
  const definition = METRICS.get(name);
  if (definition === undefined) return null;
  if (subject.column === null && !metricTakes(name, 'dataset', subject.args)) return null;
  const { measures, find } = definition.make(subject);
  const scope = subject.scope;
  return {
    measures: scope === undefined ? measures : measures.map((measure) => ({ ...measure, scope })),
    find,
    value: (readings) => find(readings).value,
  };
}

/** Whether a metric may be taken at this level (duplicates of a dataset need `columns`). */
export function metricTakes(name: string, level: 'column' | 'dataset', args?: JsonObject): boolean {
  const at = METRICS.get(name)?.level;
  if (at === 'both') return level === 'column' || scalars(args?.['columns']).length > 0;
  return at === level;
}

/** An aggregate function over the column. */
const aggregate =
  (fn: AggregateFn, of: (column: Expr) => Expr = (column) => column): Maker =>
  ({ column, args = {} }) => ({
    measures: [{ measure: 'aggregate', fn, of: of(present(column)), ...aggregateOptions(args) }],
    find: (readings) => ({
      value: scalarAt(readings, 0),
      ...(args['approximate'] === true ? { details: { approximate: true } } : {}),
    }),
  });

/** Rows for which something is true, out of the rows that the percentage is taken of. */
const countWhere =
  (test: (column: Expr, subject: MetricSubject) => Expr): Maker =>
  (subject) => {
    const column = present(subject.column);
    const missing = scalars(subject.args?.['missingValues']);
    const ofPresent = subject.args?.['of'] === 'present';
    const there = not(isMissing(columnForms(column), missing, subject.columnType ?? null));
    return {
      measures: [
        { measure: 'count', where: test(column, subject) },
        ofPresent ? { measure: 'count', where: there } : { measure: 'count' },
      ],
      find: (readings) => rowsFinding(countAt(readings, 0), countAt(readings, 1), subject.unit),
    };
  };

const keys =
  (find: (readings: readonly ReadingValue[], subject: MetricSubject) => MetricFinding): Maker =>
  (subject) => ({
    measures: [{ measure: 'keys', columns: keyColumns(subject) }],
    find: (readings) => find(readings, subject),
  });

/** Every metric: where it may stand, and how it is taken. */
const METRICS: ReadonlyMap<string, Definition> = new Map(
  Object.entries({
    rowCount: {
      level: 'dataset',
      make: () => ({ measures: [{ measure: 'count' }], find: (r) => ({ value: countAt(r, 0) }) }),
    },
    nullValues: { level: 'column', make: countWhere((column) => isNull(columnForms(column).raw)) },
    missingValues: {
      level: 'column',
      make: countWhere((column, { args, columnType }) =>
        isMissing(columnForms(column), scalars(args?.['missingValues']), columnType ?? null),
      ),
    },
    invalidValues: {
      level: 'column',
      make: countWhere((column, { args, columnType }) => isInvalid(column, args ?? {}, columnType ?? null)),
    },
    duplicateValues: { level: 'both', make: keys(duplicates) },
    distinctCount: { level: 'column', make: keys(distinctCount) },
    distinctRatio: { level: 'column', make: keys(distinctRatio) },
    min: { level: 'column', make: aggregate('min') },
    max: { level: 'column', make: aggregate('max') },
    sum: { level: 'column', make: aggregate('sum') },
    mean: { level: 'column', make: aggregate('mean') },
    median: { level: 'column', make: aggregate('median') },
    quantile: { level: 'column', make: aggregate('quantile') },
    stddev: { level: 'column', make: aggregate('stddev') },
    variance: { level: 'column', make: aggregate('variance') },
    skewness: { level: 'column', make: aggregate('skewness') },
    correlation: { level: 'column', make: aggregate('correlation') },
    minLength: { level: 'column', make: aggregate('min', length) },
    maxLength: { level: 'column', make: aggregate('max', length) },
    meanLength: { level: 'column', make: aggregate('mean', length) },
  } satisfies Record<string, Definition>),
);

/** Metrics whose value is that of some row (or lies between two), unlike a mean or a count: not to be told of a column that is not public. */
export const isValueOfRow = (name: string): boolean => ['min', 'max', 'median', 'quantile'].includes(name);

/** The names of all scalar metrics. */
export const METRIC_NAMES: readonly string[] = [...METRICS.keys()];

/** Surplus rows: rows − distinct keys, over the rows whose key has no NULL part. */
function duplicates(readings: readonly ReadingValue[], { unit }: MetricSubject): MetricFinding {
  const found = keysAt(readings, 0);
  const finding = rowsFinding(minus(found.rows, found.keys), found.rows, unit);
  return { ...finding, details: { repeatedKeys: found.repeated, distinctKeys: found.keys } };
}

function distinctCount(readings: readonly ReadingValue[]): MetricFinding {
  const found = keysAt(readings, 0);
  return { value: toNumber(found.rows) === 0 ? null : found.keys, details: { values: found.rows } };
}

/** Distinct values ÷ rows that have a value: 0..1, or 0..100 as a percentage. */
function distinctRatio(readings: readonly ReadingValue[], { unit }: MetricSubject): MetricFinding {
  const found = keysAt(readings, 0);
  const details = { values: found.rows, distinct: found.keys };
  if (toNumber(found.rows) === 0) return { value: null, details };
  const value =
    unit === 'percent' ? percent(found.keys, found.rows) : toNumber(found.keys) / toNumber(found.rows);
  return { value, details };
}

/** A count of rows as the unit wants it; 0 percent of no rows. */
export function rowsFinding(bad: Count, total: Count, unit: Unit | undefined): RowsFinding {
  return { value: unit === 'percent' ? percent(bad, total) : bad, rows: { bad, total } };
}

function aggregateOptions(args: JsonObject): { with?: Expr; q?: number; approximate?: boolean } {
  const { with: other, q, approximate } = args;
  return {
    ...(typeof other === 'string' ? { with: columnPath(other) } : {}),
    ...(isNumeric(q) ? { q: Number(q) } : {}),
    ...(approximate === true ? { approximate } : {}),
  };
}

function keyColumns({ column, args }: MetricSubject): readonly Expr[] {
  const named = scalars(args?.['columns']).map((path) => columnPath(String(path)));
  return named.length > 0 ? named : [present(column)];
}

/** `scalarMetric` has refused a metric of a column without one. */
function present(column: Expr | null): Expr {
  if (column === null) throw new Error('this metric needs a column');
  return column;
}
