/** Bounds of dbt tests: values, or SQL that gives one. */
import { isNumeric } from '../../../model/exact.js';
import type { Json } from '../../../model/json.js';
import { fragmentProblem } from '../../draft/sql-text.js';

export type Bound =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: number | string; readonly sql: string }
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** A number, a date or timestamp as a literal (`'2020-01-01'`, `date '2020-01-01'`), or an expression. */
export function readBound(written: Json | undefined): Bound {
  if (written === undefined || written === null) return { kind: 'none' };
  if (typeof written !== 'string') {
    if (isNumeric(written)) return { kind: 'value', value: written, sql: String(written) };
    return { kind: 'wrong', reason: 'One of its bounds is no number and no SQL.' };
  }
  const sql = written.trim();
  if (isNumeric(sql)) return { kind: 'value', value: sql, sql };
  const literal =
    /^(?:(?:date|timestamp)\s*)?'(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?)'$/i.exec(
      sql,
    )?.[1];
  if (literal !== undefined) return { kind: 'value', value: literal, sql };
  const problem = fragmentProblem(sql);
  return problem === null
    ? { kind: 'sql', sql }
    : { kind: 'wrong', reason: `One of its bounds can not be taken over. ${problem}` };
}
