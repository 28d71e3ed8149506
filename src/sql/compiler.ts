/** Knex as a compiler: quoting, and the clauses of a SELECT in their places. It never opens a connection. */
import type { Knex } from 'knex';
import { SqlError } from './sql-error.js';
import { trusted, type Sql } from './sql-text.js';

/** One SELECT. Pieces are SQL already; Knex puts them together. */
export interface Query {
  readonly with?: readonly { readonly name: string; readonly query: Sql; readonly inline?: boolean }[];
  readonly columns: readonly (readonly [alias: string, expression: Sql])[];
  readonly from: Sql;
  readonly where?: Sql | null;
  readonly groupBy?: Sql;
  readonly orderBy?: Sql;
  readonly limit?: number;
}

export interface Compiler {
  /** A name as an identifier: any name, dots and quotes included. */
  readonly quote: (name: string) => Sql;
  /** A text as a literal. @throws SqlError for U+0000, which no text of a database holds */
  readonly text: (value: string) => Sql;
  readonly select: (query: Query) => Sql;
}

/** A compiler over a Knex client class. */
export function compilerOf(client: Knex.Client): Compiler {
  const raw = (text: string): Knex.Raw => client.raw(text.replaceAll('?', '\\?')) as Knex.Raw;
  const quote = (name: string): Sql => trusted(client.wrapIdentifierImpl(refuseNul(name)));
  return {
    quote,
    text: (value) => trusted((client.raw('?', [refuseNul(value)]) as Knex.Raw).toQuery()),
    select: (query) => {
      const builder = client.queryBuilder();
      const last = query.columns.length - 1;
      const item = ([alias, text]: readonly [string, Sql], index: number): Knex.Raw =>
        raw(`\n  ${text} as ${quote(alias)}${index === last ? '\n' : ''}`);
      builder.select(query.columns.map(item));
      builder.from(raw(query.from));
      if (query.where !== undefined && query.where !== null) builder.whereRaw(raw(query.where));
      if (query.groupBy !== undefined) builder.groupByRaw(raw(query.groupBy) as unknown as string);
      if (query.orderBy !== undefined) builder.orderByRaw(raw(query.orderBy) as unknown as string);
      if (query.limit !== undefined) builder.limit(query.limit);
      return trusted(`${withClause(query.with ?? [], quote)}${builder.toQuery()}`);
    },
  };
}

/** Written here, because Knex splits the name of a common table at its dots. */
function withClause(tables: NonNullable<Query['with']>, quote: (name: string) => Sql): string {
  if (tables.length === 0) return '';
  const each = tables.map(
    ({ name, query, inline }) =>
      `${quote(name)} as ${inline === true ? 'not materialized ' : ''}(\n${query}\n)`,
  );
  return `with ${each.join(',\n')}\n`;
}

function refuseNul(text: string): string {
  if (text.includes('\u0000'))
    throw new SqlError('unsupported', 'a text with the character U+0000 can not stand in a database');
  return text;
}
