/** A rule has exactly one operator: what is said where it has none, or several. */
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import type { Explained } from './explained.js';
import { OPERATORS } from './operators.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { valueAt } from './value-at.js';

/** @param path pointer of the rule. */
export function explainOperators(path: string, value: Json, places: Places): readonly Explained[] {
  const rule = valueAt(value, path);
  if (!isObject(rule)) return [];
  const written = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (written.length > 1) return [{ fault: twoOperators(written, path, places) }];
  const explained = fault(
    'missing-operator',
    'The rule has no operator.',
    places.at(path),
    'Add one, such as `mustBe: 0`.',
  );
  return [{ fault: explained, missing: OPERATORS.join('|') }];
}

/** The fault of a rule with several operators, at the second that stands in the text. */
export function twoOperators(written: readonly string[], rulePath: string, places: Places): Fault {
  const inOrder = written
    .map((operator) => places.at(pointer(rulePath, operator)))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const names = written.map((operator) => `\`${operator}\``).join(' and ');
  const hint = 'Make two rules of it, or use `mustBeBetween`.';
  return fault('two-operators', `A rule has one operator; this one has ${names}.`, inOrder[1], hint);
}
