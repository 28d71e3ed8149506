/** The tables of an open DuckDB session → table models: types, keys, checks, comments. */
import type { EngineSession, Row, ServerConfig } from '../../engine/engine.js';
import { parsePostgresExpression } from '../../engine/postgres/parse-ddl.js';
import type { NotCarried } from '../../exchange/imported.js';
import type {
  ColumnModel,
  ConditionModel,
  ReferenceModel,
  TableModel,
  UniqueModel,
} from '../../exchange/import/table-model.js';
import type { ColumnInfo } from '../../model/table.js';
import { enumLabels } from './import-enum-labels.js';
import type { ReadCatalogue } from './import-read-catalogue.js';
import { refusedSql } from './import-refused.js';
import { byTable, namesAt, tableKey, textAt, textOrNull } from './import-rows.js';

const CATALOGUE_MS = 60_000;

const TABLES = `
select schema_name as schema, table_name as name, comment, 'table' as kind from duckdb_tables()
where database_name = current_database() and not internal and not temporary
union all
select schema_name, view_name, comment, 'view' from duckdb_views()
where database_name = current_database() and not internal and not temporary
order by 1, 2`;
const COLUMNS = `
select schema_name as schema, table_name as name, column_name, comment, column_default from duckdb_columns()
where database_name = current_database() and not internal order by schema_name, table_name, column_index`;
const CONSTRAINTS = `
select schema_name as schema, table_name as name, constraint_type as type, expression, constraint_column_names as names, constraint_text as text,
  referenced_table as target, referenced_column_names as target_names
from duckdb_constraints() where database_name = current_database() order by schema_name, table_name, constraint_index`;
const INDEXES = `
select schema_name as schema, table_name as name, index_name, is_unique, expressions from duckdb_indexes()
where database_name = current_database() and not is_primary order by schema_name, table_name, index_name`;

/** @param schemas only these; none: all. @throws EngineError */
export async function readDuckdbCatalogue(
  session: EngineSession,
  server: ServerConfig,
  schemas: readonly string[],
): Promise<ReadCatalogue> {
  const ask = (sql: string): Promise<readonly Row[]> => session.run(sql, { timeoutMs: CATALOGUE_MS });
  const tables = (await ask(TABLES)).filter(
    (row) => schemas.length === 0 || schemas.includes(textAt(row, 'schema')),
  );
  const columns = byTable(await ask(COLUMNS));
  const constraints = byTable(await ask(CONSTRAINTS));
  const indexes = byTable(await ask(INDEXES));
  const models: TableModel[] = [];
  const notCarried: NotCarried[] = [];
  for (const row of tables) {
    const [schema, name] = [textAt(row, 'schema'), textAt(row, 'name')];
    const key = `${schema}.${name}`;
    const physicalName = key;
    const table = await session.describe({ server, object: name, physicalName, batch: null, partition: [] });
    if (!table.exists || schema.includes('.')) {
      notCarried.push({ where: key, what: textAt(row, 'kind'), reason: 'It can not be found by its name.' });
      continue;
    }
    const own = constraints.get(tableKey(row)) ?? [];
    const uniques = uniqueIndexes(indexes.get(tableKey(row)) ?? [], table.columns, key, notCarried);
    notCarried.push(...defaults(columns.get(tableKey(row)) ?? [], key));
    models.push({
      schema,
      name,
      kind: textAt(row, 'kind'),
      description: textOrNull(row, 'comment'),
      columns: columnModels(table.columns, columns.get(tableKey(row)) ?? []),
      primaryKey: own
        .filter((each) => each['type'] === 'PRIMARY KEY')
        .flatMap((each) => namesAt(each, 'names')),
      uniques: [
        ...own
          .filter((each) => each['type'] === 'UNIQUE')
          .map((each) => ({ columns: namesAt(each, 'names'), where: key })),
        ...uniques,
      ],
      references: own.filter((each) => each['type'] === 'FOREIGN KEY').map((each) => referenceOf(each, key)),
      conditions: await conditionsOf(own, key),
      where: key,
    });
  }
  return { tables: models, notCarried };
}

function columnModels(columns: readonly ColumnInfo[], rows: readonly Row[]): readonly ColumnModel[] {
  return columns.map((column) => ({
    name: column.name,
    type: column.type,
    required: column.notNull === true,
    description: textOrNull(
      rows.find((row) => row['column_name'] === column.name),
      'comment',
    ),
    values: column.type?.name === 'enum' ? enumLabels(column.type.text) : null,
  }));
}

function defaults(rows: readonly Row[], key: string): readonly NotCarried[] {
  return rows
    .filter((row) => row['column_default'] !== null)
    .map((row) => ({
      where: `${key}.${textAt(row, 'column_name')}`,
      what: 'DEFAULT or GENERATED value',
      reason: 'A contract says what data must be, not how a missing value is filled in.',
    }));
}

function referenceOf(row: Row, where: string): ReferenceModel {
  return {
    columns: namesAt(row, 'names'),
    schema: textAt(row, 'schema'),
    table: textAt(row, 'target'),
    to: namesAt(row, 'target_names'),
    where,
  };
}

async function conditionsOf(rows: readonly Row[], where: string): Promise<readonly ConditionModel[]> {
  const checks = rows.filter((row) => row['type'] === 'CHECK').map((row) => textAt(row, 'expression'));
  const refused = await refusedSql('duckdb', checks);
  const found: ConditionModel[] = [];
  for (const [index, sql] of checks.entries()) {
    const why = refused[index] ?? null;
    const tree = await parsePostgresExpression(sql);
    found.push({ name: null, sql, tree, where, ...(why === null ? {} : { refused: why }) });
  }
  return found;
}

/** Their columns stand in a text: `[a, '"b c"']`; an expression in place of a column is none of ours. */
function uniqueIndexes(
  rows: readonly Row[],
  columns: readonly ColumnInfo[],
  key: string,
  notCarried: NotCarried[],
): readonly UniqueModel[] {
  return rows.flatMap((row): UniqueModel[] => {
    const where = `${key}: ${textAt(row, 'index_name')}`;
    if (row['is_unique'] !== true) return [];
    const parts = textAt(row, 'expressions')
      .replace(/^\[|\]$/g, '')
      .split(', ');
    const found = parts.map((part) => part.replace(/^'(.*)'$/s, '$1').replace(/^"(.*)"$/s, '$1'));
    if (found.every((name) => columns.some((column) => column.name === name)))
      return [{ columns: found, where }];
    notCarried.push({
      where,
      what: 'UNIQUE INDEX on an expression',
      reason: 'A key of a contract is made of columns.',
    });
    return [];
  });
}
