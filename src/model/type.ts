/** Column types: what a contract declares and what a source really has. */

/** ODCS v3.1.0 logical types. */
export type LogicalType =
  'string' | 'date' | 'timestamp' | 'time' | 'number' | 'integer' | 'object' | 'array' | 'boolean';

/**
 * A physical type in one canonical form, whatever the source calls it: `INT8`, `BIGINT` and `int8` of
 * PostgreSQL are all `{name: 'bigint'}`.
 */
export interface SourceType {
  /** Canonical lower-case name: boolean, tinyint, smallint, integer, bigint, hugeint, utinyint, usmallint, uinteger,
   * ubigint, uhugeint, real, double, decimal, varchar, char, text, uuid, json, blob, date, time, timestamp, interval, bit, enum, struct, list,
   * map, union; else the source's own name in lower case. */
  readonly name: string;
  /** As the source writes it, for people. */
  readonly text: string;
  /** Of varchar(n) and char(n). */
  readonly length?: number;
  /** Of decimal(p, s). */
  readonly precision?: number;
  readonly scale?: number;
  /** Timestamps and times: with time zone? */
  readonly zone?: boolean;
  /** Of struct. */
  readonly fields?: readonly { readonly name: string; readonly type: SourceType }[];
  /** Of list, and the values of map. */
  readonly items?: SourceType;
}
