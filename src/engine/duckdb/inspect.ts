/**
 * Says why an author's SQL is not one read-only statement, by DuckDB's own parser (`json_serialize_sql` gives its
 * syntax tree and takes nothing but SELECT). The rule:
 * - one SELECT, FROM-first or VALUES statement; PIVOT, DESCRIBE, SHOW, SUMMARIZE, PRAGMA, CALL, SET, ATTACH, COPY, … are refused;
 * - table functions: only those of ROW_FUNCTIONS, which make rows from their arguments; everything else may read
 *   files, settings, secrets or run text as SQL;
 * - scalar functions of DENIED_FUNCTIONS are refused: they read the environment or settings, or have an effect;
 * - a table name that is a path or a URL is refused, since DuckDB would read that file.
 * Whatever passes still runs with external access locked to the declared paths and databases attached read-only.
 */
import { isObject, type JsonObject } from '../../model/json.js';
import { nodesOf, sameTree } from '../syntax-tree.js';
import { textOf } from '../text-of.js';

/** Table functions that only turn their arguments into rows. */
const ROW_FUNCTIONS = new Set([
  'unnest',
  'range',
  'generate_series',
  'json_each',
  'json_tree',
  'repeat',
  'repeat_row',
]);

/** File readers that our own dialect writes: allowed where the whole statement is looked at, refused in an author's text. */
const READERS = new Set([
  ...['read_parquet', 'parquet_scan', 'read_csv', 'read_csv_auto'],
  ...[
    'read_json',
    'read_json_auto',
    'read_ndjson',
    'read_ndjson_auto',
    'read_json_objects',
    'read_ndjson_objects',
  ],
]);

const DENIED_FUNCTIONS = new Set([
  ...['getenv', 'current_setting', 'getvariable', 'nextval', 'currval', 'write_log', 'sleep_ms', 'sleep'],
  ...['current_query', 'current_query_id', 'json_execute_serialized_sql', 'query', 'query_table'],
]);

/** Gives the syntax tree of a text as the parser's JSON answer; runs nothing of it. */
export type Serialize = (sql: string) => Promise<unknown>;

/** A sentence, or null where the text is one read-only statement. `readers`: file readers of our own may stand in it. */
export async function inspectDuckdb(
  serialize: Serialize,
  sql: string,
  form: 'query' | 'predicate',
  readers = false,
): Promise<string | null> {
  if (sql.includes('\0')) return 'The SQL holds a NUL character.';
  if (sql.trim() === '') return 'The SQL is empty.';
  return form === 'query' ? inspectQuery(await serialize(sql), readers) : inspectPredicate(serialize, sql);
}

function inspectQuery(answer: unknown, readers: boolean): string | null {
  if (!isObject(answer)) return 'The SQL could not be parsed.';
  if (answer['error'] === true) return parserSays(answer);
  const statements = answer['statements'];
  if (!Array.isArray(statements) || statements.length === 0) return 'The SQL is empty.';
  if (statements.length > 1) return `One statement is allowed; these are ${statements.length}.`;
  for (const node of nodesOf(statements)) {
    const refused = refuseNode(node, readers);
    if (refused !== null) return refused;
  }
  return null;
}

function parserSays(answer: JsonObject): string {
  if (answer['error_type'] === 'parser')
    return `DuckDB can not parse it: ${textOf(answer['error_message'])}.`;
  return 'Only a SELECT that reads is allowed here (no INSERT, COPY, ATTACH, SET, PRAGMA, PIVOT statement, …).';
}

function refuseNode(node: JsonObject, readers: boolean): string | null {
  if (node['type'] === 'SHOW_REF') return 'DESCRIBE, SHOW and SUMMARIZE are not allowed here.';
  if (node['type'] === 'TABLE_FUNCTION') return refuseTableFunction(node['function'], readers);
  if (node['type'] === 'BASE_TABLE' && /[/\\]|:\/\//.test(textOf(node['table_name'])))
    return `"${textOf(node['table_name'])}" is a file; tables are read by their names.`;
  if (node['class'] !== 'FUNCTION') return null;
  const name = textOf(node['function_name']).toLowerCase();
  return DENIED_FUNCTIONS.has(name) ? `The function ${name} is not allowed here.` : null;
}

function refuseTableFunction(call: unknown, readers: boolean): string | null {
  const name = isObject(call) ? textOf(call['function_name']).toLowerCase() : '';
  if (ROW_FUNCTIONS.has(name) || (readers && READERS.has(name))) return null;
  return `The table function ${name} is not allowed here: it may read files, settings or other statements.`;
}

/**
 * A predicate stands alone after WHERE, and in brackets; both must parse, and to the same tree. What closes the
 * bracket early fails the first, what adds a clause fails the second, and a comment can not swallow the bracket.
 */
async function inspectPredicate(serialize: Serialize, sql: string): Promise<string | null> {
  const bare = await serialize(`select 1 where ${sql}\n`);
  const refused = inspectQuery(bare, false);
  if (refused !== null) return refused;
  const bracketed = await serialize(`select 1 where (${sql}\n)`);
  const whole = inspectQuery(bracketed, false);
  if (whole !== null || !sameTree(bare, bracketed))
    return 'It is not one predicate: an expression that is true or false.';
  return null;
}
