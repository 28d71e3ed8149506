/** Draft rules → entries of a `quality` list. */
import type { Limit } from '../../model/check.js';
import type { Json, JsonObject } from '../../model/json.js';
import type { DraftRule } from './draft.js';

const LIBRARY = ['rowCount', 'nullValues', 'missingValues', 'invalidValues', 'duplicateValues'];

const OPERATORS: { readonly [op in Limit['op']]: string } = {
  '=': 'mustBe',
  '!=': 'mustNotBe',
  '<': 'mustBeLessThan',
  '<=': 'mustBeLessOrEqualTo',
  '>': 'mustBeGreaterThan',
  '>=': 'mustBeGreaterOrEqualTo',
  between: 'mustBeBetween',
  notBetween: 'mustNotBeBetween',
};

/** The operator of a limit with its operand: `{mustBe: 0}`. */
export function operatorOf(limit: Limit): JsonObject {
  return { [OPERATORS[limit.op]]: 'low' in limit ? [limit.low, limit.high] : limit.value };
}

/** The entry; `id` where the derived one would not do. */
export function ruleJson(rule: DraftRule, id: string | null): JsonObject {
  return {
    ...(id === null ? {} : { id }),
    ...(rule.name === null ? {} : { name: rule.name }),
    ...(rule.description === null ? {} : { description: rule.description }),
    ...saying(rule),
    ...(rule.severity === null ? {} : { severity: rule.severity }),
    ...(rule.tags.length === 0 ? {} : { tags: rule.tags }),
  };
}

function saying({ metric, args, limit, unit }: DraftRule): JsonObject {
  const limits = { ...(unit === null ? {} : { unit }), ...operatorOf(limit) };
  if (metric === 'sql' && isPlain(limit)) return { type: 'sql', query: args['query'], ...limits };
  const named = { metric, ...(Object.keys(args).length === 0 ? {} : { arguments: args }), ...limits };
  return LIBRARY.includes(metric) && isPlain(limit)
    ? named
    : { type: 'custom', engine: 'assay', implementation: named };
}

/** The standard's own rules take numbers; a limit that a double can not hold stands in a rule of ours. */
function isPlain(limit: Limit): boolean {
  const operands: readonly Json[] = 'low' in limit ? [limit.low, limit.high] : [limit.value];
  return operands.every((operand) => typeof operand === 'number');
}
