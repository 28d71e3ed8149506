/** Forms of dbt tests that mean exactly what a check of ours means; an export writes them. */
import { pathText } from '../../../model/column-path.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import { bareName, sqlName } from '../../draft/sql-text.js';
import { listOf, textOf, textsOf } from '../../draft/json-read.js';
import type { Meaning } from './meaning.js';
import type { DbtTest } from './project.js';

/** A filter that leaves out what the check of ours leaves out by itself; the test without it, and what it then means. */
export function ownForm(test: DbtTest): { readonly test: DbtTest; readonly meaning: Meaning | null } {
  const filter = textOf(test.config['where']);
  if (filter === null) return { test, meaning: null };
  const config = withoutKeys(test.config, 'where');
  const columns = textsOf(test.args['combination_of_columns']).map(bareName);
  const present = columns.map((column) => `${sqlName(column)} is not null`).join(' and ');
  if (test.test === 'dbt_utils.unique_combination_of_columns' && filter === present && columns.length > 1)
    return { test: { ...test, config }, meaning: keyOf(columns) };
  const field = textOf(test.args['field']);
  const past = field === null ? null : `${sqlName(bareName(field))} <= current_timestamp`;
  const isGrouped = listOf(test.args['group_by_columns']).length > 0;
  if (test.test === 'dbt_utils.recency' && filter === past && !isGrouped)
    return { test: { ...test, config }, meaning: null };
  return { test, meaning: null };
}

/** Only `0` is the same number to both. */
const keyOf = (columns: readonly string[]): Meaning => ({
  kind: 'counting',
  plain: {
    metric: 'duplicateValues',
    column: null,
    args: { properties: columns.map((field) => pathText([{ field }])) },
    mentions: columns,
  },
  plainCounts: false,
  counted: null,
});

const NAME = String.raw`"((?:[^"]|"")+)"`;
const COMPARISON = new RegExp(String.raw`^${NAME} (=|!=|<=|>=|<|>) ${NAME}$`);

/** `"a" <= "b"`, each name in quotes: a row with a NULL on either side breaks nothing. */
export function comparison(expression: string): Meaning | null {
  const [, left, operator, right] = COMPARISON.exec(expression) ?? [];
  if (left === undefined || right === undefined || operator === undefined) return null;
  const [a, b] = [left, right].map((name) => name.replaceAll('""', '"'));
  if (a === undefined || b === undefined) return null;
  return {
    kind: 'counting',
    plain: {
      metric: 'compare',
      column: a,
      args: { column: pathText([{ field: b }]), operator },
      mentions: [b],
    },
    plainCounts: true,
    counted: (filter) => ({
      metric: 'failedRows',
      column: null,
      args: { where: filter === null ? `not (${expression})` : `(${filter}) and not (${expression})` },
    }),
  };
}

/** The predicate for bad rows of an expression for good ones: `not (x)` is bad where x is true. */
export function badRows(expression: string): string {
  const inside = /^not \((.*)\)$/s.exec(expression)?.[1];
  return inside !== undefined && isWhole(inside) ? inside : `not (${expression})`;
}

/** The brackets around it are one pair. */
function isWhole(inside: string): boolean {
  let depth = 0;
  for (const char of inside.replace(/'[^']*'|"[^"]*"/g, '')) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
