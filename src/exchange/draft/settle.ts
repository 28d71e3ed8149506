/** Rules of one dataset, put in order: what is said twice is said once, what can not be a rule of a contract is said aloud. */
import { isNumeric } from '../../model/exact.js';
import { invalidFaults } from '../../model/kit-invalid-faults.js';
import { parseInstant } from '../../model/time.js';
import { intersection, isOnly, setOf } from '../../suite/limit-set.js';
import { limitText, opposite } from '../../suite/limit.js';
import { placeholderFaults } from '../../suite/placeholders.js';
import type { NotCarried } from '../imported.js';
import type { DeclaredColumn } from './column-types.js';
import type { DraftRule } from './draft.js';
import { allowed, figureOf, possible, unitOf } from './measured.js';

export interface Settled {
  readonly rules: readonly DraftRule[];
  readonly notCarried: readonly NotCarried[];
}

/** Drops repetitions silently, and with a reason: limits without effect, contradictions, idle warnings, rules that the column's type refuses. */
export function settle(rules: readonly DraftRule[], typeOf: (column: string) => DeclaredColumn): Settled {
  const notCarried: NotCarried[] = [];
  const groups = new Map<string, DraftRule[]>();
  const kept: DraftRule[] = [];
  // Failing rules first, so that a warning is held against all of them.
  const inOrder = [
    ...rules.filter((rule) => rule.severity === null),
    ...rules.filter((rule) => rule.severity !== null),
  ];
  for (const rule of inOrder) {
    const figure = figureOf(rule);
    const others = groups.get(figure) ?? [];
    if (others.some((other) => isSame(other, rule))) continue;
    const reason = ownProblem(rule, typeOf) ?? problemBeside(rule, others);
    if (reason === null) {
      groups.set(figure, [...others, rule]);
      kept.push(rule);
    } else notCarried.push({ where: rule.where, what: shortText(rule), reason });
  }
  return { rules: rules.filter((rule) => kept.includes(rule)), notCarried };
}

/** `amount: nullValues <= 5 %`. */
export function shortText(rule: DraftRule): string {
  const unit = unitOf(rule);
  return `${rule.column === null ? '' : `${rule.column}: `}${rule.metric} ${limitText(rule.limit, unit)}`;
}

const isSame = (a: DraftRule, b: DraftRule): boolean =>
  JSON.stringify([a.limit, unitOf(a), a.severity === null]) ===
  JSON.stringify([b.limit, unitOf(b), b.severity === null]);

function ownProblem(rule: DraftRule, typeOf: Parameters<typeof settle>[1]): string | null {
  const operands = 'low' in rule.limit ? [rule.limit.low, rule.limit.high] : [rule.limit.value];
  if (operands.every(isNumeric)) {
    if (intersection(possible(rule), allowed(rule)).length === 0)
      return 'No data can keep this limit: the rule would always fail.';
    const broken = setOf(opposite(rule.limit), unitOf(rule) === 'rows');
    if (intersection(possible(rule), broken).length === 0)
      return 'No data can break this limit: the rule would never fail.';
  }
  const [placeholder] = [rule.args['query'], rule.args['where']].flatMap((sql) =>
    typeof sql === 'string'
      ? placeholderFaults(sql, rule.column !== null, { file: '', line: 1, column: 1, path: '' })
      : [],
  );
  if (placeholder !== undefined) return placeholder.message;
  return rule.column === null ? null : typeProblem(rule, operands, typeOf(rule.column));
}

function typeProblem(
  rule: DraftRule,
  operands: readonly unknown[],
  { logicalType, isText }: DeclaredColumn,
): string | null {
  const [wrong] = rule.metric === 'invalidValues' ? invalidFaults(rule.args, logicalType, isText) : [];
  if (wrong !== undefined) return wrong.message;
  if (logicalType === null) return null;
  const isMoment = logicalType === 'date' || logicalType === 'timestamp';
  if (['freshness', 'frequency', 'retention'].includes(rule.metric) && !isMoment)
    return `It needs a column of dates or timestamps; this one is declared as ${logicalType}.`;
  if (!['min', 'max'].includes(rule.metric)) return null;
  const fits = (value: unknown): boolean =>
    isMoment
      ? typeof value === 'string' && parseInstant(value) !== null
      : logicalType === 'integer' || logicalType === 'number'
        ? isNumeric(value)
        : typeof value === 'string';
  return operands.every(fits) ? null : `Its limit can not be compared with a column of ${logicalType}.`;
}

function problemBeside(rule: DraftRule, others: readonly DraftRule[]): string | null {
  for (const other of others) {
    if (!isComparable(rule, other)) continue;
    const good = intersection(possible(other), allowed(other));
    const text = limitText(other.limit, unitOf(other));
    if (rule.severity === null && other.severity === null && intersection(good, allowed(rule)).length === 0)
      return `Another rule of the same figure asks for ${text}: no data can keep both.`;
    const warns = setOf(opposite(rule.limit), unitOf(rule) === 'rows');
    if (rule.severity !== null && other.severity === null && intersection(good, warns).length === 0)
      return `A failing rule of the same figure asks for ${text}: this warning could never come first.`;
  }
  return null;
}

/** In one unit, or zero rows, which are zero percent. */
function isComparable(a: DraftRule, b: DraftRule): boolean {
  if (unitOf(a) === unitOf(b)) return true;
  const shares = [a, b].every((rule) => unitOf(rule) !== 'value');
  return shares && isOnly(intersection(possible(b), allowed(b)), 0);
}
