/** The tables of a PostgreSQL database → table models: types, keys, checks, references, comments. */
import type { EngineSession, Row, ServerConfig } from '../../engine/engine.js';
import { columnsOf, constraintsOf, keysOf, tablesOf } from '../../engine/postgres/catalogue-of-schemas.js';
import type { NotCarried } from '../../exchange/imported.js';
import type { ColumnModel, TableModel, UniqueModel } from '../../exchange/import/table-model.js';
import type { ColumnInfo } from '../../model/table.js';
import { boundConstraints } from './import-postgres-constraints.js';
import type { ReadCatalogue } from './import-read-catalogue.js';
import { byTable, namesAt, tableKey, textAt, textOrNull } from './import-rows.js';

const CATALOGUE_MS = 120_000;
const KINDS: { readonly [kind: string]: string } = {
  ...{ r: 'table', p: 'table', f: 'foreign table', v: 'view', m: 'materialized view' },
};

/** @param schemas only these; none: all but the system's own. @throws EngineError */
export async function readPostgresCatalogue(
  session: EngineSession,
  server: ServerConfig,
  schemas: readonly string[],
): Promise<ReadCatalogue> {
  const ask = (sql: string): Promise<readonly Row[]> => session.run(sql, { timeoutMs: CATALOGUE_MS });
  const tables = await ask(tablesOf(schemas));
  const columns = byTable(await ask(columnsOf(schemas)));
  const constraints = byTable(await ask(constraintsOf(schemas)));
  const keys = byTable(await ask(keysOf(schemas)));
  const models: TableModel[] = [];
  const notCarried: NotCarried[] = [];
  for (const row of tables) {
    const where = `${textAt(row, 'schema')}.${textAt(row, 'name')}`;
    const described = await describeTable(session, server, row);
    if (described === null) {
      const reason = 'This user may not read it; grant SELECT on it and import again.';
      notCarried.push({ where, what: KINDS[textAt(row, 'kind')] ?? 'table', reason });
      continue;
    }
    const key = tableKey(row);
    notCarried.push(...unsaid(row, where), ...fills(columns.get(key) ?? [], where));
    models.push({
      schema: textAt(row, 'schema'),
      name: textAt(row, 'name'),
      kind: KINDS[textAt(row, 'kind')] ?? 'table',
      description: textOrNull(row, 'comment'),
      columns: columnModels(described, columns.get(key) ?? [], textAt(row, 'kind') !== 'f'),
      ...keysIn(keys.get(key) ?? [], where, notCarried),
      ...(await boundConstraints(constraints.get(key) ?? [], where, notCarried)),
      where,
    });
  }
  return { tables: models, notCarried };
}

/** Null where it may not be read. */
async function describeTable(
  session: EngineSession,
  server: ServerConfig,
  row: Row,
): Promise<readonly ColumnInfo[] | null> {
  if (row['readable'] !== true) return null;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const physicalName = `${quoted(textAt(row, 'schema'))}.${quoted(textAt(row, 'name'))}`;
  const object = textAt(row, 'name');
  const table = await session.describe({ server, object, physicalName, batch: null, partition: [] });
  return table.exists ? table.columns : null;
}

function columnModels(
  columns: readonly ColumnInfo[],
  rows: readonly Row[],
  bound: boolean,
): readonly ColumnModel[] {
  return columns.map((column) => {
    const row = rows.find((each) => each['column'] === column.name);
    const labels = row === undefined ? [] : namesAt(row, 'labels');
    return {
      name: column.name,
      type: column.type,
      required: column.notNull === true || (bound && row?.['domain_not_null'] === true),
      description: textOrNull(row, 'comment'),
      values: labels.length === 0 ? null : labels,
    };
  });
}

function fills(rows: readonly Row[], table: string): readonly NotCarried[] {
  return rows
    .filter((row) => row['fill'] !== null || row['identity'] === true)
    .map((row) => ({
      where: `${table}.${textAt(row, 'column')}`,
      what: row['generated'] === true ? 'GENERATED value' : row['identity'] === true ? 'IDENTITY' : 'DEFAULT',
      reason: 'A contract says what data must be, not how a missing value is filled in.',
    }));
}

function unsaid(row: Row, where: string): readonly NotCarried[] {
  const found: NotCarried[] = [];
  if (Number(row['triggers']) > 0)
    found.push({
      where,
      what: 'triggers',
      reason: 'What a trigger enforces is not read; write rules for it by hand.',
    });
  if (row['guarded'] === true) {
    const reason = 'A check sees the rows that its own user may see.';
    found.push({ where, what: 'row level security', reason });
  }
  const parts = namesAt(row, 'parts');
  if (parts.length > 0) {
    const reason = 'It is read as one table; mark the column as `partitioned` to check it batch by batch.';
    found.push({ where, what: `partitions by ${parts.join(', ')}`, reason });
  }
  return found;
}

function keysIn(
  rows: readonly Row[],
  where: string,
  notCarried: NotCarried[],
): Pick<TableModel, 'primaryKey' | 'uniques'> {
  const uniques: UniqueModel[] = [];
  let primaryKey: readonly string[] = [];
  for (const row of rows) {
    const columns = namesAt(row, 'columns');
    const at = `${where}: ${textAt(row, 'index')}`;
    const reason = whyNoKey(row);
    if (reason !== null)
      notCarried.push({ where: at, what: row['primary'] === true ? 'PRIMARY KEY' : 'UNIQUE', reason });
    else if (row['primary'] === true) primaryKey = columns;
    else {
      uniques.push({ columns, where: at });
      if (row['nulls_equal'] === true) {
        const weaker = 'NULL repeats nothing to `unique`: a second row with NULL is not found.';
        notCarried.push({ where: at, what: 'NULLS NOT DISTINCT', reason: weaker });
      }
    }
  }
  return { primaryKey, uniques };
}

function whyNoKey(row: Row): string | null {
  if (row['partial'] === true)
    return 'It holds for some of the rows only; a key of a contract holds for all.';
  if (row['computed'] === true) return 'It is on an expression; a key of a contract is made of columns.';
  if (row['binds'] !== true)
    return 'It does not bind every row that a read of the table gives (inheritance, a foreign table, or an index that is not valid).';
  return null;
}
