/** What a check asks of a column's values, in plain words. */
import type { Check } from '../../model/check.js';
import type { Json } from '../../model/json.js';

const MOST_VALUES = 12;

const WORDS: { readonly [option: string]: (value: string) => string } = {
  min: (value) => `at least ${value}`,
  max: (value) => `at most ${value}`,
  exclusiveMin: (value) => `above ${value}`,
  exclusiveMax: (value) => `below ${value}`,
  minLength: (value) => `at least ${value} characters`,
  maxLength: (value) => `at most ${value} characters`,
  minItems: (value) => `at least ${value} items`,
  maxItems: (value) => `at most ${value} items`,
  minProperties: (value) => `at least ${value} keys`,
  maxProperties: (value) => `at most ${value} keys`,
  uniqueItems: () => 'no item twice',
  requiredKeys: (value) => `with the keys ${value}`,
  validValues: (value) => `one of ${value}`,
  forbiddenValues: (value) => `none of ${value}`,
  pattern: (value) => `with a match of /${value}/`,
  forbiddenPattern: (value) => `without a match of /${value}/`,
  format: (value) => `written as ${value}`,
  multipleOf: (value) => `multiples of ${value}`,
  missingValues: (value) => `or missing (${value})`,
};

/** One phrase an argument; none for checks whose clause says it all. */
export function constraintWords({ kind, args }: Check): readonly string[] {
  if (kind !== 'invalidValues') return [];
  return Object.entries(args).flatMap(([option, value]) =>
    Object.hasOwn(WORDS, option) ? [WORDS[option]?.(valueText(value ?? null)) ?? ''] : [],
  );
}

function valueText(value: Json): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const all = (value as readonly Json[]).map((each) =>
    typeof each === 'string' ? each : JSON.stringify(each),
  );
  const more = all.length - MOST_VALUES;
  return more > 0 ? `${all.slice(0, MOST_VALUES).join(', ')} and ${String(more)} more` : all.join(', ');
}

const KINDS: { readonly [kind: string]: string } = {
  rowCount: 'number of rows',
  nullValues: 'null values',
  missingValues: 'missing values',
  invalidValues: 'values that are not valid',
  duplicateValues: 'duplicates',
  noExtraColumns: 'columns that the contract does not name',
  columnOrder: 'columns out of order',
  foreignKey: 'rows without a counterpart',
  failedRows: 'failed rows',
  sql: 'result of a query',
  freshness: 'age of the newest row',
  frequency: 'time between rows',
  retention: 'age of the oldest row',
  availableBy: 'time of arrival',
};

/** What a kind of check counts or measures; kinds without a phrase go by their name. */
export function kindWords(kind: string): string {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? kind;
}
