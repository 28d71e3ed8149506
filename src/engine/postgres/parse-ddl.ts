/** DDL of PostgreSQL and single expressions, parsed by PostgreSQL's own parser; nothing of them runs. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { nodesOf } from '../syntax-tree.js';

export interface DdlStatement {
  /** Kind of the node: `CreateStmt`, `AlterTableStmt`, … */
  readonly kind: string;
  /** Its tree; every CHECK constraint in it has its text under `sql`. */
  readonly node: JsonObject;
  readonly text: string;
  /** 1-based, of its first word. */
  readonly line: number;
}

/** Or where the text stops being SQL, and why. */
export type ParsedDdl =
  | { readonly ok: true; readonly statements: readonly DdlStatement[] }
  | { readonly ok: false; readonly message: string; readonly line: number };

/** The statements of a text, in order; or the first syntax error. */
export async function parsePostgresDdl(text: string): Promise<ParsedDdl> {
  if (text.includes('\0'))
    return { ok: false, message: 'the text holds a NUL character', line: lineAt(text, text.indexOf('\0')) };
  if (text.trim() === '') return { ok: true, statements: [] };
  const { parse, hasSqlDetails } = await import('libpg-query');
  const bytes = Buffer.from(text, 'utf8');
  try {
    const tree: unknown = await parse(text);
    const statements = isObject(tree) && Array.isArray(tree['stmts']) ? tree['stmts'] : [];
    const found: DdlStatement[] = [];
    let seen = { offset: 0, line: 1 };
    for (const raw of statements as readonly JsonObject[]) {
      const offset = Number(raw['stmt_location'] ?? 0);
      const between = bytes.subarray(seen.offset, offset).toString('utf8');
      seen = { offset, line: seen.line + between.split('\n').length - 1 };
      found.push(...(await statementOf(raw, bytes, seen.line)));
    }
    return { ok: true, statements: found };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'syntax error';
    const at = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0;
    return { ok: false, message, line: lineAt(text, at) };
  }
}

/** The tree of one expression; null where PostgreSQL's parser does not know it. */
export async function parsePostgresExpression(sql: string): Promise<Json> {
  const { parse } = await import('libpg-query');
  try {
    const tree: unknown = sql.includes('\0') ? null : await parse(`select (${sql}\n)`);
    const [target, ...others] = [...nodesOf(tree)].flatMap((node) => {
      const statement = node['SelectStmt'];
      const list = isObject(statement) ? statement['targetList'] : undefined;
      return Array.isArray(list) ? (list as readonly Json[]) : [];
    });
    const inner = isObject(target) ? target['ResTarget'] : null;
    return others.length === 0 && isObject(inner) ? (inner['val'] ?? null) : null;
  } catch {
    return null;
  }
}

/** @param from the line that it begins on, space and comments in front of it counted */
async function statementOf(raw: JsonObject, bytes: Buffer, from: number): Promise<readonly DdlStatement[]> {
  const [entry] = Object.entries(isObject(raw['stmt']) ? raw['stmt'] : {});
  if (entry === undefined || !isObject(entry[1])) return [];
  const start = Number(raw['stmt_location'] ?? 0);
  const length = Number(raw['stmt_len'] ?? 0);
  const slice = bytes.subarray(start, length === 0 ? bytes.length : start + length);
  const text = slice.toString('utf8');
  const node = await withCheckTexts(entry[1], slice, start);
  const leading = text.slice(0, text.length - withoutLeadingSpace(text).length);
  const line = from + leading.split('\n').length - 1;
  return [{ kind: entry[0], node, text: text.trim(), line }];
}

/** Space and comments in front of the first word. */
const withoutLeadingSpace = (text: string): string =>
  text.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');

async function withCheckTexts(node: JsonObject, slice: Buffer, start: number): Promise<JsonObject> {
  const checks = [...nodesOf(node)].some((each) => each['contype'] === 'CONSTR_CHECK');
  if (!checks) return node;
  const { scan } = await import('libpg-query');
  const { tokens } = await scan(slice.toString('utf8'));
  const text = (location: number): string | null => {
    const from = tokens.findIndex(
      (token) => token.start >= location - start && token.text.toLowerCase() === 'check',
    );
    const open = from < 0 ? -1 : from + 1;
    let depth = 0;
    for (let i = open; i >= 0 && i < tokens.length; i++) {
      const token = tokens[i];
      if (token === undefined) break;
      depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
      if (depth === 0)
        return slice
          .subarray(tokens[open]?.end ?? 0, token.start)
          .toString('utf8')
          .trim();
    }
    return null;
  };
  return filled(node, text) as JsonObject;
}

/** The same tree with a text beside each check's expression. */
function filled(tree: Json | undefined, text: (location: number) => string | null): Json {
  if (Array.isArray(tree)) return (tree as readonly Json[]).map((item) => filled(item, text));
  if (!isObject(tree)) return tree ?? null;
  const entries = Object.entries(tree).map(([key, value]) => [key, filled(value, text)] as const);
  const sql = tree['contype'] === 'CONSTR_CHECK' ? text(Number(tree['location'] ?? 0)) : null;
  return { ...Object.fromEntries(entries), ...(sql === null ? {} : { sql }) };
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
