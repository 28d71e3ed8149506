/** The seam to where data lives. One file an engine; all of them pass `test/conformance/engine.test.ts`. */
import type { JsonScalar } from '../model/json.js';
import type { Batch } from '../model/measure.js';
import type { DialectName } from '../model/plan.js';
import type { UnknownReason } from '../model/reading.js';
import type { DataVersion, TableInfo } from '../model/table.js';
import type { JsonObject } from '../model/json.js';
import type { ServerSettings } from '../model/project.js';

/** A result row. Big integers and decimals that a double can not hold come as strings, dates and times as ISO 8601, NaN and infinities as
 * `"NaN"`, `"Infinity"`, `"-Infinity"`; lists and structs as JSON. */
export type Row = {
  readonly [alias: string]: JsonScalar | readonly unknown[] | { readonly [key: string]: unknown };
};

/** A contract's server with the project's settings for it, secrets resolved. */
export interface ServerConfig {
  readonly name: string;
  readonly type: string;
  /** The contract's keys: path, format, delimiter, host, port, database, schema, … */
  readonly contract: JsonObject;
  readonly settings: ServerSettings;
  /** Relative paths start here. */
  readonly root: string;
}

/** Which table of a server; `columns` are the declared physical top-level names. */
export interface SourceRef {
  /** The session's own server, or one of those that it was opened with as `related`. */
  readonly server: ServerConfig;
  readonly object: string;
  readonly physicalName: string;
  /** Already substituted for `${batch.…}`; prunes Hive-style paths. */
  readonly batch: Batch | null;
  readonly partition: readonly string[];
  /** Only what `dataVersion` needs: of files neither columns nor statistics are read then. */
  readonly versionOnly?: boolean;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** 0..1, where the engine tells. */
  readonly onProgress?: (done: number) => void;
  /** The statement holds SQL of the author: checked to be one read-only statement before it runs. */
  readonly guarded?: boolean;
}

/** Why a statement gave nothing. `message` is safe to show: no values of rows, no secrets. */
export class EngineError extends Error {
  readonly reason: UnknownReason;
  constructor(reason: UnknownReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.reason = reason;
  }
}

/** One run's view of one source: one snapshot where the source has such a thing. */
export interface EngineSession {
  readonly dialect: DialectName;
  /** Columns, types and exact metadata; `exists: false` where there is no such table or file. @throws EngineError unreachable, permission_denied */
  describe(source: SourceRef): Promise<TableInfo>;
  /** The version of what a scan of this table would read. For a database table a fingerprint over `keyColumns` (all columns where none). */
  dataVersion(table: TableInfo, keyColumns: readonly string[], options: RunOptions): Promise<DataVersion>;
  /** Runs one statement. @throws EngineError */
  run(sql: string, options: RunOptions): Promise<readonly Row[]>;
  /** Says why an author's SQL is not one read-only statement; null where it is. Touches no data. `form` is a whole query or a predicate. */
  inspect(sql: string, form: 'query' | 'predicate'): Promise<string | null>;
  close(): Promise<void>;
}

/** SQL that an author wrote: a whole query, or a predicate over one row. */
export interface AuthorSql {
  readonly sql: string;
  readonly form: 'query' | 'predicate';
}

export interface Engine {
  readonly name: DialectName;
  /** ODCS server types that it runs. */
  readonly serverTypes: readonly string[];
  /** Why this server can not be run (a format it lacks, a missing key), as a sentence; null where it can. */
  accepts(server: ServerConfig): string | null;
  /** True when one session on `a` can also read the tables of `b`, so that a reference or a baseline may cross from one to the other:
   * files and files; two schemas of one database. */
  reaches(a: ServerConfig, b: ServerConfig): boolean;
  /** Says of each text why it is not one read-only statement, without any source; null where it is. */
  inspect(texts: readonly AuthorSql[]): Promise<readonly (string | null)[]>;
  /** The version that a session would give, where it can be told without one; null: there are no data; undefined: it takes a session. */
  quickVersion?(source: SourceRef): Promise<DataVersion | null | undefined>;
  /** Opens a session that reads the tables of `server` and of `related`, and nothing else. @throws EngineError unreachable, permission_denied */
  open(server: ServerConfig, related: readonly ServerConfig[]): Promise<EngineSession>;
}
