/** The expressions of a measure, by what they are for. */
import type { Expr, Measure } from '../model/measure.js';

export interface MeasureExprs {
  /** Whose values are measured. */
  readonly values: readonly Expr[];
  /** What a row must fulfil. */
  readonly where: Expr | null;
}

/** All expressions over the measure's own rows (the other side of a reference is not among them). */
export function measureExprs(measure: Measure): MeasureExprs {
  switch (measure.measure) {
    case 'count':
      return { values: [], where: measure.where ?? null };
    case 'aggregate':
      return {
        values: measure.with === undefined ? [measure.of] : [measure.of, measure.with],
        where: measure.where ?? null,
      };
    case 'keys':
      return { values: measure.columns, where: measure.where ?? null };
    case 'orphans':
      return { values: measure.columns, where: null };
    case 'frequencies':
    case 'histogram':
      return {
        values: measure.segmentBy === undefined ? [measure.of] : [measure.of, measure.segmentBy],
        where: measure.where ?? null,
      };
    case 'gaps':
      return { values: [measure.column], where: null };
    case 'order':
      return {
        values: measure.orderBy === null ? [measure.column] : [measure.column, measure.orderBy],
        where: null,
      };
    case 'overlaps':
      return { values: [...measure.key, measure.from, measure.to], where: null };
    case 'current':
      return { values: [...measure.key, measure.current], where: null };
    case 'query':
    case 'queryRows':
    case 'schema':
      return { values: [], where: null };
  }
}
