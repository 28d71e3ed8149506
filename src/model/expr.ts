/** Short builders for expressions. Checks read better with them. */
import type { Check } from './check.js';
import { pathSteps } from './column-path.js';
import type { CompareOp, Expr } from './measure.js';
import type { JsonScalar } from './json.js';

/** The check's own column. @throws Error for a check of the whole dataset: a kind of level `column` never sees one. */
export function ownColumn(check: Pick<Check, 'steps' | 'id'>): Expr {
  if (check.steps === null) throw new Error(`${check.id} has no column`);
  return { expr: 'column', steps: check.steps };
}

/** The check's own column as raw text (see `raw`). */
export function ownRaw(check: Pick<Check, 'steps' | 'id'>): Expr {
  if (check.steps === null) throw new Error(`${check.id} has no column`);
  return { expr: 'raw', steps: check.steps };
}

/** A column by its path: `amount`, `address.city`, `lines[].sku`, `"a.b"`. */
export function columnPath(path: string): Expr {
  return { expr: 'column', steps: pathSteps(path) };
}

export const isNull = (of: Expr): Expr => ({ expr: 'isNull', of });
export const not = (of: Expr): Expr => ({ expr: 'not', of });
export const and = (...all: readonly Expr[]): Expr => ({ expr: 'and', all });
export const or = (...any: readonly Expr[]): Expr => ({ expr: 'or', any });
export const compareExpr = (left: Expr, op: CompareOp, right: Expr): Expr => ({
  expr: 'compare',
  op,
  left,
  right,
});
export const isIn = (of: Expr, values: readonly JsonScalar[]): Expr => ({ expr: 'in', of, values });
export const literal = (value: JsonScalar): Expr => ({ expr: 'literal', value });
export const length = (of: Expr): Expr => ({ expr: 'length', of });
