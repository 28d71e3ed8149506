/** The seam between statements and measure families: how a family is written, and how its rows are read back. */
import type { Measure } from '../model/measure.js';
import type { Scan, Target } from '../model/plan.js';
import type { ReadingValue, Unknown } from '../model/reading.js';
import type { Dialect } from './dialect.js';
import type { Sql } from './sql-text.js';

/** A result row, as an engine gives it. */
export type ResultRow = { readonly [alias: string]: unknown };

export interface Asked<M extends Measure = Measure> {
  readonly measure: M;
  /** The rows that it is taken over. */
  readonly target: Target;
  readonly scan: Scan;
  readonly dialect: Dialect;
}

/** What reading back gives: a value, or why there is none. */
export type ReadBack = { readonly value: ReadingValue } | { readonly unknown: Unknown };

/** A family whose measures each have a statement of their own. */
export interface StatementForm<M extends Measure> {
  readonly write: (asked: Asked<M>) => Sql;
  /** @throws ShapeError for rows that the statement can not have given */
  readonly read: (rows: readonly ResultRow[], asked: Asked<M>) => ReadBack;
}
