/** What a contract calls the tables and columns of a source, and how its references name them. */
import type { JsonObject } from '../../model/json.js';
import type { TableModel } from './table-model.js';

export interface TableNames {
  /** Unique among all tables of the import. */
  readonly name: string;
  /** As the engines look for it. */
  readonly physicalName: string;
  readonly id: string | null;
  readonly columnIds: ReadonlyMap<string, string>;
}

/** What can stand in `table.column`. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** @param schema the server's: tables of another one carry its name */
export function nameTables(
  tables: readonly TableModel[],
  schema: string | null,
): ReadonlyMap<TableModel, TableNames> {
  const taken = new Set<string>();
  const ids = new Set<string>();
  const count = (name: string): number => tables.filter((table) => table.name === name).length;
  return new Map(
    tables.map((table) => {
      const wanted =
        count(table.name) > 1 && table.schema !== null ? `${table.schema}_${table.name}` : table.name;
      const name = unique(wanted, taken);
      const odd = !PLAIN.test(name) || table.columns.some((column) => !PLAIN.test(column.name));
      const columns = new Set<string>();
      const columnIds = odd
        ? table.columns.map((each) => [each.name, unique(slug(each.name), columns)] as const)
        : [];
      const physicalName =
        table.schema === null || table.schema === schema ? table.name : qualified(table.schema, table.name);
      return [
        table,
        { name, physicalName, id: odd ? unique(slug(name), ids) : null, columnIds: new Map(columnIds) },
      ];
    }),
  );
}

/** `table.column`, or by ids where a name has characters that can not stand there. */
export function reference({ name, id, columnIds }: TableNames, column: string): string {
  if (PLAIN.test(name) && PLAIN.test(column)) return `${name}.${column}`;
  return `schema/${id ?? name}/properties/${columnIds.get(column) ?? column}`;
}

/** The id of a column where its table has ids. */
export function idKey(names: TableNames, column: string): JsonObject {
  const id = names.columnIds.get(column);
  return id === undefined ? {} : { id };
}

const PLAIN_SQL = /^[A-Za-z_][A-Za-z0-9_$]*$/;

function qualified(schema: string, table: string): string {
  const quoted = (name: string): string => (PLAIN_SQL.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
  return `${quoted(schema)}.${quoted(table)}`;
}

const slug = (name: string): string => name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+$/, '') || 'column';

function unique(wanted: string, taken: Set<string>): string {
  let free = wanted;
  for (let n = 2; taken.has(free); n++) free = `${wanted}_${n}`;
  taken.add(free);
  return free;
}
