/** How dialects differ: flags and small forms, each with its reason. Everything else of the SQL is the same for both. */
import type { DialectName } from '../model/plan.js';
import type { LogicalType } from '../model/type.js';
import type { Compiler } from './compiler.js';
import type { Sql } from './sql-text.js';

export interface Dialect extends Compiler {
  readonly name: DialectName;
  /** Names of the types that casts need. `exact` holds every integer that text may spell. */
  readonly types: { readonly double: Sql; readonly text: Sql; readonly exact: Sql; readonly integer: Sql };
  /** Follows a text that is ordered: both engines order by code point then. */
  readonly byCodePoint: Sql;
  /** Pattern matching is by automaton: no lookaround, no references back. */
  readonly regex: 're2' | 'are';
  /** Aggregates of doubles fail on NaN and infinities, so that these must be led past them. */
  readonly guardsFinite: boolean;
  /** Tables stand in an order of their own. */
  readonly hasRowOrder: boolean;
  /** `count(distinct)` sorts in memory that a grouping would spill: a million unique keys take a third of the time. */
  readonly countsDistinctFirst: boolean;
  /** Unquoted names are folded to lower case. */
  readonly foldsCase: boolean;

  readonly countIf: (predicate: Sql) => Sql;
  readonly matches: (text: Sql, pattern: string) => Sql;
  /** Characters of a text. */
  readonly characters: (text: Sql) => Sql;
  readonly isFinite: (value: Sql) => Sql;
  readonly least: (value: Sql, isBoolean: boolean) => Sql;
  readonly greatest: (value: Sql, isBoolean: boolean) => Sql;
  readonly quantile: (value: Sql, q: Sql, approximate: boolean) => Sql;
  /** Several quantiles, as an array in order; items are taken with `itemAt` (from 1). */
  readonly quantiles: (value: Sql, qs: readonly Sql[]) => Sql;
  /** Text as a value of a type: only called on text that was found to read as it. */
  readonly castText: (text: Sql, type: Sql) => Sql;
  /** A double as the decimal that its shortest text spells; only for values below 1e15. */
  readonly shortestDecimal: (value: Sql) => Sql;
  /** Microseconds since 1970 (UTC), an integer. */
  readonly micros: (moment: Sql, isZoned: boolean) => Sql;
  /** A moment with a zone as a naive one in UTC. */
  readonly inUtc: (moment: Sql) => Sql;
  /** Months since year 0 of a naive moment or date, an integer. */
  readonly months: (moment: Sql) => Sql;
  /** Whole quotient, rounded down, of two integers (the second above 0). */
  readonly floorDiv: (value: Sql, by: Sql) => Sql;

  readonly field: (struct: Sql, name: string) => Sql;
  readonly mapValue: (map: Sql, key: string) => Sql;
  readonly listLength: (list: Sql) => Sql;
  readonly listIsUnique: (list: Sql) => Sql;
  readonly mapLength: (map: Sql) => Sql;
  readonly mapHasKey: (map: Sql, key: string) => Sql;
  readonly jsonField: (node: Sql, key: string) => Sql;
  readonly jsonText: (node: Sql) => Sql;
  /** object, array, string, number, boolean, null. */
  readonly jsonTypeIs: (node: Sql, types: readonly JsonType[]) => Sql;
  readonly jsonLength: (node: Sql) => Sql;
  readonly jsonHasKey: (node: Sql, key: string) => Sql;
  readonly jsonIsUnique: (node: Sql) => Sql;
  readonly isJson: (text: Sql) => Sql;
  /** Text as a JSON node; null where it is none. */
  readonly parseJson: (text: Sql) => Sql;
  /** True where `predicate` holds for some item; the item is called `item`. */
  readonly some: (list: Sql, isJson: boolean, item: Sql, predicate: Sql) => Sql;
  /** Joins the items of a list to its row, as `item`. */
  readonly unnest: (list: Sql, isJson: boolean, item: Sql) => Sql;
}

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean';

/** Logical types that text is cast to, besides text itself. */
export type CastType = Exclude<LogicalType, 'string' | 'object' | 'array'>;
