/** Looks a measure over before anything runs: are its table and columns there, can its types give what it asks? */
import type { Expr, Measure } from '../model/measure.js';
import type { Target } from '../model/plan.js';
import { parseDuration } from '../model/time.js';
import { columnsOf, comparable, exprKind, exprText, hasItems } from './expr-kind.js';
import { findColumn } from './column-ref.js';
import { measureExprs } from './measure-exprs.js';
import { findTarget, scopeTarget, type Targets } from './scope-target.js';
import { Unanswerable, badType } from './unanswerable.js';
import { isMoment, isNumber, isOrdered, type ValueKind } from './value-kind.js';

/** @throws Unanswerable with the reason for which the measure can not be taken */
export function examine(measure: Measure, run: Target, others: Targets): void {
  const target = scopeTarget(measure.scope, run, others);
  demandTable(target);
  if (measure.measure === 'schema') return;
  if (target.batch !== null) for (const column of Object.keys(target.batch)) topColumn(column, target);
  const { values, where } = measureExprs(measure);
  for (const value of values) exprKind(value, target);
  if (where !== null) exprKind(where, target);
  demandOnePath(values, measure);
  examineKinds(measure, target, run, others);
}

function demandTable(target: Target): void {
  if (!target.table.exists)
    throw new Unanswerable('missing_table', `there is no ${target.table.label} (${target.dataset})`);
}

function topColumn(name: string, target: Target): void {
  findColumn([{ field: name }], target);
}

/** Values inside arrays are read one array at a time. */
function demandOnePath(values: readonly Expr[], measure: Measure): void {
  const paths = new Set(
    values
      .filter(hasItems)
      .flatMap(columnsOf)
      .map(({ steps }) => {
        const last = steps.findLastIndex((step) => 'items' in step);
        return JSON.stringify(steps.slice(0, last + 1));
      }),
  );
  if (paths.size > 1 || (paths.size > 0 && measure.measure === 'orphans' && measure.columns.length > 1))
    throw new Unanswerable('unsupported', 'values of two different arrays can not be taken together');
}

function examineKinds(measure: Measure, target: Target, run: Target, others: Targets): void {
  const kind = (expr: Expr): ValueKind => exprKind(expr, target);
  switch (measure.measure) {
    case 'aggregate':
      return examineAggregate(measure, kind);
    case 'orphans':
      return examineReference(measure, kind, run, others);
    case 'histogram':
      if (!isNumber(kind(measure.of))) throw wrongKind('a histogram', measure.of, kind(measure.of));
      if ('quantiles' in measure.edges && measure.edges.of !== undefined) {
        const of = scopeTarget(measure.edges.of, run, others);
        demandTable(of);
        exprKind(measure.of, of);
      }
      return;
    case 'gaps':
      if (!isMoment(kind(measure.column))) throw wrongKind('gaps', measure.column, kind(measure.column));
      if (parseDuration(measure.every) === null) throw badType(`${measure.every} is no duration`);
      return;
    case 'order':
      return demandOrdered([measure.column, ...(measure.orderBy === null ? [] : [measure.orderBy])], kind);
    case 'overlaps':
      demandOrdered([measure.from, measure.to], kind);
      if (!comparable(kind(measure.from), kind(measure.to)))
        throw badType(`${exprText(measure.from)} and ${exprText(measure.to)} do not compare`);
      return;
    case 'current':
      if (kind(measure.current) !== 'boolean')
        throw wrongKind('oneCurrent', measure.current, kind(measure.current));
      return;
    case 'query':
      if (measure.column !== undefined) findColumn(measure.column, target);
      return;
    default:
      return;
  }
}

function demandOrdered(exprs: readonly Expr[], kind: (expr: Expr) => ValueKind): void {
  for (const expr of exprs) if (!isOrdered(kind(expr))) throw wrongKind('an order', expr, kind(expr));
}

function examineAggregate(measure: Measure & { measure: 'aggregate' }, kind: (e: Expr) => ValueKind): void {
  const { fn, of } = measure;
  const has = kind(of);
  const fits =
    fn === 'count' ||
    (fn === 'min' || fn === 'max'
      ? isOrdered(has)
      : isNumber(has) || (has === 'boolean' && (fn === 'mean' || fn === 'sum')));
  if (!fits) throw wrongKind(fn, of, has);
  if (fn !== 'correlation') return;
  if (measure.with === undefined) throw badType('a correlation needs a second column');
  if (!isNumber(kind(measure.with))) throw wrongKind(fn, measure.with, kind(measure.with));
}

function examineReference(
  measure: Measure & { measure: 'orphans' },
  kind: (e: Expr) => ValueKind,
  run: Target,
  others: Targets,
): void {
  const to = findTarget(measure.to.dataset, null, run, others);
  demandTable(to);
  if (measure.to.columns.length !== measure.columns.length)
    throw badType('a reference has as many columns on one side as on the other');
  measure.columns.forEach((column, index) => {
    const other = measure.to.columns[index] ?? column;
    const [left, right] = [kind(column), exprKind(other, to)];
    if (!comparable(left, right))
      throw badType(`${exprText(column)} (${left}) can not refer to ${exprText(other)} (${right})`);
  });
}

function wrongKind(what: string, of: Expr, kind: ValueKind): Unanswerable {
  const hint = kind === 'string' ? '; where the source is text, declare its logicalType' : '';
  return badType(`${what} of ${exprText(of)} can not be taken: its values are of kind ${kind}${hint}`);
}
