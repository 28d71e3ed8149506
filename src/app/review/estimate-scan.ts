/** How large a dataset is, told from metadata: file sizes, Parquet footers, the catalogue of a database. No row is read. */
import { engineFor } from '../../engine/engines.js';
import type { EngineSession, Row } from '../../engine/engine.js';
import type { Batch } from '../../model/measure.js';
import type { Relation } from '../../model/table.js';
import type { Source } from '../../run/run-services.js';

/** Null: metadata does not tell. */
export interface ScanEstimate {
  readonly rows: number | null;
  readonly bytes: number | null;
}

const TIMEOUT_MS = 30_000;

/** Null where there is nothing. @throws EngineError where the source does not answer */
export async function estimateScan(source: Source, batch: Batch | null): Promise<ScanEstimate | null> {
  const { server, dataset, suite } = source;
  const engine = engineFor(server.type);
  if (engine === null) return { rows: null, bytes: null };
  const session = await engine.open(server, []);
  try {
    const { exists, relation } = await session.describe({
      server,
      object: dataset.name,
      physicalName: dataset.physicalName,
      batch,
      partition: suite.partition,
      versionOnly: true,
    });
    if (!exists) return null;
    if (relation.relation === 'files') return await filesSize(relation, session);
    return await (session.dialect === 'postgres' ? postgresSize : duckdbSize)(relation, session);
  } finally {
    await session.close();
  }
}

type Files = Extract<Relation, { relation: 'files' }>;
type Table = Extract<Relation, { relation: 'table' }>;

async function filesSize({ format, paths }: Files, session: EngineSession): Promise<ScanEstimate> {
  const list = `[${paths.map(literal).join(', ')}]`;
  const [sizes] = await ask(session, `select sum(size)::bigint as n from read_blob(${list})`);
  if (format !== 'parquet') return { rows: null, bytes: numberOf(sizes) };
  const [rows] = await ask(session, `select sum(num_rows)::bigint as n from parquet_file_metadata(${list})`);
  return { rows: numberOf(rows), bytes: numberOf(sizes) };
}

/** Views have no size of their own. */
async function duckdbSize({ catalog, schema, name }: Table, session: EngineSession): Promise<ScanEstimate> {
  const where = [
    `table_name = ${literal(name)}`,
    ...(catalog === undefined ? [] : [`database_name = ${literal(catalog)}`]),
    ...(schema === undefined ? [] : [`schema_name = ${literal(schema)}`]),
  ];
  const [row] = await ask(
    session,
    `select max(estimated_size)::bigint as n from duckdb_tables() where ${where.join(' and ')}`,
  );
  return { rows: numberOf(row), bytes: null };
}

/** The planner's count, and what the table takes on disk, with all its partitions. A table that was never analysed has no count; a view or a foreign table neither. */
async function postgresSize({ schema, name }: Table, session: EngineSession): Promise<ScanEstimate> {
  const [row] = await ask(
    session,
    `with t as (
       select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relname = ${literal(name)} and n.nspname = ${literal(schema ?? 'public')}),
     parts as (select oid from t union select p.relid from t, pg_catalog.pg_partition_tree(t.oid) p)
     select case when bool_and(c.relkind in ('r', 'm', 'p')) and min(c.reltuples) filter (where c.relkind <> 'p') >= 0
              then sum(c.reltuples) filter (where c.relkind <> 'p') end::bigint as n,
            case when bool_and(c.relkind in ('r', 'm', 'p')) then sum(pg_catalog.pg_table_size(c.oid)) end::bigint as bytes
     from parts join pg_catalog.pg_class c on c.oid = parts.oid`,
  );
  return { rows: numberOf(row), bytes: numberOf(row, 'bytes') };
}

const ask = (session: EngineSession, sql: string): Promise<readonly Row[]> =>
  session.run(sql, { timeoutMs: TIMEOUT_MS });

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function numberOf(row: Row | undefined, column = 'n'): number | null {
  const value = row?.[column];
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : null;
}
