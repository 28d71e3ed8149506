/** dbt's own generic tests. */
import { isObject, type Json, type JsonScalar } from '../../../model/json.js';
import { pathText } from '../../../model/column-path.js';
import { bareName, sqlList, sqlName } from '../../draft/sql-text.js';
import { listOf, textOf } from '../../draft/json-read.js';
import { and, refusal, type Meaning } from './meaning.js';
import type { TestContext, TestReader } from './test-meaning.js';

const NO_COLUMN = refusal('It names no column.');

function notNull({ test: { column } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  return {
    kind: 'counting',
    plain: { metric: 'nullValues' },
    plainCounts: true,
    counted: (filter) => ({
      metric: 'failedRows',
      args: { where: and(filter, `${sqlName(column)} is null`) },
    }),
  };
}

/** dbt counts keys that stand more than once; `duplicateValues` counts surplus rows. Both leave NULL out. */
function unique({ test: { column } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  const name = sqlName(column);
  return {
    kind: 'counting',
    plain: { metric: 'duplicateValues' },
    plainCounts: false,
    counted: (filter) => ({
      metric: 'failedRows',
      args: { query: repeated([name], and(filter, `${name} is not null`)) },
    }),
  };
}

/** One row for each key that stands more than once. @param names quoted */
export function repeated(names: readonly string[], where: string | null): string {
  const keys = names.join(', ');
  return `select ${keys} from \${table}${where === null ? '' : ` where ${where}`} group by ${keys} having count(*) > 1`;
}

/** dbt counts different values that are not in the list; NULL is none. */
function acceptedValues({ test: { column, args } }: TestContext): Meaning {
  if (column === null) return NO_COLUMN;
  const values = acceptedOf(args['values'], args['quote'] !== false);
  if (typeof values === 'string') return refusal(values);
  return valueSet(column, values);
}

/** Values of a column that must be in a set, counted as different values. */
export function valueSet(column: string, values: readonly Exclude<JsonScalar, null>[]): Meaning {
  const list = sqlList(values);
  const name = sqlName(column);
  const query = (filter: string) =>
    `select ${name} from \${table} where ${and(filter, `${name} not in ${list ?? ''}`)} group by ${name}`;
  return {
    kind: 'counting',
    plain: { metric: 'invalidValues', args: { validValues: values } },
    plainCounts: false,
    counted: (filter) =>
      filter === null
        ? { metric: 'distinctValues', args: { in: values } }
        : { metric: 'failedRows', args: { query: query(filter) } },
  };
}

/** dbt puts quotes around a value, those within it are doubled by the author; without quotes it is SQL. Or a sentence that says what is wrong. */
export function acceptedOf(
  list: Json | undefined,
  quote: boolean,
): readonly Exclude<JsonScalar, null>[] | string {
  const written = listOf(list);
  if (written.length === 0) return 'It lists no values.';
  const values: Exclude<JsonScalar, null>[] = [];
  for (const value of written) {
    if (typeof value === 'number' || typeof value === 'boolean') values.push(value);
    else if (typeof value !== 'string') return 'One of its values is no text, number or boolean.';
    else if (quote) values.push(value.replaceAll("''", "'"));
    else if (/^-?\d+(\.\d+)?$/.test(value.trim())) values.push(Number(value));
    else if (/^(true|false)$/i.test(value.trim())) values.push(value.trim().toLowerCase() === 'true');
    else {
      const text = /^'((?:[^']|'')*)'$/.exec(value.trim())?.[1];
      if (text === undefined) return 'With `quote: false` its values are SQL, not values.';
      values.push(text.replaceAll("''", "'"));
    }
  }
  return values;
}

/** Rows whose value is not found on the other side; NULL on either side is no matter. */
function relationships({ test: { column, args }, datasetOf }: TestContext): Meaning {
  const to = textOf(args['to']);
  const field = textOf(args['field']);
  if (column === null) return NO_COLUMN;
  if (to === null || field === null) return refusal('It names no other side (`to`, `field`).');
  const dataset = datasetOf(to);
  if (dataset === null) return refusal(`Its other side, ${to}, is not in this import.`);
  return reference([column], dataset, [bareName(field)]);
}

/** An orphan is a row whose key the other side lacks. */
export function reference(columns: readonly string[], dataset: string, there: readonly string[]): Meaning {
  const paths = (names: readonly string[]) => names.map((field) => pathText([{ field }]));
  return {
    kind: 'counting',
    plain: {
      metric: 'foreignKey',
      args: { columns: paths(columns), to: { dataset, columns: paths(there) } },
      mentions: columns,
      other: { dataset, columns: there },
    },
    plainCounts: true,
    counted: null,
  };
}

export const CORE: { readonly [test: string]: TestReader } = {
  not_null: notNull,
  unique,
  accepted_values: acceptedValues,
  relationships,
};

/** The names of a list of columns, quotes taken off; null where an entry is no text. */
export function columnList(value: Json | undefined): readonly string[] | null {
  if (isObject(value)) return null;
  const entries = listOf(value);
  const names = entries.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  return names.length === 0 || names.length < entries.length ? null : names.map(bareName);
}
