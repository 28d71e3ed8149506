/** The DuckDB dialect of Knex, as far as a query compiler needs one: the standard's SQL, and plain quoting. */
import Client from 'knex/lib/client.js';

export class DuckdbClient extends Client {
  /** Knex's own would take `*` for a wildcard. */
  override wrapIdentifierImpl(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
  }
}
