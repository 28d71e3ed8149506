/** Missing values: NULL, or one of the values that a rule calls missing. */
import { isNumeric } from './exact.js';
import { isIn, isNull, or } from './expr.js';
import type { Expr } from './measure.js';
import type { Json, JsonScalar } from './json.js';
import type { LogicalType } from './type.js';

/** A column as values and as text; both are one thing where the source has types. */
export interface ColumnForms {
  readonly column: Expr;
  readonly raw: Expr;
}

/** The two forms of a column expression. */
export function columnForms(column: Expr): ColumnForms {
  return { column, raw: column.expr === 'column' ? { expr: 'raw', steps: column.steps } : column };
}

/** The scalars of an option that is a list; [] where it is absent. */
export function scalars(option: Json | undefined): readonly JsonScalar[] {
  if (!Array.isArray(option)) return [];
  return option.filter((value: Json): value is JsonScalar => value === null || typeof value !== 'object');
}

/**
 * True where a value is one of `values`, never for NULL. Values that the column's type can hold are compared as
 * values (`1.0` is `1`); others only as text, so that `N/A` in a CSV column of numbers is found.
 */
export function isOneOf(
  forms: ColumnForms,
  values: readonly JsonScalar[],
  type: LogicalType | null,
): Expr | null {
  const typed: JsonScalar[] = [];
  const texts: JsonScalar[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (type === 'string') typed.push(String(value));
    else if (fits(value, type)) typed.push(value);
    else texts.push(String(value));
  }
  const tests = [
    ...(typed.length > 0 ? [isIn(forms.column, typed)] : []),
    ...(texts.length > 0 ? [isIn(forms.raw, texts)] : []),
  ];
  const [only] = tests;
  return tests.length > 1 ? or(...tests) : (only ?? null);
}

/** True for a missing value. NULL is looked for in the text: what does not read as its type is there, though wrong. */
export function isMissing(forms: ColumnForms, values: readonly JsonScalar[], type: LogicalType | null): Expr {
  const named = isOneOf(forms, values, type);
  return named === null ? isNull(forms.raw) : or(isNull(forms.raw), named);
}

/** Whether a column of the type can hold the value; an undeclared type may hold anything. */
function fits(value: JsonScalar, type: LogicalType | null): boolean {
  if (type === 'number' || type === 'integer') return isNumeric(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'date' || type === 'timestamp') return /^\d{4}-\d{2}-\d{2}/.test(String(value));
  if (type === 'time') return /^\d{2}:\d{2}/.test(String(value));
  return true;
}
