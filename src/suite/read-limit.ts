/** Operators of a rule as a limit. */
import type { Limit } from '../model/check.js';
import { isNumeric } from '../model/exact.js';
import { fault, type Fault, type Outcome, type Place } from '../model/fault.js';
import type { Json, JsonObject } from '../model/json.js';
import { compareValues } from './compare-values.js';
import { placeWithin } from './draft.js';

const OPERATORS: ReadonlyMap<string, Limit['op']> = new Map<string, Limit['op']>([
  ['mustBe', '='],
  ['mustNotBe', '!='],
  ['mustBeGreaterThan', '>'],
  ['mustBeGreaterOrEqualTo', '>='],
  ['mustBeLessThan', '<'],
  ['mustBeLessOrEqualTo', '<='],
  ['mustBeBetween', 'between'],
  ['mustNotBeBetween', 'notBetween'],
]);

/** The names of all operators. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

/**
 * The limit that the operators of one rule state; null where there is none.
 * @param operators by name, nothing else
 * @param operand what the kind compares with: numbers, or also ISO dates, text and booleans
 * @param place of the rule
 */
export function readLimit(
  operators: JsonObject,
  operand: 'number' | 'any',
  place: Place,
): Outcome<Limit | null> {
  const written = Object.entries(operators).filter(([, value]) => value !== undefined);
  const [first, second] = written;
  if (first === undefined) return { ok: true, value: null };
  if (second !== undefined) {
    const names = written.map(([name]) => name).join(' and ');
    const hint = 'Keep one of them; write two rules where both are meant.';
    return refused(fault('two-operators', `The rule has more than one operator: ${names}.`, place, hint));
  }
  const [name, value = null] = first;
  const op = OPERATORS.get(name);
  const at = placeWithin(place, name);
  if (op === undefined) {
    const hint = `The operators are ${OPERATOR_NAMES.join(', ')}.`;
    return refused(fault('unknown-operator', `There is no operator ${name}.`, at, hint));
  }
  if (op === 'between' || op === 'notBetween') return readRange(name, op, value, operand, at);
  if (!isOperand(value, operand))
    return refused(fault('wrong-operand', `${name} ${operandProblem(value, operand)}.`, at));
  if (typeof value === 'boolean' && op !== '=' && op !== '!=')
    return refused(fault('wrong-operand', `${name} can not be ${String(value)}.`, at, 'Write mustBe.'));
  return { ok: true, value: { op, value } };
}

function readRange(
  name: string,
  op: 'between' | 'notBetween',
  value: Json,
  operand: 'number' | 'any',
  at: Place,
): Outcome<Limit> {
  if (!Array.isArray(value) || value.length !== 2)
    return refused(fault('wrong-operand', `${name} takes a list of two values: [lowest, highest].`, at));
  const [low = null, high = null] = value as readonly Json[];
  if (!isOperand(low, operand) || !isOperand(high, operand)) {
    const wrong = isOperand(low, operand) ? high : low;
    return refused(fault('wrong-operand', `${name} ${operandProblem(wrong, operand)}.`, at));
  }
  const order = compareValues(low, high);
  const shown = `[${String(low)}, ${String(high)}]`;
  if (Number.isNaN(order))
    return refused(fault('wrong-operand', `The two values of ${name} do not compare: ${shown}.`, at));
  if (order > 0)
    return refused(
      fault('empty-range', `${name}: ${shown} is empty.`, at, 'Write the smallest value first.'),
    );
  if (order === 0) {
    const plain = op === 'between' ? 'mustBe' : 'mustNotBe';
    return refused(
      fault('equal-bounds', `The two values of ${name} are equal.`, at, `Write ${plain}: ${String(low)}.`),
    );
  }
  return { ok: true, value: { op, low, high } };
}

type Operand = string | number | boolean;

function isOperand(value: Json, operand: 'number' | 'any'): value is Operand {
  if (operand === 'number' || typeof value === 'number') return isNumeric(value);
  return typeof value === 'string' || typeof value === 'boolean';
}

/** Why a value is no operand. */
function operandProblem(value: Json, operand: 'number' | 'any'): string {
  if (operand === 'number') return 'takes a number here';
  if (value === null) return 'can not be null: a check of NULL is nullValues';
  return typeof value === 'object' ? 'takes one value' : 'takes a finite number';
}

const refused = (reason: Fault): { readonly ok: false; readonly faults: readonly Fault[] } => ({
  ok: false,
  faults: [reason],
});
