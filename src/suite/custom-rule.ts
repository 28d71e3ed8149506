/** `type: custom, engine: assay`: the implementation has the shape of a library rule. */
import type { Rule } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject, type JsonObject } from '../model/json.js';
import { nameHint } from './name-hint.js';
import { placeWithin } from './draft.js';
import type { CheckWish } from './draft-check.js';
import { OPERATOR_NAMES } from './read-limit.js';

const KEYS = ['metric', 'arguments', 'unit', ...OPERATOR_NAMES];
/** Keys that belong to the rule, beside `implementation`. */
const RULE_KEYS = ['id', 'name', 'description', 'severity', 'dimension', 'tags', 'type', 'engine'];
const SHAPE = 'Write a mapping: `implementation: {metric: …, arguments: {…}, mustBe…: …}`.';

/** What the implementation asks for, or all that is wrong with its shape. */
export function readImplementation(
  rule: Rule,
): Pick<CheckWish, 'kind' | 'args' | 'operators' | 'unit' | 'place' | 'argsPlace'> | readonly Fault[] {
  const place = placeWithin(rule.place, 'implementation');
  const { implementation } = rule;
  if (!isObject(implementation))
    return [fault('bad-implementation', 'The implementation of an assay rule is no mapping.', place, SHAPE)];
  const { metric, arguments: args = {}, unit } = implementation;
  const operators = Object.entries(implementation).filter(([key]) => OPERATOR_NAMES.includes(key));
  const faults = [...unknownKeys(implementation, rule), ...doubled(rule, implementation)];
  if (typeof metric !== 'string')
    faults.push(fault('missing-metric', 'The implementation names no metric.', place, SHAPE));
  if (!isObject(args))
    faults.push(fault('wrong-type', 'The arguments are no mapping.', placeWithin(place, 'arguments')));
  if (unit !== undefined && unit !== null && typeof unit !== 'string')
    faults.push(
      fault('bad-unit', 'The unit is no text.', placeWithin(place, 'unit'), 'Write rows or percent.'),
    );
  if (faults.length > 0 || typeof metric !== 'string' || !isObject(args)) return faults;
  return {
    kind: metric,
    args,
    operators: operators.length > 0 ? Object.fromEntries(operators) : rule.operators,
    unit: typeof unit === 'string' ? unit : rule.unit,
    place,
  };
}

function unknownKeys(implementation: JsonObject, rule: Rule): readonly Fault[] {
  const place = placeWithin(rule.place, 'implementation');
  return Object.keys(implementation)
    .filter((key) => !KEYS.includes(key))
    .map((key) => {
      const hint = RULE_KEYS.includes(key)
        ? `Write \`${key}\` beside \`implementation\`, not in it.`
        : nameHint(key, KEYS, `The keys are metric, arguments, unit and one operator.`);
      return fault('unknown-key', `An assay rule has no key ${key}.`, placeWithin(place, key), hint);
    });
}

/** What stands both on the rule and in its implementation: one of the two would be ignored. */
function doubled(rule: Rule, implementation: JsonObject): Fault[] {
  const faults: Fault[] = [];
  const inside = Object.keys(implementation).filter((key) => OPERATOR_NAMES.includes(key));
  const outside = Object.keys(rule.operators);
  if (inside.length > 0 && outside.length > 0)
    faults.push(
      fault(
        'two-operators',
        `The rule has ${outside.join(', ')} and its implementation ${inside.join(', ')}.`,
        rule.place,
        'Keep the operator of the implementation.',
      ),
    );
  if (rule.unit !== null && implementation['unit'] !== undefined && implementation['unit'] !== rule.unit)
    faults.push(
      fault('bad-unit', 'The rule and its implementation name two units.', rule.place, 'Keep one.'),
    );
  if (Object.keys(rule.arguments).length > 0)
    faults.push(
      fault(
        'unknown-key',
        'The arguments of an assay rule stand in its implementation.',
        placeWithin(rule.place, 'arguments'),
        SHAPE,
      ),
    );
  return faults;
}
