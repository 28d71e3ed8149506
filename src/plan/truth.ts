/**
 * What exact statistics of a column say about a predicate: is it true for all of its values, for none, for its NULLs?
 * Nothing is guessed: where the statistics do not decide, the answer is `open`, and a scan tells.
 */
import { compare } from '../model/exact.js';
import type { CompareOp, Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import type { ColumnInfo } from '../model/table.js';
import type { JsonScalar } from '../model/json.js';
import { findColumn } from './column-ref.js';
import { columnsOf, holdsSql } from './expr-kind.js';
import { instantText } from './instant-text.js';
import { literalForm } from './literal-form.js';
import { isMoment, type ValueKind } from './value-kind.js';

export type Tri = boolean | null | 'open';

/** A predicate's value on rows where the column has a value, and where it is NULL. */
export interface Truth {
  readonly column: ColumnInfo;
  readonly onValue: Tri;
  readonly onNull: Tri;
}

/** Null for a predicate over no column, over several, or over a part of one. */
export function truthOf(predicate: Expr, target: Target): Truth | null {
  const columns = columnsOf(predicate);
  const [first] = columns;
  if (
    first === undefined ||
    columns.some(({ steps }) => JSON.stringify(steps) !== JSON.stringify(first.steps))
  )
    return null;
  if (holdsSql(predicate)) return null;
  const ref = findColumn(first.steps, target);
  if (ref.path.length > 0 || ref.stored !== 'typed') return null;
  const known: Known = { kind: ref.kind, ...range(ref.column, ref.kind) };
  return {
    column: ref.column,
    onValue: judge(predicate, known, false),
    onNull: judge(predicate, known, true),
  };
}

interface Known {
  readonly kind: ValueKind;
  /** In a form that `order` compares; absent where no exact bound is known. */
  readonly min?: JsonScalar;
  readonly max?: JsonScalar;
}

/** Bounds are exact for these kinds only: no NaN, no truncated text. */
export const BOUNDED: readonly ValueKind[] = ['integer', 'decimal', 'date', 'timestamp', 'timestamptz'];

function range(column: ColumnInfo, kind: ValueKind): Pick<Known, 'min' | 'max'> {
  const { min = null, max = null } = column;
  if (!BOUNDED.includes(kind) || min === null || max === null) return {};
  const bounds = { min: orderable(min, kind), max: orderable(max, kind) };
  return bounds.min === null || bounds.max === null ? {} : bounds;
}

function orderable(value: JsonScalar, kind: ValueKind): JsonScalar {
  return isMoment(kind) ? instantText(String(value)) : value;
}

function judge(expr: Expr, known: Known, isNull: boolean): Tri {
  switch (expr.expr) {
    case 'isNull':
      return isColumn(expr.of) ? isNull : 'open';
    case 'not':
      return negate(judge(expr.of, known, isNull));
    case 'and':
      return all(expr.all.map((part) => judge(part, known, isNull)));
    case 'or':
      return negate(all(expr.any.map((part) => negate(judge(part, known, isNull)))));
    case 'compare':
      return isNull ? null : judgeCompare(expr, known);
    case 'in':
      return isNull ? null : judgeIn(expr, known);
    // Where the source has types (only those come here) there is no text that could read as anything else.
    case 'readsAs':
      return isNull ? null : isColumn(expr.of) || 'open';
    case 'matches':
    case 'format':
    case 'multipleOf':
    case 'uniqueItems':
    case 'hasKey':
      return isNull ? null : 'open';
    default:
      return 'open';
  }
}

const isColumn = (expr: Expr): boolean => expr.expr === 'column' || expr.expr === 'raw';

function negate(value: Tri): Tri {
  return typeof value === 'boolean' ? !value : value;
}

function all(values: readonly Tri[]): Tri {
  if (values.includes(false)) return false;
  if (values.includes('open')) return 'open';
  return values.includes(null) ? null : true;
}

const FLIPPED: { readonly [op in CompareOp]: CompareOp } = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function judgeCompare(expr: Expr & { expr: 'compare' }, known: Known): Tri {
  const { left, right, op } = expr;
  if (isColumn(left) && right.expr === 'literal') return against(op, right.value, known);
  if (left.expr === 'literal' && isColumn(right)) return against(FLIPPED[op], left.value, known);
  return 'open';
}

function against(op: CompareOp, literal: JsonScalar, known: Known): Tri {
  if (literal === null) return null;
  const form = literalForm(literal, known.kind);
  const limit = form === null ? null : orderable(form.text, known.kind);
  if (limit === null || known.min === undefined || known.max === undefined) return 'open';
  const low = compare(known.min, limit);
  const high = compare(known.max, limit);
  if (Number.isNaN(low) || Number.isNaN(high)) return 'open';
  switch (op) {
    case '<':
      return high < 0 ? true : low >= 0 ? false : 'open';
    case '<=':
      return high <= 0 ? true : low > 0 ? false : 'open';
    case '>':
      return low > 0 ? true : high <= 0 ? false : 'open';
    case '>=':
      return low >= 0 ? true : high < 0 ? false : 'open';
    case '=':
      return low === 0 && high === 0 ? true : low > 0 || high < 0 ? false : 'open';
    case '!=':
      return negate(against('=', literal, known));
  }
}

/** A list that holds a NULL, or a value that is no bound of this kind, is left to a scan. */
function judgeIn(expr: Expr & { expr: 'in' }, known: Known): Tri {
  if (!isColumn(expr.of)) return 'open';
  const each = expr.values.map((value) => (value === null ? 'open' : against('=', value, known)));
  return negate(all(each.map(negate)));
}
