/** Tables of any source → one ODCS document, and all that it does not say. */
import type { JsonObject } from '../../model/json.js';
import type { Imported, ImportOptions, NotCarried } from '../imported.js';
import { type ColumnClauses, tableClauses } from './table-clauses.js';
import type { ColumnModel, ReferenceModel, ServerEntry, TableModel } from './table-model.js';
import { idKey, nameTables, reference, type TableNames } from './table-names.js';
import { typeKeys } from './table-type.js';

export interface TableSource {
  readonly tables: readonly TableModel[];
  readonly notCarried: readonly NotCarried[];
  /** Names the contract where the caller does not. */
  readonly name: string;
  /** Null where the source says nothing of where the data lies. */
  readonly server: ServerEntry | null;
  /** The server's schema: tables of others carry theirs in their physical name. */
  readonly schema: string | null;
}

/** Builds the document; `readContract` finds no fault in it, whatever the names are. */
export function tableDocument(source: TableSource, options: ImportOptions): Imported {
  const notCarried = [...source.notCarried];
  const tables = source.tables.flatMap((table) => namedOnly(table, notCarried));
  const names = nameTables(tables, source.schema);
  const datasets = tables.map((table) => datasetOf(table, names, notCarried));
  const document: JsonObject = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: options.id ?? contractId(source.name),
    name: source.name,
    version: options.version,
    status: 'draft',
    ...(options.layer === null ? {} : { customProperties: [{ property: 'layer', value: options.layer }] }),
    ...(source.server === null ? {} : { servers: [source.server] }),
    schema: datasets,
  };
  return { document, notCarried };
}

/** Tables and columns of nothing but spaces can not be spoken of in a contract. */
function namedOnly(table: TableModel, notCarried: NotCarried[]): readonly TableModel[] {
  const reason = 'A contract can not speak of a name that is blank; rename it.';
  const isNamed = (name: string): boolean => name.trim() !== '';
  if (!isNamed(table.name)) {
    notCarried.push({ where: table.where, what: 'table without a name', reason });
    return [];
  }
  if (table.columns.every(({ name }) => isNamed(name))) return [table];
  notCarried.push({ where: table.where, what: 'column without a name', reason });
  const all = (names: readonly string[]): boolean => names.every(isNamed);
  return [
    {
      ...table,
      columns: table.columns.filter(({ name }) => isNamed(name)),
      primaryKey: all(table.primaryKey) ? table.primaryKey : [],
      uniques: table.uniques.filter(({ columns }) => all(columns)),
    },
  ];
}

/** Letters, digits, dots, dashes; never empty. */
export function contractId(name: string): string {
  const id = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100);
  return id === '' ? 'imported' : id;
}

type Names = ReadonlyMap<TableModel, TableNames>;

function datasetOf(table: TableModel, names: Names, notCarried: NotCarried[]): JsonObject {
  const own = namesOf(table, names);
  const clauses = tableClauses(table);
  notCarried.push(...clauses.notCarried);
  const { columns: onColumns, dataset: onDataset } = relationships(table, names, notCarried);
  const [single, ...several] = splitUniques(table);
  const rules = [...several.map(duplicateRule), ...clauses.rules];
  const properties = table.columns.map((column) => ({
    ...idKey(own, column.name),
    ...propertyKeys(column, table, clauses.columns.get(column.name), single.includes(column.name)),
    ...(onColumns.has(column.name) ? { relationships: onColumns.get(column.name) ?? [] } : {}),
  }));
  return {
    ...(own.id === null ? {} : { id: own.id }),
    name: own.name,
    ...(own.physicalName === own.name ? {} : { physicalName: own.physicalName }),
    physicalType: table.kind,
    ...(table.description === null ? {} : { description: table.description }),
    ...(rules.length === 0 ? {} : { quality: rules }),
    ...(onDataset.length === 0 ? {} : { relationships: onDataset }),
    ...(properties.length === 0 ? {} : { properties }),
  };
}

function namesOf(table: TableModel, names: Names): TableNames {
  return names.get(table) ?? { name: table.name, physicalName: table.name, id: null, columnIds: new Map() };
}

