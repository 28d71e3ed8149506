/** SQL that an import writes or takes over: names, literals, and whether a fragment stays within its brackets. */
import type { JsonScalar } from '../../model/json.js';

/** A name in quotes, as DuckDB and PostgreSQL read it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as a literal; null where the standard has none that is read alike everywhere. */
export function sqlLiteral(value: JsonScalar): string | null {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return value === null ? null : String(value);
}

/** `(1, 'a')`; null where a value has no literal, or there is none. */
export function sqlList(values: readonly JsonScalar[]): string | null {
  const literals = values.map(sqlLiteral);
  return literals.length === 0 || literals.includes(null) ? null : `(${literals.join(', ')})`;
}

/** A name without the quotes that an author wrote around it. */
export function bareName(written: string): string {
  const inner = /^"((?:[^"]|"")+)"$/.exec(written)?.[1] ?? null;
  if (inner !== null) return inner.replaceAll('""', '"');
  return /^`([^`]+)`$/.exec(written)?.[1] ?? written;
}

/**
 * Why a text is no expression or query that can be taken over as it stands; null where it can. Comments could swallow the brackets around it, a second
 * statement or a bracket too many could leave them, and braces would be taken for placeholders.
 */
export function fragmentProblem(sql: string): string | null {
  if (sql.trim() === '') return 'It is empty.';
  if (/\{\{|\{%|\{#/.test(sql)) return 'It holds Jinja, which only dbt can render.';
  if (PLACEHOLDER.test(sql)) return 'It holds a placeholder in braces.';
  const bare = withoutQuoted(sql);
  if (bare === null) return 'A quote in it is never closed.';
  if (/--|\/\*/.test(bare)) return 'It holds a comment.';
  if (bare.includes(';')) return 'It holds a semicolon.';
  if (bare.includes('$')) return 'It holds a dollar sign outside of quotes.';
  return isBalanced(bare) ? null : 'Its brackets do not match.';
}

/** What a contract would take for the name of its table or column, and what other tools replace. */
const PLACEHOLDER = /\$\{|\{\s*(table|object|model|dataset|column|property|field)\s*\}/i;

/** The text with every quoted part left out; null where a quote is never closed. */
function withoutQuoted(sql: string): string | null {
  let bare = '';
  let quote: string | null = null;
  for (const char of sql) {
    if (quote !== null) quote = char === quote ? null : quote;
    else if (char === "'" || char === '"' || char === '`') quote = char;
    else bare += char;
  }
  return quote === null ? bare : null;
}

function isBalanced(bare: string): boolean {
  let depth = 0;
  for (const char of bare) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
