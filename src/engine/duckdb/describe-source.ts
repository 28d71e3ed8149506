/** What a source is: files of a format, or a table of a database. */
import type { Relation, TableInfo } from '../../model/table.js';
import { EngineError, type Row, type SourceRef } from '../engine.js';
import { describeParquet } from './describe-parquet.js';
import { describeTable } from './describe-table.js';
import { describeCsv, describeJson } from './describe-text.js';
import { duckdbFind, listFiles } from './list-files.js';
import { databaseFile, schemaOf } from './open-instance.js';
import { type FileFormat, fileFormat, sourceGlobs } from './source-path.js';

type Query = (sql: string) => Promise<readonly Row[]>;

/** Describes it; `exists: false` where no file matches or the catalogue has no such table. */
export function describeSource(
  query: Query,
  catalogs: ReadonlyMap<string, string>,
  source: SourceRef,
): Promise<TableInfo> {
  const { server, physicalName } = source;
  if (server.type !== 'duckdb') return describeFiles(query, source);
  const inMemory = server.contract['database'] === ':memory:';
  const catalog = inMemory ? 'memory' : catalogs.get(databaseFile(server));
  if (catalog === undefined)
    throw new EngineError('engine_error', `The session was not opened for the server ${server.name}.`);
  return describeTable(query, catalog, schemaOf(server), physicalName);
}

async function describeFiles(query: Query, source: SourceRef): Promise<TableInfo> {
  const format = fileFormat(source.server);
  if (format === null)
    throw new EngineError('unsupported', `The format of ${source.server.name} is not read here.`);
  const asked = sourceGlobs(source, format);
  const list = await listFiles(duckdbFind(query), asked, source.batch);
  const label = labelOf(asked.globs[0] ?? '', source);
  if (list.files.length === 0) return missing(format, label, list.globs);
  if (source.versionOnly === true)
    return { ...missing(format, label, list.globs), exists: true, files: list.files.length };
  if (format === 'parquet') return describeParquet(query, label, list);
  if (format === 'csv') return describeCsv(query, label, list, source.server);
  return describeJson(query, label, list, format);
}

function labelOf(glob: string, source: SourceRef): string {
  const batch = Object.entries(source.batch ?? {}).map(([key, value]) => `${key}=${value}`);
  const path = glob.replace(/\[([*?[])\]/g, '$1');
  return batch.length === 0 ? path : `${path} (${batch.join(', ')})`;
}

function missing(format: FileFormat, label: string, paths: readonly string[]): TableInfo {
  const relation: Relation = { relation: 'files', format, paths, hive: [], unionByName: false };
  const text = format === 'parquet' ? null : format === 'csv' ? 'csv' : 'json';
  return { exists: false, label, relation, text, columns: [], files: 0 };
}