function propertyKeys(
  column: ColumnModel,
  table: TableModel,
  clauses: ColumnClauses | undefined,
  isUnique: boolean,
): JsonObject {
  const position = table.primaryKey.indexOf(column.name);
  const readsAs = column.readsAs ?? null;
  const required = (column.required || clauses?.required === true) && position < 0;
  const options = clauses?.options ?? {};
  const rules = clauses?.rules ?? [];
  return {
    name: column.name,
    ...(column.type === null ? (readsAs === null ? {} : { logicalType: readsAs }) : typeKeys(column.type)),
    ...(column.description === null ? {} : { description: column.description }),
    ...(required ? { required: true } : {}),
    ...(isUnique ? { unique: true } : {}),
    ...(position < 0 ? {} : { primaryKey: true, primaryKeyPosition: position + 1 }),
    ...(column.partitioned === true
      ? { partitioned: true, partitionKeyPosition: partOf(column, table) }
      : {}),
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    ...(rules.length === 0 ? {} : { quality: rules }),
  };
}

const partOf = (column: ColumnModel, table: TableModel): number =>
  table.columns.filter((each) => each.partitioned === true).indexOf(column) + 1;

/** Columns that are unique alone, then the sets of several; what the primary key says already is left out. */
function splitUniques({
  uniques,
  primaryKey,
}: TableModel): readonly [readonly string[], ...(readonly string[])[]] {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((name) => b.includes(name));
  const sets = uniques
    .map(({ columns }) => columns)
    .filter((columns) => columns.length > 0 && !same(columns, primaryKey))
    .filter((columns, index, all) => all.findIndex((other) => same(other, columns)) === index);
  const single = sets.filter((columns) => columns.length === 1).flat();
  return [single, ...sets.filter((columns) => columns.length > 1)];
}

const duplicateRule = (columns: readonly string[]): JsonObject => ({
  type: 'library',
  metric: 'duplicateValues',
  arguments: { properties: columns },
  mustBe: 0,
});

interface Relationships {
  readonly columns: ReadonlyMap<string, readonly JsonObject[]>;
  readonly dataset: readonly JsonObject[];
}

/** Of one column at the column, of several at the dataset; those whose other side is not imported are listed. */
function relationships(table: TableModel, names: Names, notCarried: NotCarried[]): Relationships {
  const columns = new Map<string, JsonObject[]>();
  const dataset: JsonObject[] = [];
  for (const key of table.references) {
    const target = targetOf(key, table, names);
    if (typeof target === 'string') {
      const what = `FOREIGN KEY (${key.columns.join(', ')}) to ${key.table}`;
      notCarried.push({ where: key.where, what, reason: target });
      continue;
    }
    const [first] = key.columns;
    const to = target.columns.map((column) => reference(target.names, column));
    if (first !== undefined && key.columns.length === 1) {
      const before = columns.get(first) ?? [];
      const entry = { type: 'foreignKey', to: to[0] ?? '' };
      if (!before.some((other) => other['to'] === entry.to)) columns.set(first, [...before, entry]);
      continue;
    }
    const own = namesOf(table, names);
    dataset.push({ type: 'foreignKey', from: key.columns.map((column) => reference(own, column)), to });
  }
  return { columns, dataset };
}

interface Target {
  readonly names: TableNames;
  readonly columns: readonly string[];
}

/** Or a sentence that says why there is none. */
function targetOf(key: ReferenceModel, table: TableModel, names: Names): Target | string {
  const schema = key.schema ?? table.schema;
  const found = [...names].find(
    ([other]) =>
      other.name === key.table && (schema === null || other.schema === null || other.schema === schema),
  );
  if (found === undefined)
    return 'The table that it refers to is not part of this import; add a relationship when its contract is there.';
  const [other, otherNames] = found;
  const columns = key.to.length === 0 ? other.primaryKey : key.to;
  const known = (owner: TableModel, list: readonly string[]): boolean =>
    list.every((name) => owner.columns.some((column) => column.name === name));
  if (
    columns.length !== key.columns.length ||
    columns.length === 0 ||
    !known(other, columns) ||
    !known(table, key.columns)
  )
    return 'Its columns are not among those that were read.';
  return { names: otherNames, columns };
}
