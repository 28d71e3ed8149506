/** `quality` of a model or field → rules. */
import type { Limit } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { draftRule, NOTHING, refused, together, type Translation } from '../../draft/draft.js';
import { entryOf, listOf, textOf } from '../../draft/json-read.js';
import { readExpectation } from '../great-expectations/expectation.js';
import { translateExpectation } from '../great-expectations/translate-expectation.js';

const OPERATORS: { readonly [key: string]: Exclude<Limit['op'], 'between' | 'notBetween'> } = {
  mustBe: '=',
  mustNotBe: '!=',
  mustBeGreaterThan: '>',
  mustBeGreaterThanOrEqualTo: '>=',
  mustBeGreaterOrEqualTo: '>=',
  mustBeLessThan: '<',
  mustBeLessThanOrEqualTo: '<=',
  mustBeLessOrEqualTo: '<=',
};
const RANGES: { readonly [key: string]: 'between' | 'notBetween' } = {
  mustBeBetween: 'between',
  mustNotBeBetween: 'notBetween',
};

export interface ReadQuality extends Translation {
  /** For people only. */
  readonly texts: readonly JsonObject[];
}

/** @param column null for the rules of a model */
export function readQuality(list: Json | undefined, column: string | null, where: string): ReadQuality {
  const entries = listOf(list).map((entry, i) => ({ entry, place: `${where}.quality[${i}]` }));
  const texts = entries.flatMap(({ entry }) =>
    isObject(entry) ? (textOf(entry['type']) === 'text' ? [entry] : []) : [],
  );
  const rules = entries.map(({ entry, place }) =>
    isObject(entry) ? ruleOf(entry, column, place) : refused(place, 'quality', 'It is no mapping.'),
  );
  return {
    ...together(rules),
    texts: texts.flatMap((entry) =>
      textOf(entry['description']) === null
        ? []
        : [{ type: 'text', description: textOf(entry['description']) }],
    ),
  };
}

function ruleOf(entry: JsonObject, column: string | null, where: string): Translation {
  const type = textOf(entry['type']) ?? (entry['query'] === undefined ? '' : 'sql');
  if (type === 'text') return NOTHING;
  if (type === 'sql') return sqlRule(entry, column, where);
  const engine = textOf(entry['engine'])?.toLowerCase().replaceAll('_', '-') ?? '';
  if (type === 'custom' && engine === 'great-expectations') return expectation(entry, column, where);
  return refused(
    where,
    `quality ${[type, engine].filter((word) => word !== '').join(' ')}`,
    'Assay does not run it: write it as a rule of the standard, as `sql` or as `failedRows`.',
  );
}

function sqlRule(entry: JsonObject, column: string | null, where: string): Translation {
  const stop = (reason: string): Translation => refused(where, 'quality sql', reason);
  const query = textOf(entry['query'])?.trim().replace(/;$/, '') ?? null;
  if (query === null) return stop('It has no query.');
  const limit = limitOf(entry);
  if (typeof limit === 'string') return stop(limit);
  const dialect = textOf(entry['dialect'])?.toLowerCase() ?? null;
  const isForeign = dialect !== null && !['postgres', 'postgresql', 'duckdb', 'ansi'].includes(dialect);
  const rule = draftRule({
    metric: 'sql',
    column,
    args: { query },
    limit,
    description: textOf(entry['description']),
    where,
  });
  const note = {
    where,
    what: `dialect ${dialect ?? ''}`,
    reason: 'The query is taken over as it stands: rewrite what DuckDB or PostgreSQL do not understand.',
  };
  return { rules: [rule], notCarried: isForeign ? [note] : [] };
}

function limitOf(entry: JsonObject): Limit | string {
  const keys = Object.keys(entry).filter(
    (key) => Object.hasOwn(OPERATORS, key) || Object.hasOwn(RANGES, key),
  );
  const [key, ...more] = keys;
  if (key === undefined) return 'It has no operator that says what is allowed.';
  if (more.length > 0) return `It has more than one operator: ${keys.join(', ')}.`;
  const value = entry[key];
  const range = entryOf(RANGES, key);
  if (range !== undefined) {
    const [low, high] = listOf(value);
    if (!isNumeric(low) || !isNumeric(high) || Number(low) > Number(high))
      return `Its ${key} is no pair of numbers, the lower one first.`;
    return Number(low) === Number(high)
      ? { op: range === 'between' ? '=' : '!=', value: low }
      : { op: range, low, high };
  }
  const op = entryOf(OPERATORS, key);
  return op === undefined || !isNumeric(value) ? `Its ${key} is no number.` : { op, value };
}

/** Of a field: the expectation is about it, unless it names another. */
function expectation(entry: JsonObject, column: string | null, where: string): Translation {
  const { implementation } = entry;
  const read = readExpectation(implementation ?? null, 0);
  if (read === null)
    return refused(where, 'quality great-expectations', 'Its implementation is no expectation.');
  const kwargs =
    column !== null && read.kwargs['column'] === undefined ? { column, ...read.kwargs } : read.kwargs;
  const { rules, notCarried, meaning } = translateExpectation({
    ...read,
    kwargs,
    description: textOf(entry['description']) ?? read.description,
    where,
  });
  if (meaning.kind !== 'shape' && meaning.kind !== 'type') return { rules, notCarried };
  return refused(where, read.type, 'The fields of the model and their types say it.');
}
