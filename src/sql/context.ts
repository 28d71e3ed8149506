/** What an expression is written for: a dialect, a table, and the array items that are in reach. */
import type { PathStep } from '../model/contract.js';
import type { Target } from '../model/plan.js';
import type { Dialect } from './dialect.js';
import type { Sql } from './sql-text.js';

export interface Context {
  readonly dialect: Dialect;
  readonly target: Target;
  /** Items of arrays by the path that leads to them (`itemsKey`), as the names that they are bound to. */
  readonly items: ReadonlyMap<string, Sql>;
  /** Columns of text whose own names stand for their typed values: where their text is found. */
  readonly texts: ReadonlyMap<string, Sql>;
}

/** Of the table as it stands. */
export const plainContext = (target: Target, dialect: Dialect): Context => ({
  dialect,
  target,
  items: new Map(),
  texts: new Map(),
});

/** Of a path that ends in an `items` step. */
export const itemsKey = (steps: readonly PathStep[]): string => JSON.stringify(steps);
