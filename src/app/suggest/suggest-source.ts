/** What a caller means by SOURCE: files, a table of a database, or a dataset of the project; as the server and the names of a draft. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServerConfig } from '../../engine/engine.js';
import { fault, FaultError } from '../../model/fault.js';
import type { JsonObject } from '../../model/json.js';
import type { DraftSubject } from '../../suggest/draft-document.js';
import type { LoadedProject } from '../load-project.js';
import { fileSource } from './suggest-files.js';
import { databaseFileSource, postgresSource, serverSource } from './suggest-tables.js';
import { sourcesOf } from '../sources.js';

export interface SourceWish {
  /** A path, a glob, a folder, `postgres://…`, a DuckDB file, or a dataset; null with `server` and `table`. */
  readonly source: string | null;
  readonly server: string | null;
  readonly table: string | null;
  readonly layer: string | null;
  /** What the object is to be called; default: from the source. */
  readonly name: string | null;
  readonly environment: string | null;
}

export interface SuggestSource {
  readonly subject: Omit<DraftSubject, 'about'>;
  /** With secrets: for the look, never to be written. */
  readonly server: ServerConfig;
  /** What `assay.yaml` has to say of the server: references only. Null where nothing. */
  readonly settings: JsonObject | null;
}

/** Where SOURCE is read, and where the contract will stand. */
export interface SourcePlace {
  /** Absolute; where relative paths of the caller start. */
  readonly cwd: string;
  /** Absolute; where relative paths of the contract start. */
  readonly root: string;
  /** Null where there is none yet. */
  readonly project: LoadedProject | null;
}

/** @throws FaultError */
export function resolveSource(wish: SourceWish, { cwd, root, project }: SourcePlace): SuggestSource {
  const { source, server, table } = wish;
  if (source === null && server !== null && project !== null)
    return serverSource(server, needed(table), wish, project);
  if (source === null || source === '')
    throw refused(
      'no-source',
      'Name a file, a glob, a database or a dataset.',
      'For a table of a server of the project write --server NAME --table TABLE.',
    );
  if (/^postgres(ql)?:\/\//i.test(source)) return postgresSource(source, needed(table), wish, root);
  if (/\.(duckdb|ddb)$/i.test(source))
    return databaseFileSource(resolve(cwd, source), needed(table), wish, root);
  if (table !== null)
    throw refused('stray-table', '--table belongs to a database; a file is its own table.', 'Leave it out.');
  const isFile = existsSync(resolve(cwd, source));
  if (!isFile && project !== null && isDataset(source, project)) return datasetSource(source, wish, project);
  if (server !== null)
    throw refused(
      'stray-server',
      '--server belongs to a dataset or a table.',
      'Leave it out, or add --table.',
    );
  return fileSource(resolve(cwd, source), wish, root);
}

function needed(table: string | null): string {
  if (table !== null && table !== '') return table;
  throw refused(
    'no-table',
    'A database has many tables.',
    'Name one with --table, as schema.table or table.',
  );
}

const refused = (code: string, message: string, hint: string): FaultError =>
  new FaultError([fault(code, message, {}, hint)]);

function isDataset(name: string, { contracts }: LoadedProject): boolean {
  const keys = contracts.flatMap(({ datasets }) =>
    datasets.flatMap((dataset) => [dataset.key, dataset.name]),
  );
  return keys.includes(name);
}

/** A new draft for what is already under contract: the same id, names and servers, to be compared with what stands. */
function datasetSource(name: string, wish: SourceWish, project: LoadedProject): SuggestSource {
  if (project.faults.length > 0) throw new FaultError(project.faults);
  const sources = sourcesOf(project, { server: wish.server, environment: wish.environment });
  const { contract, dataset, server } = sources.open(sources.find(name));
  const { physicalName } = dataset;
  return {
    subject: {
      id: contract.id,
      version: contract.version,
      layer: wish.layer ?? dataset.layer,
      servers: contract.servers.map((one) => ({ server: one.name, type: one.type, ...one.settings })),
      object: wish.name ?? dataset.name,
      physicalName: physicalName === (wish.name ?? dataset.name) ? null : physicalName,
    },
    server,
    settings: null,
  };
}
