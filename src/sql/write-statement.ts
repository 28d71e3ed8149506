/** Scan → statement: one SELECT with its values inlined, so that what `explain` prints is what `check` runs. */
import type { Measure } from '../model/measure.js';
import type { DialectName, Scan, Statement, Target } from '../model/plan.js';
import { measureExprs } from '../plan/measure-exprs.js';
import { scopeTarget } from '../plan/scope-target.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects.js';
import { writeSkewness } from './measures/skewness.js';
import { writeScanItem } from './scan-item.js';
import { sourceOf } from './source.js';
import { writeAlone } from './statement-form.js';
import type { Sql } from './sql-text.js';

/** @throws SqlError with the reason for which the dialect can not say this; split the scan to find out which measure it is */
export function writeStatement(scan: Scan, dialect: DialectName): Statement {
  return { scan, dialect, sql: writeSql(scan, DIALECTS[dialect]) };
}

function writeSql(scan: Scan, dialect: Dialect): Sql {
  const [first] = scan.measures;
  if (first === undefined) throw new Error('a scan without measures');
  const target = scanTarget(scan);
  if (!isShared(scan)) return writeAlone({ measure: first, target, scan, dialect });
  return isSkewness(scan) ? writeSkewness(scan, target, dialect) : writeShared(scan, target, dialect);
}

/** The rows of a scan: all of its measures are of one scope. */
export function scanTarget(scan: Scan): Target {
  return scopeTarget(scan.measures[0]?.scope, scan.target, scan.others);
}

/** True where the measures are expressions of one SELECT. */
export const isShared = (scan: Scan): boolean => scan.purpose === 'scan' || scan.purpose === 'metadata';

export const isSkewness = (scan: Scan): boolean =>
  scan.measures.every((measure) => measure.measure === 'aggregate' && measure.fn === 'skewness');

function writeShared(scan: Scan, target: Target, dialect: Dialect): Sql {
  const exprs = scan.measures.map(measureExprs);
  const source = sourceOf(
    target,
    dialect,
    exprs.flatMap(({ values }) => values),
    exprs.map(({ where }) => where),
  );
  return dialect.select({
    columns: scan.measures.map((measure, index) => [
      `m${String(index)}`,
      writeScanItem(sharable(measure), source.context),
    ]),
    from: source.from,
    where: source.where,
  });
}

function sharable(measure: Measure): Measure & { measure: 'count' | 'aggregate' | 'keys' } {
  if (measure.measure === 'count' || measure.measure === 'aggregate' || measure.measure === 'keys')
    return measure;
  throw new Error(`a ${measure.measure} measure can not share a scan`);
}
