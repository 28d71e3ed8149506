/** Knex's PostgreSQL dialect, except for two conveniences that would misread odd column names. */
import Client from 'knex/lib/dialects/postgres/index.js';

export class PostgresClient extends Client {
  /** Knex's own would take `*` for a wildcard and `a[0]` for an item of an array. */
  override wrapIdentifierImpl(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
  }
}
