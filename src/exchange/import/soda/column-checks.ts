/** Soda checks of one column. */
import { pathText } from '../../../model/column-path.js';
import { isNumeric } from '../../../model/exact.js';
import type { JsonObject, JsonScalar } from '../../../model/json.js';
import { listOf, mapOf, scalarsOf, textOf } from '../../draft/json-read.js';
import { portablePattern } from '../../draft/pattern.js';
import { sqlList, sqlLiteral, sqlName } from '../../draft/sql-text.js';
import { refusal, type Meaning } from './meaning.js';

export type ColumnReader = (column: string, body: JsonObject) => Meaning;

/** `missing_values` count as missing beside NULL; or a refusal. */
function missingOf(body: JsonObject): readonly Exclude<JsonScalar, null>[] | string {
  if (body['missing_format'] !== undefined)
    return 'Missing values by a pattern (`missing_format`) can not be said: list them.';
  const written = body['missing_values'];
  if (written === undefined || written === null) return [];
  const list = listOf(written).filter((value) => value !== null);
  return scalarsOf(list) ?? 'Its `missing_values` are no plain values.';
}

function isMissing(name: string, missing: readonly JsonScalar[]): string {
  const list = sqlList(missing);
  return list === null ? `${name} is null` : `${name} is null or ${name} in ${list}`;
}

const missing: ColumnReader = (column, body) => {
  const values = missingOf(body);
  if (typeof values === 'string') return refusal(values);
  const native =
    values.length === 0
      ? { metric: 'nullValues' }
      : { metric: 'missingValues', args: { missingValues: values } };
  const bad = `sum(case when ${isMissing(sqlName(column), values)} then 1 else 0 end)`;
  return {
    kind: 'share',
    native: { ...native, column },
    bad,
    total: 'count(*)',
    keys: null,
    mentions: [column],
  };
};

/** One constraint of a validity check: its argument, and what is true for values that break it. */
interface Constraint {
  readonly args: JsonObject;
  readonly bad: string | null;
  readonly stricter?: string;
}

/** The constraints of a check; or a sentence that says what is wrong. */
function constraintsOf(body: JsonObject, name: string): readonly Constraint[] | string {
  const found: Constraint[] = [];
  for (const [key, read] of Object.entries(VALIDITY)) {
    if (body[key] === undefined || body[key] === null) continue;
    const constraint = read(body[key], name);
    if (typeof constraint === 'string') return constraint;
    found.push(constraint);
  }
  return found.length === 0 ? 'It has no constraint that Assay knows.' : found;
}

type ReadConstraint = (value: JsonObject[string], name: string) => Constraint | string;

const values =
  (argument: string, operator: string): ReadConstraint =>
  (value, name) => {
    const list = scalarsOf(value);
    const literals = list === null ? null : sqlList(list);
    if (list === null || literals === null) return 'Its list of values is empty or holds no plain values.';
    return { args: { [argument]: list }, bad: `${name} ${operator} ${literals}` };
  };

const bound =
  (argument: string, operator: string): ReadConstraint =>
  (value, name) => {
    if (typeof value !== 'number' && typeof value !== 'string') return 'One of its bounds is no value.';
    return {
      args: { [argument]: value },
      bad: `${name} ${operator} ${isNumeric(value) ? String(value) : (sqlLiteral(value) ?? '')}`,
    };
  };

const length =
  (names: readonly string[], operator: string): ReadConstraint =>
  (value, name) => {
    const size = isNumeric(value) ? Number(value) : Number.NaN;
    if (!Number.isInteger(size) || size < 0) return 'One of its lengths is no whole number.';
    return {
      args: Object.fromEntries(names.map((each) => [each, size])),
      bad: `length(${name}) ${operator} ${size}`,
    };
  };

/** Engines differ in whether a pattern must match the whole value: only one that says so by itself means one thing. */
const format =
  (argument: string, forbids: boolean): ReadConstraint =>
  (value) => {
    const pattern = textOf(mapOf(value)['regex']);
    if (pattern === null) return 'Its format has no `regex`.';
    if (!/^\^[^|]*\$$/.test(pattern))
      return 'Data sources read its pattern in two ways, as found in the value or as the whole value: begin it with ^ and end it with $.';
    const portable = portablePattern(pattern, forbids);
    if (portable.kind === 'other') return portable.reason;
    return {
      args: { [argument]: pattern },
      bad: null,
      ...(portable.kind === 'stricter' ? { stricter: portable.reason } : {}),
    };
  };

