/**
 * Measures: what a check wants to know of the data, said without SQL. A measure's id is the digest of its content:
 * two checks that ask the same thing share one measurement.
 */
import { digest } from './digest.js';
import type { PathStep } from './contract.js';
import type { JsonScalar } from './json.js';
import type { LogicalType } from './type.js';

/** A batch: partition key → value, as given by `--batch date=2001-01-15`. */
export type Batch = { readonly [column: string]: string };

/** Which rows a measure is taken over, where these are not simply the rows of the run. */
export interface Scope {
  /** Key of another dataset of the project. */
  readonly dataset?: string;
  /** Another batch of the same dataset; null: the whole dataset. */
  readonly batch?: Batch | null;
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * An expression over one row. Three-valued as in SQL: a comparison with NULL is neither true nor false, and a
 * count counts only the rows for which its predicate is true.
 */
export type Expr =
  /** A column's value (typed by the contract where the source has only text). */
  | { readonly expr: 'column'; readonly steps: readonly PathStep[] }
  /** A column's text as it stands in a source without types (CSV, JSON); elsewhere the same as `column`. */
  | { readonly expr: 'raw'; readonly steps: readonly PathStep[] }
  /** A literal. Numbers that a double can not hold and dates are strings with a `type`. */
  | {
      readonly expr: 'literal';
      readonly value: JsonScalar;
      readonly type?: 'number' | 'date' | 'timestamp' | 'timestamptz' | 'time' | 'string';
    }
  /** Characters of a string, items of an array, keys of an object. */
  | { readonly expr: 'length'; readonly of: Expr }
  | { readonly expr: 'isNull'; readonly of: Expr }
  | { readonly expr: 'in'; readonly of: Expr; readonly values: readonly JsonScalar[] }
  | { readonly expr: 'compare'; readonly op: CompareOp; readonly left: Expr; readonly right: Expr }
  /** Unanchored ECMA-262 search. */
  | { readonly expr: 'matches'; readonly of: Expr; readonly pattern: string }
  /** A string format: email, uuid, uri, hostname, ipv4, ipv6, json, date, time, date-time. */
  | { readonly expr: 'format'; readonly of: Expr; readonly format: string }
  | { readonly expr: 'multipleOf'; readonly of: Expr; readonly by: string }
  /** Text that reads as the logical type (for sources without types: CSV; for JSON also the JSON kind fits). */
  | { readonly expr: 'readsAs'; readonly of: Expr; readonly type: LogicalType }
  /** An array without two equal items. */
  | { readonly expr: 'uniqueItems'; readonly of: Expr }
  /** An object that has this key (with any value). */
  | { readonly expr: 'hasKey'; readonly of: Expr; readonly key: string }
  /** The author's own SQL predicate; `column` is what `${column}` stands for. */
  | { readonly expr: 'sql'; readonly sql: string; readonly column?: readonly PathStep[] }
  | { readonly expr: 'and'; readonly all: readonly Expr[] }
  | { readonly expr: 'or'; readonly any: readonly Expr[] }
  | { readonly expr: 'not'; readonly of: Expr };

export type AggregateFn =
  | 'count'
  | 'min'
  | 'max'
  | 'sum'
  | 'mean'
  | 'median'
  | 'quantile'
  | 'stddev'
  | 'variance'
  | 'skewness'
  | 'correlation';

/** Bin edges of a histogram: given (frozen with a baseline), or quantiles of the rows of a scope. */
export type Edges =
  { readonly given: readonly (number | string)[] } | { readonly quantiles: number; readonly of?: Scope };

/**
 * What is measured, and the value that its reading carries. Counts are exact integers: a number, or a string where a
 * double can not hold it. A path with an `[]` step: predicates hold for a row when they hold for **some** item.
 */
export type Measure = { readonly scope?: Scope } &
  /** Rows in scope, or those for which `where` is true → count. */
  (
    | { readonly measure: 'count'; readonly where?: Expr }
    /** → scalar, null over no values. NULLs are left out. `of` may be a string or date for count, min, max. */
    | {
        readonly measure: 'aggregate';
        readonly fn: AggregateFn;
        readonly of: Expr;
        readonly with?: Expr;
        readonly q?: number;
        readonly where?: Expr;
        readonly approximate?: boolean;
      }
    /** Key tuple statistics → KeysValue. A tuple with a NULL part is not counted. */
    | { readonly measure: 'keys'; readonly columns: readonly Expr[]; readonly where?: Expr }
    /** Referential integrity → OrphansValue. */
    | {
        readonly measure: 'orphans';
        readonly columns: readonly Expr[];
        readonly to: { readonly dataset: string; readonly columns: readonly Expr[] };
      }
    /** Values with their counts, the most frequent first (ties by value) → FrequenciesValue. */
    | {
        readonly measure: 'frequencies';
        readonly of: Expr;
        readonly limit: number;
        readonly segmentBy?: Expr;
        readonly where?: Expr;
      }
    /** Numeric bins `[e0,e1) … [en-1,en]` with open ends below and above → HistogramValue[] (one a segment). */
    | {
        readonly measure: 'histogram';
        readonly of: Expr;
        readonly edges: Edges;
        readonly segmentBy?: Expr;
        readonly where?: Expr;
      }
    /** The author's query: one row, one cell → QueryValue. */
    | { readonly measure: 'query'; readonly sql: string; readonly column?: readonly PathStep[] }
    /** Rows that the author's query returns → count. */
    | { readonly measure: 'queryRows'; readonly sql: string; readonly column?: readonly PathStep[] }
    /** The table as it is: columns, types, order → TableInfo. Never needs a scan. */
    | { readonly measure: 'schema' }
    /** Steps of `every` (ISO 8601 duration) between the first and the last value that no row has → SequenceValue. */
    | { readonly measure: 'gaps'; readonly column: Expr; readonly every: string }
    /** Rows whose value is not above (below) that of the row before, NULLs stepped over → SequenceValue. */
    | {
        readonly measure: 'order';
        readonly column: Expr;
        readonly orderBy: Expr | null;
        readonly direction: 'up' | 'down';
        readonly strictly: boolean;
      }
    /** Rows of a key whose interval [from, to) begins before an earlier one of the key has ended; NULL `to` is open → SequenceValue. */
    | { readonly measure: 'overlaps'; readonly key: readonly Expr[]; readonly from: Expr; readonly to: Expr }
    /** Keys whose number of rows with a true `current` is not exactly one → SequenceValue. */
    | { readonly measure: 'current'; readonly key: readonly Expr[]; readonly current: Expr }
  );

/**
 * What shows the rows that break a rule: a predicate that is true for each of them, or a measure of keys, for the rows of its repeated keys or its
 * orphans.
 */
export type BadRows = Expr | (Measure & { readonly measure: 'keys' | 'orphans' });

/** A count: exact; a string beyond 2^53. */
export type Count = number | string;

export interface KeysValue {
  /** Rows whose key has no NULL part. */
  readonly rows: Count;
  /** Distinct keys among them. */
  readonly keys: Count;
  /** Keys that stand more than once. */
  readonly repeated: Count;
}
export interface OrphansValue {
  /** Rows whose key has no NULL part. */
  readonly rows: Count;
  readonly orphans: Count;
}
export interface FrequenciesValue {
  /** One entry a segment; `segment` is null where none was asked for. */
  readonly segments: readonly {
    readonly segment: JsonScalar;
    readonly values: readonly { readonly value: JsonScalar; readonly count: Count }[];
    readonly nulls: Count;
    /** Rows with a value. */
    readonly total: Count;
    readonly distinct: Count;
  }[];
}
export interface HistogramValue {
  readonly edges: readonly (number | string)[];
  readonly segments: readonly {
    readonly segment: JsonScalar;
    /** Below the first edge, then one a bin, then above the last edge: edges.length + 1 numbers. */
    readonly counts: readonly Count[];
    readonly nulls: Count;
    /** Of the values, as doubles; null over no values. Used by wasserstein. */
    readonly mean: number | null;
    readonly stddev: number | null;
  }[];
}
export type QueryValue = { readonly value: JsonScalar };
export interface SequenceValue {
  readonly violations: Count;
  /** What was looked at: rows, steps or keys. */
  readonly total: Count;
  /** The first offender, where one value tells it (ISO 8601 for times). */
  readonly first: JsonScalar;
}

/** The id of a measure: equal content, equal id. */
export function measureId(measure: Measure): string {
  return digest(measure);
}
