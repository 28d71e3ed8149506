/** Contracts → CREATE TABLE statements that PostgreSQL or DuckDB runs, a file a contract. */
import type { Suite } from '../../model/check.js';
import type { Contract, Dataset, Property } from '../../model/contract.js';
import type { DialectName } from '../../model/plan.js';
import type { Exporter, ExportInput } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { type Constraint, constraintOf, isEnum, nameOfProperty } from './ddl-check.js';
import { inOrder } from './ddl-order.js';
import { identifier, textLiteral } from './ddl-text.js';
import { columnType, ownType } from './ddl-type.js';

type Reference = Extract<Constraint, { constraint: 'reference' }>;

interface Table {
  readonly dataset: Dataset;
  readonly name: string;
  readonly schema: string | null;
  /** Statements that make types, before the table. */
  readonly types: readonly string[];
  readonly lines: readonly string[];
  readonly references: readonly Reference[];
  /** Sets of columns that a reference may name. */
  readonly keys: readonly (readonly string[])[];
  readonly comments: readonly string[];
}

export const exportDdl: Exporter = (input, { dialect }) => {
  const notCarried: NotCarried[] = [];
  const taken = new Set<string>();
  const tables = tablesOf(input, dialect, notCarried);
  const files = input.contracts
    .filter(({ datasets }) => datasets.length > 0)
    .map((contract) => ({
      name: `${fileName(contract.id, taken)}.sql`,
      text: fileText(contract, tables, dialect, notCarried),
    }));
  return { files, notCarried };
};

function tablesOf(
  { contracts, suites }: ExportInput,
  dialect: DialectName,
  notCarried: NotCarried[],
): ReadonlyMap<string, Table> {
  const bySuite = new Map(suites.map((suite) => [suite.dataset, suite]));
  return new Map(
    contracts.flatMap(({ datasets }) =>
      datasets.map(
        (dataset) => [dataset.key, tableOf(dataset, bySuite.get(dataset.key), dialect, notCarried)] as const,
      ),
    ),
  );
}

function tableOf(
  dataset: Dataset,
  suite: Suite | undefined,
  dialect: DialectName,
  notCarried: NotCarried[],
): Table {
  const [schema, name] = physicalParts(dataset.physicalName);
  const primaryKey = dataset.properties
    .filter(({ primaryKey: position }) => position !== null)
    .sort((a, b) => (a.primaryKey ?? 0) - (b.primaryKey ?? 0))
    .map(nameOfProperty);
  const columns = new Map(dataset.properties.map((property) => [nameOfProperty(property), property]));
  const constraints = (suite?.checks ?? []).flatMap((check) => {
    const found = constraintOf(check, { dialect, columns, primaryKey });
    if (found.constraint === 'none')
      notCarried.push({
        where: check.id.startsWith(dataset.key) ? check.id : `${dataset.key}/${check.id}`,
        what: check.kind,
        reason: found.reason,
      });
    return found.constraint === 'none' || found.constraint === 'shape' ? [] : [found];
  });
  const types: string[] = [];
  const written = dataset.properties.map((property) =>
    columnLine(property, { dataset, name, dialect, types, notCarried }),
  );
  const uniques = constraints.filter((each) => each.constraint === 'unique');
  const checks = constraints.filter((each) => each.constraint === 'check');
  const lines = [
    ...written,
    ...(primaryKey.length === 0 ? [] : [`PRIMARY KEY (${list(primaryKey)})`]),
    ...uniques.map((each) => `UNIQUE (${list(each.columns)})`),
    ...checks.map(
      (each) => `${each.name === null ? '' : `CONSTRAINT ${identifier(each.name)} `}CHECK (${each.sql})`,
    ),
  ];
  return {
    dataset,
    name,
    schema,
    types,
    lines,
    references: constraints.filter((each) => each.constraint === 'reference'),
    keys: [primaryKey, ...uniques.map((each) => each.columns)].filter((key) => key.length > 0),
    comments: comments(dataset, qualified(schema, name)),
  };
}

const list = (columns: readonly string[]): string => columns.map(identifier).join(', ');
const qualified = (schema: string | null, name: string): string =>
  schema === null ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;

/** `schema.table`, where either may stand in quotes. */
function physicalParts(physicalName: string): readonly [schema: string | null, name: string] {
  const parts = physicalName.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  if (parts.join('.') !== physicalName || parts.length !== 2) return [null, physicalName];
  const plain = parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
  return [plain[0] ?? null, plain[1] ?? physicalName];
}

interface ColumnContext {
  readonly dataset: Dataset;
  readonly name: string;
  readonly dialect: DialectName;
  readonly types: string[];
  readonly notCarried: NotCarried[];
}

