/** Constraints of JSON Schema → options and rules of a property, with the same meaning; all others are said. */
import { compare, isNumeric } from '../../model/exact.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { LogicalType } from '../../model/type.js';
import { LOCAL_TIMESTAMP } from '../types/text-forms.js';
import type { Flat } from './json-schema-flat.js';
import { readKeyword, type Ask } from './json-schema-keywords.js';

export type Note = (path: string, what: string, reason: string) => void;

export interface Limits {
  readonly options: JsonObject;
  readonly rules: readonly JsonObject[];
  /** Null is not among the values. */
  readonly refusesNull: boolean;
}

/** All constraints on one value. @param flat parts that all must hold */
export function limitsOf({ all, path: own }: Flat, type: LogicalType | null, note: Note): Limits {
  const asks: Ask[] = [];
  for (const { schema, path } of all)
    for (const [keyword, value] of Object.entries(schema)) {
      const answer = readKeyword(keyword, value ?? null, type);
      if (typeof answer === 'string') note(path, `${keyword} ${shown(value ?? null)}`, answer);
      else asks.push(...answer);
    }
  const { options, rules } = placed(asks);
  const local = type === 'timestamp' && all.some(({ schema }) => schema['pattern'] === LOCAL_TIMESTAMP);
  return {
    options: { ...withoutEmpty(options, own, note), ...(local ? { timezone: false } : {}) },
    rules,
    refusesNull: all.some(({ schema }) => isWithoutNull(schema)),
  };
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The values are listed, and null is none of them. */
function isWithoutNull({ enum: values, const: only, not }: JsonObject): boolean {
  if (Array.isArray(values)) return !(values as readonly Json[]).includes(null);
  if (only !== undefined) return only !== null;
  return isObject(not) && not['type'] === 'null' && Object.keys(not).length === 1;
}

/** The first of a kind is an option, where there is a word for it; each other one a rule; none of them twice. */
function placed(asks: readonly Ask[]): {
  readonly options: JsonObject;
  readonly rules: readonly JsonObject[];
} {
  const options = new Map<string, Json>();
  const rules: JsonObject[] = [];
  const seen = new Set<string>();
  for (const { args, option } of asks) {
    const text = JSON.stringify(args);
    if (seen.has(text)) continue;
    seen.add(text);
    const [value] = Object.values(args);
    if (option !== null && !options.has(option) && value !== undefined) options.set(option, value);
    else rules.push({ metric: 'invalidValues', mustBe: 0, arguments: args });
  }
  return { options: Object.fromEntries(options), rules };
}

const RANGES = [
  ['minimum', 'maximum', true],
  ['exclusiveMinimum', 'maximum', false],
  ['minimum', 'exclusiveMaximum', false],
  ['exclusiveMinimum', 'exclusiveMaximum', false],
  ['minLength', 'maxLength', true],
  ['minItems', 'maxItems', true],
  ['minProperties', 'maxProperties', true],
] as const;

/** A range that holds nothing is a mistake of the schema; a contract with one is refused. */
function withoutEmpty(options: JsonObject, path: string, note: Note): JsonObject {
  const empty = RANGES.filter(([low, high, equal]) => {
    const [a, b] = [options[low], options[high]];
    if (!isBound(a) || !isBound(b) || isNumeric(a) !== isNumeric(b)) return false;
    const order = compare(a, b);
    return order > 0 || (order === 0 && !equal);
  });
  for (const [low, high] of empty)
    note(path, `${low} and ${high}`, 'no value is within both: correct one of them');
  const gone = new Set<string>(empty.flatMap(([low, high]) => [low, high]));
  return Object.fromEntries(Object.entries(options).filter(([key]) => !gone.has(key)));
}

const isBound = (value: Json | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number';