const VALIDITY: { readonly [key: string]: ReadConstraint } = {
  valid_values: values('validValues', 'not in'),
  invalid_values: values('forbiddenValues', 'in'),
  valid_min: bound('min', '<'),
  valid_max: bound('max', '>'),
  valid_length: length(['minLength', 'maxLength'], '<>'),
  valid_min_length: length(['minLength'], '<'),
  valid_max_length: length(['maxLength'], '>'),
  valid_format: format('pattern', false),
  invalid_format: format('forbiddenPattern', true),
};

const invalid: ColumnReader = (column, body) => {
  if (body['valid_reference_data'] !== undefined) return referenceData(column, body);
  const name = sqlName(column);
  const without = missingOf(body);
  const constraints = constraintsOf(body, name);
  if (typeof without === 'string') return refusal(without);
  if (typeof constraints === 'string') return refusal(constraints);
  const args = Object.assign(
    {},
    ...constraints.map((one) => one.args),
    without.length === 0 ? {} : { missingValues: without },
  ) as JsonObject;
  const broken = constraints.map((one) => one.bad);
  const bad = broken.includes(null) ? null : `(${broken.join(' or ')}) and not (${isMissing(name, without)})`;
  const stricter = constraints.find((one) => one.stricter !== undefined)?.stricter;
  return {
    kind: 'share',
    native: { metric: 'invalidValues', column, args },
    bad: bad === null ? null : `sum(case when ${bad} then 1 else 0 end)`,
    total: 'count(*)',
    keys: null,
    mentions: [column],
    ...(stricter === undefined ? {} : { stricter }),
  };
};

/** A value that another dataset has; by itself, without other constraints. */
function referenceData(column: string, body: JsonObject): Meaning {
  const { dataset, column: field } = mapOf(body['valid_reference_data']);
  const name = textOf(dataset)?.split('/').at(-1) ?? null;
  const there = textOf(field);
  const others = Object.keys(body).some((key) => Object.hasOwn(VALIDITY, key) || key.startsWith('missing_'));
  if (name === null || there === null || others)
    return refusal('It names no other dataset, or other constraints stand beside it.');
  const paths = [column, there].map((one) => pathText([{ field: one }]));
  const args = { columns: paths.slice(0, 1), to: { dataset: name, columns: paths.slice(1) } };
  const native = { metric: 'foreignKey', column, args, other: { dataset: name, columns: [there] } };
  return { kind: 'share', native, bad: null, total: 'count(*)', keys: null, mentions: [column] };
}

/** Rows without the missing ones, less the different values: as `duplicateValues`. */
const duplicate: ColumnReader = (column, body) => {
  const without = missingOf(body);
  if (typeof without === 'string' || without.length > 0)
    return refusal('`missing_values` of a duplicate check can not be said.');
  if (Object.keys(body).some((key) => Object.hasOwn(VALIDITY, key)))
    return refusal('Constraints on valid values of a duplicate check can not be said.');
  const name = sqlName(column);
  return {
    kind: 'share',
    native: { metric: 'duplicateValues', column },
    bad: `count(${name}) - count(distinct ${name})`,
    total: `count(${name})`,
    keys: null,
    mentions: [column],
  };
};

const FUNCTIONS: { readonly [name: string]: readonly [metric: string, aggregate: (name: string) => string] } =
  {
    avg: ['mean', (name) => `avg(${name})`],
    sum: ['sum', (name) => `sum(${name})`],
    min: ['min', (name) => `min(${name})`],
    max: ['max', (name) => `max(${name})`],
    minlength: ['minLength', (name) => `min(length(${name}))`],
    maxlength: ['maxLength', (name) => `max(length(${name}))`],
    avglength: ['meanLength', (name) => `avg(length(${name}))`],
  };

const aggregate: ColumnReader = (column, body) => {
  const word = textOf(body['function'])?.toLowerCase().replaceAll('_', '') ?? '';
  const known = Object.hasOwn(FUNCTIONS, word) ? FUNCTIONS[word] : undefined;
  if (known === undefined) return refusal('Assay does not know its `function`.');
  if (Object.keys(body).some((key) => Object.hasOwn(VALIDITY, key) || key.startsWith('missing_')))
    return refusal('Aggregates of valid values alone can not be said.');
  const [metric, sql] = known;
  return {
    kind: 'figure',
    native: { metric, column },
    aggregate: sql(sqlName(column)),
    otherwise: null,
    scale: 1,
    isCount: false,
  };
};

export const COLUMN_CHECKS: { readonly [type: string]: ColumnReader } = {
  missing,
  invalid,
  duplicate,
  aggregate,
};
