/** Rows of text (CSV, JSON) for an author's SQL: each column typed as its contract declares it, NULL where it does not read as that. */
import type { Context } from './context.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';
import { writeColumn } from './write-column.js';

export interface TypedRows {
  /** A query. Columns without a declared type are texts; objects and arrays of JSON stay JSON. */
  readonly rows: Sql;
  /** The names that the columns' text goes by in it; empty where the text is not kept. */
  readonly texts: ReadonlyMap<string, Sql>;
}

/** `context` is that of the table as it stands, `where` filters it. With `keepTexts` the text stands beside the values. */
export function typedRows(from: Sql, where: Sql | null, context: Context, keepTexts: boolean): TypedRows {
  const { dialect, target } = context;
  const names = target.table.columns.map((column) => column.name);
  const typed = names.flatMap((name) => {
    const own = dialect.quote(name);
    const value = writeColumn([{ field: name }], context);
    return value === own ? [] : [{ name, own, value }];
  });
  const prefix = freePrefix(names);
  const kept = keepTexts ? typed : [];
  const texts = new Map(kept.map(({ name }) => [name, dialect.quote(prefix + name)] as const));
  const replaced = joinSql(
    typed.map(({ own, value }) => sql`${value} as ${own}`),
    ',\n  ',
  );
  const all = typed.length === 0 ? sql`*` : sql`* replace (\n  ${replaced}\n)`;
  const besides = kept.map(({ own, name }) => sql`${own} as ${dialect.quote(prefix + name)}`);
  const filter = where === null ? '' : `\nwhere ${where}`;
  return {
    rows: trusted(`select ${joinSql([all, ...besides], ', ')}\nfrom ${from}${filter}`),
    texts,
  };
}

/** No column's name begins with it: names are told apart without regard to case. */
function freePrefix(names: readonly string[]): string {
  let prefix = 'assay_text_';
  while (names.some((name) => name.toLowerCase().startsWith(prefix))) prefix += '_';
  return prefix;
}
