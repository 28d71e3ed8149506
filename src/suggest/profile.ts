/** A profile: what a look at the data found, column by column; the ground that every proposal stands on. */
import type { JsonScalar } from '../model/json.js';
import type { LogicalType, SourceType } from '../model/type.js';

/** A column as it is looked at. */
export interface ProfiledColumn {
  /** Place in the table, from 0. */
  readonly index: number;
  /** Physical name. */
  readonly name: string;
  /** What every value reads as; null where the values have no one type. */
  readonly type: LogicalType | null;
  /** Why it has that type, or has none. */
  readonly typeEvidence: string;
  /** The source's own type; null where the source has only text. */
  readonly source: SourceType | null;
  /** A key of JSON objects: where no row has it, there is no such column. */
  readonly optional: boolean;
  /** Comes from the path of the files. */
  readonly fromPath: boolean;
}

/** Of a column of numbers, NULLs left out. */
export interface NumberFacts {
  readonly min: number;
  readonly max: number;
  readonly q01: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q99: number;
  /** Of a sample; 0 for a single value. */
  readonly stddev: number;
}

/** Of a column of texts: counts of values that have a form, lengths in characters. */
export interface TextFacts {
  readonly minLength: number;
  readonly maxLength: number;
  /** Values that read wholly as the format: email, uuid, uri, ipv4, ipv6, date, date-time. */
  readonly formats: { readonly [format: string]: number };
  /** Values that hold an e-mail address somewhere. */
  readonly holdsEmail: number;
  readonly phoneLike: number;
  readonly blank: number;
  /** A pattern that was derived from some values and fits all of them. */
  readonly shape: string | null;
}

/** Of a column of dates or timestamps: ISO 8601. */
export interface MomentFacts {
  readonly min: string;
  readonly max: string;
}

export interface ColumnProfile extends ProfiledColumn {
  readonly nulls: number;
  /** Rows with a value. */
  readonly values: number;
  /** Different values; null where they were not counted. */
  readonly distinct: number | null;
  /** The most frequent values, at most `MOST_VALUES`; empty where they were not read. */
  readonly top: readonly { readonly value: JsonScalar; readonly count: number }[];
  readonly numbers: NumberFacts | null;
  readonly texts: TextFacts | null;
  readonly moments: MomentFacts | null;
}

/** Whether the values of some columns together name a row. */
export interface TupleFacts {
  /** Indexes of columns. */
  readonly columns: readonly number[];
  /** Rows without a NULL in any of them. */
  readonly rows: number;
  readonly keys: number;
}

export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  readonly tuples: readonly TupleFacts[];
}

/** Values of a column that are read to look at their form: enough to tell a code from a text, too few to matter. */
export const MOST_VALUES = 100;
