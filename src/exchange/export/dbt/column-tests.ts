/** Checks of a column → generic tests of dbt and dbt_utils. */
import type { Check } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import type { JsonObject } from '../../../model/json.js';
import { shareOfRest } from '../../draft/share.js';
import { scalarsOf } from '../../draft/json-read.js';
import { isZero } from '../../draft/limits.js';
import { checkColumn, pathNames } from '../column-name.js';
import { configOf, lost, severityOf, type DbtTest } from './test.js';

const generic = (check: Check, test: string, args: JsonObject, config: JsonObject): DbtTest => ({
  kind: 'generic',
  test,
  column: checkColumn(check),
  arguments: args,
  config,
});

const NO_LIMIT = lost('dbt counts failing rows: only whole numbers of them can be limits.');

/** dbt counts rows whose value is NULL, as we do. */
export function nullValues(check: Check): DbtTest {
  if (check.unit === 'percent') return proportion(check);
  const config = configOf(check);
  return config === null ? NO_LIMIT : generic(check, 'not_null', {}, config);
}

/** `at_least` and `at_most` are shares of rows that have a value, both included. */
function proportion(check: Check): DbtTest {
  const { limit } = check;
  const share = (percent: unknown): number | null =>
    typeof percent === 'number' ? shareOfRest(percent) : null;
  if (isZero(limit)) return generic(check, 'not_null', {}, severityOf(check));
  const [low, high] = 'low' in limit && limit.op === 'between' ? [limit.low, limit.high] : [];
  const least = share('value' in limit && limit.op === '<=' ? limit.value : high);
  const most = share('value' in limit && limit.op === '>=' ? limit.value : low);
  if (least === null && most === null)
    return lost('dbt_utils.not_null_proportion has limits that are included (at most, at least, between).');
  const args = {
    ...(least === null ? {} : { at_least: least }),
    ...(most === null ? {} : { at_most: most }),
  };
  return generic(check, 'dbt_utils.not_null_proportion', args, severityOf(check));
}

/** dbt counts repeated keys, we count surplus rows: both are 0 together, and only then the same. */
export function duplicateValues(check: Check): DbtTest {
  if (!isZero(check.limit))
    return lost(
      'dbt counts keys that stand more than once, not the surplus rows: only a limit of 0 means the same.',
    );
  if (check.column !== null) return generic(check, 'unique', {}, severityOf(check));
  const names = pathNames(check.args['columns']);
  if (names === null) return lost('dbt tests columns, not fields within them.');
  const where = names.map((name) => `${quoted(name)} is not null`).join(' and ');
  const args = { combination_of_columns: names.map(quoted) };
  // dbt_utils takes NULLs for equal; a key with a NULL part is none to us.
  return generic(check, 'dbt_utils.unique_combination_of_columns', args, { ...severityOf(check), where });
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One constraint that a generic test has. */
export function invalidValues(check: Check): DbtTest {
  const { args } = check;
  const keys = Object.keys(args);
  if (keys.length === 1 && keys[0] === 'validValues') return acceptedValues(check);
  const isRange =
    keys.length > 0 &&
    (keys.every((key) => key === 'min' || key === 'max') ||
      keys.every((key) => /^exclusiveM(in|ax)$/.test(key)));
  if (!isRange) return lost(`No generic test of dbt means ${Object.keys(args).join(', ')}.`);
  const config = configOf(check);
  if (config === null) return NO_LIMIT;
  const [low, high] = [args['min'] ?? args['exclusiveMin'], args['max'] ?? args['exclusiveMax']];
  const bounds = { ...boundOf('min_value', low), ...boundOf('max_value', high) };
  if (Object.keys(bounds).length < keys.length)
    return lost('A bound that is no number, date or timestamp can not be written for every warehouse.');
  const isStrict = keys.some((key) => key.startsWith('exclusive'));
  return generic(
    check,
    'dbt_utils.accepted_range',
    { ...bounds, ...(isStrict ? { inclusive: false } : {}) },
    config,
  );
}

/** Dates stand in quotes: dbt writes the bound into SQL as it is. */
function boundOf(key: string, bound: JsonObject[string]): JsonObject {
  if (typeof bound === 'string' && MOMENT.test(bound)) return { [key]: `'${bound}'` };
  return isNumeric(bound) ? { [key]: bound } : {};
}

const MOMENT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

function acceptedValues(check: Check): DbtTest {
  const values = scalarsOf(check.args['validValues']) ?? [];
  if (!isZero(check.limit))
    return lost('dbt counts different values, not rows: only a limit of 0 means the same.');
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length > 0 && texts.length < values.length)
    return lost('dbt writes all values in quotes, or none of them.');
  if (texts.some((text) => /\{\{|\{%|\{#/.test(text)))
    return lost('One of its values would be Jinja to dbt.');
  // dbt puts quotes around each value and leaves those within it to the author.
  const written = texts.length === 0 ? values : texts.map((text) => text.replaceAll("'", "''"));
  const args = { values: written, ...(texts.length === 0 ? { quote: false } : {}) };
  return generic(check, 'accepted_values', args, severityOf(check));
}
