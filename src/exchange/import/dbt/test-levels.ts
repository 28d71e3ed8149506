/** `severity`, `warn_if`, `error_if`: which numbers of failures a dbt test lets pass, and which only warn. */
import type { Limit } from '../../../model/check.js';
import type { Json, JsonObject } from '../../../model/json.js';
import { opposite } from '../../../suite/limit.js';
import type { Levels } from '../../draft/limits.js';
import { textOf } from '../../draft/json-read.js';

/** Or a sentence that says why the levels can not be told. */
export type ReadLevels = Levels | string;

const NONE: Limit = { op: '=', value: 0 };

/** dbt asks `error_if` first, and only where the severity is error; then `warn_if`. Both are `!= 0` unless stated. */
export function readLevels(config: JsonObject): ReadLevels {
  const warn = allowedBy(config['warn_if']);
  const fail = allowedBy(config['error_if']);
  if (typeof warn === 'string') return warn;
  if (typeof fail === 'string') return fail;
  return isWarning(config) ? { fail: null, warn } : { fail, warn };
}

/** A severity that is not known beforehand (Jinja) counts as error. */
export function isWarning(config: JsonObject): boolean {
  return textOf(config['severity'])?.toLowerCase() === 'warn';
}

const COMPARISON = /^(!=|<>|==?|>=?|<=?)\s*(\d+)$/;
const BETWEEN = /^(not\s+)?between\s+(\d+)\s+and\s+(\d+)$/i;
const OPS: { readonly [written: string]: '=' | '!=' | '<' | '<=' | '>' | '>=' } = {
  '!=': '!=',
  '<>': '!=',
  '=': '=',
  '==': '=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};

/** What the condition lets pass. */
function allowedBy(condition: Json | undefined): Limit | string {
  const text = typeof condition === 'string' ? condition.trim() : condition;
  if (text === undefined || text === null || text === '') return NONE;
  const reason = `The condition ${JSON.stringify(condition)} is no comparison with a whole number.`;
  if (typeof text !== 'string') return reason;
  const [, written = '', value] = COMPARISON.exec(text) ?? [];
  const op = OPS[written];
  if (op !== undefined && value !== undefined) return opposite({ op, value: Number(value) });
  const between = BETWEEN.exec(text);
  if (between === null) return reason;
  const [low, high] = [Number(between[2]), Number(between[3])];
  if (low >= high) return reason;
  return { op: between[1] === undefined ? 'notBetween' : 'between', low, high };
}