function columnLine(
  property: Property,
  { dataset, name, dialect, types, notCarried }: ColumnContext,
): string {
  const column = nameOfProperty(property);
  const labels = isEnum(property) ? enumLabels(property) : null;
  const typeName = `${name}_${column}`;
  const { sql, lost } = columnType(property, { dialect, labels, typeName, types });
  const own = labels !== null && dialect === 'postgres' ? ownType(typeName, types.length) : null;
  if (own !== null) types.push(`CREATE TYPE ${own} AS ENUM (${(labels ?? []).map(textLiteral).join(', ')});`);
  else if (lost !== null)
    notCarried.push({
      where: `${dataset.key}.${property.path}`,
      what: `type ${lost}`,
      reason: `It is written as another type, because ${dialect === 'postgres' ? 'PostgreSQL' : 'DuckDB'} has no such one or not enough is declared.`,
    });
  const isKey = property.primaryKey !== null;
  return `${identifier(column)} ${own ?? sql}${property.required && !isKey ? ' NOT NULL' : ''}`;
}

/** The first rule that lists the values of the column. */
function enumLabels({ rules }: Property): readonly string[] | null {
  for (const { metric, arguments: args } of rules) {
    const values = metric === 'invalidValues' ? args['validValues'] : undefined;
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  }
  return null;
}

function comments(dataset: Dataset, table: string): readonly string[] {
  const ofTable =
    dataset.description === null ? [] : [`COMMENT ON TABLE ${table} IS ${textLiteral(dataset.description)};`];
  const ofColumns = dataset.properties.flatMap((property) => {
    const { description } = property;
    if (description === null || description === undefined || description === '') return [];
    return [
      `COMMENT ON COLUMN ${table}.${identifier(nameOfProperty(property))} IS ${textLiteral(description)};`,
    ];
  });
  return [...ofTable, ...ofColumns];
}

function fileText(
  contract: Contract,
  tables: ReadonlyMap<string, Table>,
  dialect: DialectName,
  notCarried: NotCarried[],
): string {
  const own = contract.datasets.map(({ key }) => tables.get(key)).filter((table) => table !== undefined);
  const usable = (table: Table): readonly (Reference & { readonly target: Table })[] =>
    table.references.flatMap((reference) => {
      const target = tables.get(reference.dataset);
      const reason = whyNoReference(reference, target, own);
      if (reason === null && target !== undefined) return [{ ...reference, target }];
      const what = `foreignKey to ${reference.dataset}`;
      notCarried.push({ where: table.dataset.key, what, reason: reason ?? '' });
      return [];
    });
  const linked = own.map((table) => ({ table, references: usable(table) }));
  const { sorted, cut } = dialect === 'duckdb' ? inOrder(linked) : { sorted: linked, cut: [] };
  for (const { table, reference } of cut) {
    const reason =
      'DuckDB takes a reference only to a table that is there already, and these refer to each other.';
    notCarried.push({ where: table.dataset.key, what: `foreignKey to ${reference.dataset}`, reason });
  }
  const isCut = (reference: Reference): boolean => cut.some((each) => each.reference === reference);
  const schemas = [...new Set(own.map(({ schema }) => schema).filter((schema) => schema !== null))];
  const parts = [
    `-- ${oneLine(contract.id)} ${oneLine(contract.version)}`,
    ...schemas.map((schema) => `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)};`),
    ...sorted.map(({ table, references }) => {
      const inline = dialect === 'duckdb' ? references.filter((each) => !isCut(each)) : [];
      const lines = [...table.lines, ...inline.map(referenceText)];
      const create = `CREATE TABLE ${qualified(table.schema, table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`;
      return [...table.types, create, ...table.comments].join('\n');
    }),
    ...(dialect === 'postgres'
      ? sorted.flatMap(({ table, references }) =>
          references.map(
            (each) => `ALTER TABLE ${qualified(table.schema, table.name)} ADD ${referenceText(each)};`,
          ),
        )
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, ' ');

const referenceText = ({ columns, to, target }: Reference & { readonly target: Table }): string =>
  `FOREIGN KEY (${list(columns)}) REFERENCES ${qualified(target.schema, target.name)} (${list(to)})`;

/** A database refers to a key of a table of its own. */
function whyNoReference(
  reference: Reference,
  target: Table | undefined,
  own: readonly Table[],
): string | null {
  if (target === undefined || !own.includes(target))
    return 'Its other side stands in another contract, so in another file.';
  const isKey = target.keys.some(
    (key) => key.length === reference.to.length && key.every((name) => reference.to.includes(name)),
  );
  return isKey ? null : 'Its other side is no primary or unique key there, and databases refer to keys only.';
}
