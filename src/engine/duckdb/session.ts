/** One run's view of files or of a DuckDB database: describe, version, run, inspect. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DataVersion, TableInfo } from '../../model/table.js';
import { withDeadline } from '../deadline.js';
import { EngineError, type EngineSession, type Row, type RunOptions, type SourceRef } from '../engine.js';
import { serial } from '../serial.js';
import { filesVersion, tableVersion } from './data-version.js';
import { describeSource } from './describe-source.js';
import { duckdbError } from './duckdb-error.js';
import { inspectDuckdb } from './inspect.js';
import { duckdbFind, listFiles } from './list-files.js';
import { textLiteral } from './literal.js';
import type { OpenDuckdb } from './open-instance.js';
import { rowValue } from './row-value.js';

/** How often a caller hears of progress. */
const PROGRESS_MS = 100;
/** For the engine's own looks at catalogues and footers. */
const METADATA_MS = 120_000;

/** A session over an open, locked DuckDB. `root` is where the paths of a data version start. */
export function duckdbSession(open: OpenDuckdb, root: string): EngineSession {
  const { connection } = open;
  const inTurn = serial();
  let closed = false;
  const execute = (sql: string, options: RunOptions): Promise<readonly Row[]> =>
    inTurn(async () => {
      if (closed) throw new EngineError('cancelled', 'The session is closed.');
      return withProgress(connection, options, () =>
        withDeadline(options, {
          work: () => readRows(connection, sql),
          cancel: () => connection.interrupt(),
        }),
      );
    });
  const query = (sql: string): Promise<readonly Row[]> => execute(sql, { timeoutMs: METADATA_MS });
  const serialize = async (sql: string): Promise<unknown> => {
    const [row] = await query(`select json_serialize_sql(${textLiteral(sql)}) as tree`);
    return typeof row?.['tree'] === 'string' ? (JSON.parse(row['tree']) as unknown) : null;
  };
  return {
    dialect: 'duckdb',
    describe: (source: SourceRef): Promise<TableInfo> => describeSource(query, open.catalogs, source),
    dataVersion: (table, _keys, options) => versionOf((sql) => execute(sql, options), table, root),
    run: async (sql, options) => {
      const refused = options.guarded === true ? await inspectDuckdb(serialize, sql, 'query', true) : null;
      if (refused !== null) throw new EngineError('refused', refused);
      return execute(sql, options);
    },
    inspect: (sql, form) => inspectDuckdb(serialize, sql, form),
    close: () =>
      inTurn(async () => {
        if (closed) return;
        closed = true;
        await open.close();
      }),
  };
}

async function readRows(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  try {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.deduplicatedColumnNames();
    const floats = names.map((_, i) => reader.columnType(i).toString() === 'FLOAT');
    return reader
      .getRows()
      .map((values) =>
        Object.fromEntries(values.map((value, i) => [names[i] ?? '', rowValue(value, floats[i])])),
      );
  } catch (error) {
    throw duckdbError(error);
  }
}

async function withProgress<T>(
  connection: DuckDBConnection,
  options: RunOptions,
  work: () => Promise<T>,
): Promise<T> {
  const { onProgress } = options;
  if (onProgress === undefined) return work();
  const tick = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage >= 0) onProgress(Math.min(1, percentage / 100));
  }, PROGRESS_MS);
  try {
    return await work();
  } finally {
    clearInterval(tick);
  }
}

async function versionOf(
  query: (sql: string) => Promise<readonly Row[]>,
  table: TableInfo,
  root: string,
): Promise<DataVersion> {
  const { relation } = table;
  if (!table.exists) throw new EngineError('missing_table', `There is nothing at ${table.label}.`);
  if (relation.relation === 'table') return tableVersion(query, table);
  const { files } = await listFiles(duckdbFind(query), { globs: relation.paths, folder: false }, null);
  return filesVersion(files, root, relation.format === 'parquet');
}
