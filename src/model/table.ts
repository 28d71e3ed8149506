/** What an engine knows of a table before it scans it. */
import type { Count } from './measure.js';
import type { JsonScalar } from './json.js';
import type { SourceType } from './type.js';

/** Where the rows of a dataset lie, for a dialect to write into FROM. */
export type Relation =
  | { readonly relation: 'table'; readonly catalog?: string; readonly schema?: string; readonly name: string }
  | {
      readonly relation: 'files';
      readonly format: 'parquet' | 'csv' | 'json' | 'ndjson';
      /** Absolute paths or globs; already pruned to the batch where the paths allow it. */
      readonly paths: readonly string[];
      /** Hive-style columns of the paths. */
      readonly hive: readonly string[];
      readonly unionByName: boolean;
      /** CSV: delimiter, header. */
      readonly csv?: { readonly delimiter?: string; readonly header?: boolean };
      /** Columns of a text format, in order, so that the scan reads them as text and never guesses. */
      readonly columns?: readonly string[];
    };

export interface ColumnInfo {
  readonly name: string;
  /** Null where the source has only text (CSV, JSON). */
  readonly type: SourceType | null;
  /** Exact statistics of the whole relation, from footers or the catalogue; absent where not known exactly. */
  readonly nulls?: Count;
  readonly min?: JsonScalar;
  readonly max?: JsonScalar;
  /** A validated NOT NULL constraint, or the like. */
  readonly notNull?: boolean;
  /** Comes from the path, not from the file. */
  readonly fromPath?: boolean;
  /** Only some of the files have it. */
  readonly partial?: boolean;
}

export interface TableInfo {
  readonly exists: boolean;
  /** Says what was looked for, for people: a table name or a glob. */
  readonly label: string;
  readonly relation: Relation;
  /** Null: the engine's types are the judge. `csv` and `json` have text only. */
  readonly text: 'csv' | 'json' | null;
  readonly columns: readonly ColumnInfo[];
  /** Exact row count of the whole relation, from metadata; absent where only a scan would tell. */
  readonly rows?: Count;
  /** Column sets with a valid, immediate, unconditional unique index over NOT-NULL-safe columns. */
  readonly uniqueKeys?: readonly (readonly string[])[];
  readonly files?: number;
}

/** The data's version, to bind a verdict to. */
export interface DataVersion {
  readonly kind: 'files' | 'table' | 'snapshot';
  /** `sha256:…`. */
  readonly id: string;
}
