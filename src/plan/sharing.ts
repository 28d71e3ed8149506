/** Which measures may share one statement: those that a single pass over the rows answers. */
import { measureId, type Expr, type Measure } from '../model/measure.js';
import type { Scan, Target } from '../model/plan.js';
import { findColumn } from './column-ref.js';
import { hasItems } from './expr-kind.js';
import { measureExprs } from './measure-exprs.js';
import { BOUNDED } from './truth.js';
import { isUniqueKey } from './unique-key.js';

export interface Sharing {
  readonly purpose: Scan['purpose'];
  /** Measures of equal key (and scope) share a statement. */
  readonly key: string;
}

/** Where a measure that needs a statement goes. */
export function sharing(measure: Measure, target: Target): Sharing {
  const alone = (purpose: Scan['purpose']): Sharing => ({ purpose, key: measureId(measure) });
  switch (measure.measure) {
    case 'count':
    case 'aggregate':
      return measureExprs(measure).values.some(hasItems) ? alone('scan') : inOnePass(measure, target);
    case 'keys':
      return isUniqueKey(measure.columns, target) ? { purpose: 'scan', key: 'scan' } : alone('keys');
    case 'orphans':
      return alone('reference');
    case 'frequencies':
      return alone('frequencies');
    case 'histogram':
      return alone('histogram');
    case 'query':
    case 'queryRows':
      return alone('query');
    case 'gaps':
    case 'order':
    case 'overlaps':
    case 'current':
      return alone('sequence');
    case 'schema':
      return { purpose: 'metadata', key: 'schema' };
  }
}

/** Counts and aggregates share a pass; three families are better apart from it. */
function inOnePass(measure: Measure & { measure: 'count' | 'aggregate' }, target: Target): Sharing {
  if (measure.measure === 'aggregate') {
    const { fn } = measure;
    // Two passes: the mean first, then the centred powers.
    if (fn === 'skewness') return { purpose: 'scan', key: 'skewness' };
    // They hold (or sort) all values, so that their memory and time must not weigh on the shared pass.
    if (fn === 'median' || fn === 'quantile') return { purpose: 'scan', key: 'quantiles' };
    if (fromFooters(measure, target)) return { purpose: 'metadata', key: 'metadata' };
  }
  return { purpose: 'scan', key: 'scan' };
}

/** Bounds of whole Parquet files alone in a statement: the engine answers them from the footers, and loses that in a mixed one. */
function fromFooters(measure: Measure & { measure: 'aggregate' }, target: Target): boolean {
  const { fn, of, where } = measure;
  const { relation } = target.table;
  if ((fn !== 'min' && fn !== 'max') || where !== undefined || target.batch !== null || target.where !== null)
    return false;
  return relation.relation === 'files' && relation.format === 'parquet' && isBoundedColumn(of, target);
}

function isBoundedColumn(of: Expr, target: Target): boolean {
  if (of.expr !== 'column') return false;
  const { path, kind, column } = findColumn(of.steps, target);
  return path.length === 0 && column.fromPath !== true && BOUNDED.includes(kind);
}
