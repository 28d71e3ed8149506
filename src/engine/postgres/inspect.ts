/**
 * Says why an author's SQL is not one read-only statement, by PostgreSQL's own parser. The rule:
 * - one SELECT, VALUES or TABLE statement, CTEs included, none of which writes (INSERT, UPDATE, DELETE, MERGE), without INTO and
 *   without FOR UPDATE or FOR SHARE;
 * - no function whose name begins with `pg_`, but for HARMLESS: these read files, sleep, signal, lock, replicate;
 * - no function of DENIED, whatever schema it is called from: they change state, or run text as SQL.
 * Whatever passes still runs in a READ ONLY transaction, by a protocol that takes one statement only.
 */
import { isObject, type JsonObject } from '../../model/json.js';
import { nodesOf, sameTree } from '../syntax-tree.js';

const HARMLESS = new Set([
  'pg_typeof',
  'pg_column_size',
  'pg_size_pretty',
  'pg_size_bytes',
  'pg_input_is_valid',
]);

const DENIED: readonly RegExp[] = [
  // Settings and sequences.
  /^(set_config|current_setting|nextval|setval|currval|lastval)$/,
  // Large objects and files of extensions.
  /^(lo_.*|loread|lowrite|be_lo.*)$/,
  // Other servers.
  /^(dblink.*|postgres_fdw_.*)$/,
  // Text that is run as SQL.
  /^(query_to_xml.*|table_to_xml.*|cursor_to_xml.*|schema_to_xml.*|database_to_xml.*|ts_stat|ts_rewrite|crosstab.*|connectby.*|xpath_table)$/,
  // Other effects.
  /^(txid_current|sleep|binary_upgrade_.*|brin_.*|gin_clean_pending_list)$/,
];

const WRITES = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'];

/** A sentence, or null where the text is one read-only statement (or one predicate). */
export async function inspectPostgres(sql: string, form: 'query' | 'predicate'): Promise<string | null> {
  if (sql.includes('\0')) return 'The SQL holds a NUL character.';
  if (sql.trim() === '') return 'The SQL is empty.';
  return form === 'query' ? inspectQuery(await parsed(sql)) : inspectPredicate(sql);
}

/** The parser is WebAssembly, loaded when first asked. */
async function parsed(sql: string): Promise<unknown> {
  const { parse } = await import('libpg-query');
  try {
    return await parse(sql);
  } catch (error) {
    return error instanceof Error ? error.message : 'syntax error';
  }
}

function inspectQuery(tree: unknown): string | null {
  if (!isObject(tree)) return `PostgreSQL can not parse it: ${String(tree)}.`;
  const statements = tree['stmts'];
  if (!Array.isArray(statements) || statements.length === 0) return 'The SQL is empty.';
  if (statements.length > 1) return `One statement is allowed; these are ${statements.length}.`;
  const [first] = statements as readonly JsonObject[];
  const statement = first?.['stmt'];
  if (!isObject(statement) || statement['SelectStmt'] === undefined)
    return 'Only a SELECT that reads is allowed here (no INSERT, COPY, SET, EXPLAIN, …).';
  for (const node of nodesOf(statement)) {
    const refused = refuseNode(node);
    if (refused !== null) return refused;
  }
  return null;
}

function refuseNode(node: JsonObject): string | null {
  if (WRITES.some((name) => node[name] !== undefined)) return 'A part of it writes; only reading is allowed.';
  if (node['intoClause'] !== undefined) return 'SELECT … INTO writes a table; only reading is allowed.';
  if (node['lockingClause'] !== undefined)
    return 'FOR UPDATE and FOR SHARE lock rows; only reading is allowed.';
  const call = node['FuncCall'];
  if (!isObject(call) || !Array.isArray(call['funcname'])) return null;
  const name = nameOf(call['funcname'].at(-1));
  return isDenied(name) ? `The function ${name} is not allowed here.` : null;
}

function nameOf(part: unknown): string {
  const text = isObject(part) && isObject(part['String']) ? part['String']['sval'] : '';
  return typeof text === 'string' ? text.toLowerCase() : '';
}

function isDenied(name: string): boolean {
  if (name.startsWith('pg_')) return !HARMLESS.has(name);
  return DENIED.some((pattern) => pattern.test(name));
}

/**
 * A predicate stands alone after WHERE, and in brackets; both must parse, and to the same tree. What closes the
 * bracket early fails the first, what adds a clause fails the second, and a comment can not swallow the bracket.
 */
async function inspectPredicate(sql: string): Promise<string | null> {
  const bare = await parsed(`select 1 where ${sql}\n`);
  const refused = inspectQuery(bare);
  if (refused !== null) return refused;
  const bracketed = await parsed(`select 1 where (${sql}\n)`);
  if (inspectQuery(bracketed) !== null || !sameTree(bare, bracketed))
    return 'It is not one predicate: an expression that is true or false.';
  return null;
}
