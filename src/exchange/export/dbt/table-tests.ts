/** Checks of a dataset, or of several columns → tests of dbt. */
import type { Check, Limit } from '../../../model/check.js';
import { isNumeric } from '../../../model/exact.js';
import type { JsonObject, JsonScalar } from '../../../model/json.js';
import { mapOf, textOf, textsOf } from '../../draft/json-read.js';
import { isZero } from '../../draft/limits.js';
import { sqlLiteral, sqlName } from '../../draft/sql-text.js';
import { checkColumn, pathName } from '../column-name.js';
import { configOf, lost, severityOf, type DbtTest } from './test.js';

/** `ref('orders')` of a dataset; null where this export has none of that key. */
export type RefOf = (dataset: string) => string | null;

export function foreignKey(check: Check, refOf: RefOf): DbtTest {
  const { dataset, columns } = mapOf(check.args['to']);
  const [field, ...more] = textsOf(columns);
  const ref = refOf(textOf(dataset) ?? '');
  const config = check.unit === 'rows' ? configOf(check) : null;
  if (ref === null) return lost('The other side is not in this export.');
  if (check.column === null || field === undefined || more.length > 0)
    return lost('dbt has relationships of one column only.');
  const name = pathName(field);
  if (name === null || config === null) return lost('dbt counts failing rows of a plain column.');
  return {
    kind: 'generic',
    test: 'relationships',
    column: checkColumn(check),
    arguments: { to: ref, field: name },
    config,
  };
}

/** The predicate is true for bad rows, dbt's expression for good ones; NULL is neither. */
export function failedRows(check: Check, ref: string): DbtTest {
  const [where, query] = [textOf(check.args['where']), textOf(check.args['query'])];
  const config = check.unit === 'rows' ? configOf(check) : null;
  if (config === null) return lost('dbt counts failing rows: a share of them can not be a limit.');
  const sql = withNames(where ?? query ?? '', check, ref);
  if (sql === null) return lost('Its SQL holds what dbt would take for Jinja.');
  if (where === null) return { kind: 'singular', sql, config };
  return expression(/^not \((.*)\)$/s.exec(sql)?.[1] ?? null, sql, config);
}

/** Of `not (…)` dbt needs the inside; the bracket must be the outermost one. */
function expression(inside: string | null, where: string, config: JsonObject): DbtTest {
  const good = inside !== null && isWhole(inside) ? inside : `not (${where})`;
  return {
    kind: 'generic',
    test: 'dbt_utils.expression_is_true',
    column: null,
    arguments: { expression: good },
    config,
  };
}

function isWhole(inside: string): boolean {
  let depth = 0;
  for (const char of inside.replace(/'[^']*'|"[^"]*"/g, '')) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Placeholders as dbt has them; null where something else in braces would be left. */
function withNames(sql: string, check: Check, ref: string): string | null {
  const column = checkColumn(check);
  const named = sql
    .replaceAll(/\$?\{\s*(table|object|model|dataset)\s*\}/g, `{{ ${ref} }}`)
    .replaceAll(/\$?\{\s*(column|property|field)\s*\}/g, column === null ? '{{' : sqlName(column));
  const rest = named.replaceAll(`{{ ${ref} }}`, '');
  return /\{\{|\{%|\{#|\$\{/.test(rest) ? null : named;
}

/** The columns on the left and on the right of a comparison; null for a field within a column. */
export function pairOf(check: Check): readonly [left: string | null, right: string | null] {
  const of = (path: string | null): string | null => (path === null ? null : pathName(path));
  const left = check.column === null ? of(textOf(check.args['left'])) : checkColumn(check);
  return [left, of(textOf(check.args['column']))];
}

/** A NULL on either side breaks nothing, as in SQL. */
export function compare(check: Check): DbtTest {
  const operator = textOf(check.args['operator']);
  const [a, b] = pairOf(check);
  const config = check.unit === 'rows' ? configOf(check) : null;
  if (config === null || typeof a !== 'string' || typeof b !== 'string' || operator === null)
    return lost('dbt compares plain columns, and counts failing rows.');
  const sql = `${sqlName(a)} ${operator} ${sqlName(b)}`;
  return {
    kind: 'generic',
    test: 'dbt_utils.expression_is_true',
    column: null,
    arguments: { expression: sql },
    config,
  };
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** dbt_utils takes a row from the future for fresh; the filter leaves those out, as we do. */
export function freshness(check: Check): DbtTest {
  const path = textOf(check.args['column']);
  const name = check.column !== null ? checkColumn(check) : path === null ? null : pathName(path);
  const { limit } = check;
  const seconds =
    'value' in limit && limit.op === '<=' && isNumeric(limit.value) ? Number(limit.value) : null;
  if (name === null || seconds === null || !Number.isInteger(seconds))
    return lost('dbt_utils.recency has a plain column and an age that is included.');
  const [datepart, one] = UNITS.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  const args = { field: sqlName(name), datepart, interval: seconds / one };
  const where = `${sqlName(name)} <= current_timestamp`;
  return {
    kind: 'generic',
    test: 'dbt_utils.recency',
    column: null,
    arguments: args,
    config: { ...severityOf(check), where },
  };
}

/** The number of rows of both sides. */
export function reconcile(check: Check, refOf: RefOf): DbtTest {
  const { with: other, of, batch } = check.args;
  const ref = refOf(textOf(other) ?? '');
  if (of !== 'rowCount' || batch !== 'all' || !isZero(check.limit) || ref === null || check.column !== null)
    return lost('Only equal numbers of all rows of two exported datasets have a test in dbt_utils.');
  return {
    kind: 'generic',
    test: 'dbt_utils.equal_rowcount',
    column: null,
    arguments: { compare_model: ref },
    config: severityOf(check),
  };
}

/** A query of its own that returns a row where the number of rows is not allowed. */
export function rowCount(check: Check, ref: string): DbtTest {
  const allowed = limitSql('count(*)', check.limit);
  if (allowed === null) return lost('Its limit can not be written in SQL.');
  return {
    kind: 'singular',
    sql: `select count(*) as row_count from {{ ${ref} }} having not (${allowed})`,
    config: severityOf(check),
  };
}

/** The author's own value; NULL, which can not be judged, fails. */
export function sqlValue(check: Check, ref: string): DbtTest {
  const query = withNames(textOf(check.args['query']) ?? '', check, ref);
  const allowed = limitSql('observed', check.limit);
  if (query === null || allowed === null) return lost('Its SQL or its limit can not be written for dbt.');
  return {
    kind: 'singular',
    sql: `select observed from (${query}) as answer(observed) where not coalesce(${allowed}, false)`,
    config: severityOf(check),
  };
}

function limitSql(value: string, limit: Limit): string | null {
  const literal = (operand: JsonScalar): string | null =>
    isNumeric(operand) ? String(operand) : sqlLiteral(operand);
  if ('low' in limit) {
    const [low, high] = [literal(limit.low), literal(limit.high)];
    return low === null || high === null
      ? null
      : `${value} ${limit.op === 'between' ? '' : 'not '}between ${low} and ${high}`;
  }
  const operand = literal(limit.value);
  return operand === null ? null : `${value} ${limit.op === '!=' ? '<>' : limit.op} ${operand}`;
}
