/** The kind of an expression over a table, and whether the table can answer it at all. */
import type { CompareOp, Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import { pathText } from '../model/column-path.js';
import { findColumn } from './column-ref.js';
import { literalForm, literalKind } from './literal-form.js';
import { badType } from './unanswerable.js';
import { isMoment, isNumber, isOrdered, isTextual, type ValueKind } from './value-kind.js';

/** @throws Unanswerable missing_column, bad_type, unsupported */
export function exprKind(expr: Expr, target: Target): ValueKind {
  switch (expr.expr) {
    case 'column':
      return findColumn(expr.steps, target).kind;
    case 'raw': {
      const { stored, kind } = findColumn(expr.steps, target);
      return stored === 'typed' ? kind : 'string';
    }
    case 'literal':
      return literalKind(expr.value, expr.type);
    case 'length':
      return lengthKind(expr.of, target);
    case 'compare':
      return compareKind(expr.left, expr.op, expr.right, target);
    case 'matches':
    case 'format':
      return textOnly(expr.of, expr.expr === 'format' ? 'a format' : 'a pattern', target);
    case 'multipleOf':
      return demand(expr.of, isNumber, 'multipleOf needs a number', target);
    case 'uniqueItems':
      return demand(
        expr.of,
        (kind) => kind === 'list' || kind === 'json',
        'uniqueItems needs an array',
        target,
      );
    case 'hasKey':
      return demand(expr.of, isObjectKind, 'a key can only be looked for in an object', target);
    case 'isNull':
    case 'in':
    case 'not':
    case 'readsAs':
      exprKind(expr.of, target);
      return 'boolean';
    case 'sql':
      if (expr.column !== undefined) findColumn(expr.column, target);
      return 'boolean';
    case 'and':
    case 'or':
      for (const part of expr.expr === 'and' ? expr.all : expr.any) exprKind(part, target);
      return 'boolean';
  }
}

const isObjectKind = (kind: ValueKind): boolean => kind === 'struct' || kind === 'map' || kind === 'json';
const HAS_LENGTH: readonly ValueKind[] = ['string', 'uuid', 'enum', 'list', 'map', 'struct', 'json', 'other'];

function lengthKind(of: Expr, target: Target): ValueKind {
  demand(of, (kind) => HAS_LENGTH.includes(kind), 'only a text, an array or an object has a length', target);
  return 'integer';
}

function textOnly(of: Expr, what: string, target: Target): ValueKind {
  const holds = (kind: ValueKind): boolean => isTextual(kind) || kind === 'json' || kind === 'other';
  return demand(of, holds, `${what} needs a text`, target);
}

function demand(of: Expr, holds: (kind: ValueKind) => boolean, rule: string, target: Target): ValueKind {
  const kind = exprKind(of, target);
  if (!holds(kind)) throw badType(`${rule}; ${exprText(of)} of ${target.table.label} is of kind ${kind}`);
  return 'boolean';
}

function compareKind(left: Expr, op: CompareOp, right: Expr, target: Target): ValueKind {
  const kinds = [exprKind(left, target), exprKind(right, target)] as const;
  if (right.expr === 'literal' && left.expr !== 'literal') checkLiteral(left, kinds[0], right, target);
  else if (left.expr === 'literal' && right.expr !== 'literal') checkLiteral(right, kinds[1], left, target);
  else if (!comparable(kinds[0], kinds[1]))
    throw badType(`${exprText(left)} (${kinds[0]}) and ${exprText(right)} (${kinds[1]}) do not compare`);
  const ordering = op !== '=' && op !== '!=';
  if (ordering && !kinds.every(isOrdered)) throw badType(`${exprText(left)} has no order to compare by`);
  return 'boolean';
}

function checkLiteral(of: Expr, kind: ValueKind, literal: Expr & { expr: 'literal' }, target: Target): void {
  if (isTextual(kind) && literal.type !== 'string' && typeof literal.value !== 'string')
    throw badType(`${exprText(of)} of ${target.table.label} is a text; the rule compares it with a number`);
  if (literalForm(literal.value, kind) === null)
    throw badType(`${exprText(of)} of ${target.table.label} is of kind ${kind}, the rule's value is not`);
}

/** Whether values of two kinds can be compared: on both engines, and to the same effect. */
export function comparable(a: ValueKind, b: ValueKind): boolean {
  if (a === b) return a !== 'struct' && a !== 'map' && a !== 'other';
  return [isNumber, isMoment, isTextual].some((group) => group(a) && group(b));
}

/** An expression as people would name it. */
export function exprText(expr: Expr): string {
  switch (expr.expr) {
    case 'column':
    case 'raw':
      return pathText(expr.steps);
    case 'length':
      return `the length of ${exprText(expr.of)}`;
    default:
      return 'an expression';
  }
}

/** Every column path that an expression reads, author's SQL aside. */
export function columnsOf(expr: Expr): readonly (Expr & { expr: 'column' | 'raw' })[] {
  switch (expr.expr) {
    case 'column':
    case 'raw':
      return [expr];
    case 'literal':
    case 'sql':
      return [];
    case 'compare':
      return [...columnsOf(expr.left), ...columnsOf(expr.right)];
    case 'and':
      return expr.all.flatMap(columnsOf);
    case 'or':
      return expr.any.flatMap(columnsOf);
    default:
      return columnsOf(expr.of);
  }
}

/** True where an expression walks into the items of an array. */
export function hasItems(expr: Expr): boolean {
  return columnsOf(expr).some(({ steps }) => steps.some((step) => 'items' in step));
}

/** True where an expression holds a predicate that its author wrote in SQL. */
export function holdsSql(expr: Expr): boolean {
  switch (expr.expr) {
    case 'sql':
      return true;
    case 'column':
    case 'raw':
    case 'literal':
      return false;
    case 'compare':
      return holdsSql(expr.left) || holdsSql(expr.right);
    case 'and':
      return expr.all.some(holdsSql);
    case 'or':
      return expr.any.some(holdsSql);
    default:
      return holdsSql(expr.of);
  }
}
