/** A suite: the checks that one dataset's contract compiles to. */
import type { Fault, Place } from './fault.js';
import type { JsonObject, JsonScalar } from './json.js';
import type { PathStep } from './contract.js';
import type { LogicalType } from './type.js';

export type Unit = 'rows' | 'percent' | 'value' | 'seconds';

/** What an observed value must be. Numbers that a double can not hold, decimals, dates and timestamps are strings. */
export type Limit =
  | { readonly op: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly value: JsonScalar }
  | { readonly op: 'between' | 'notBetween'; readonly low: JsonScalar; readonly high: JsonScalar };

export type Severity = 'warn' | 'fail';

export interface Check {
  readonly kind: string;
  /** Stable over edits of the limit; unique in a project. */
  readonly id: string;
  readonly dataset: string;
  /** Physical path (`amount`, `lines[].sku`); null for a check of the whole dataset. */
  readonly column: string | null;
  readonly steps: readonly PathStep[] | null;
  /** Declared logical type of the column, where one is. */
  readonly columnType: LogicalType | null;
  /** Of the columns that the check names, the first classification other than public; null where all of them are public or have none. Not
   * known (absent) is treated as not public: what is kept or shown of values is then a digest. */
  readonly classification?: string | null;
  /** The kind's options, validated against its options.schema.json. */
  readonly args: JsonObject;
  /** Null only for kinds that judge by themselves (a declared limit of their own). */
  readonly limit: Limit;
  readonly unit: Unit;
  /** What a breach means. */
  readonly severity: Severity;
  /** As the contract wrote it. */
  readonly severityLabel: string | null;
  readonly dimension: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** The clause that it comes from. */
  readonly clause: Place;
}

/** A clause that nothing executes, said aloud. */
export interface NotExecuted {
  readonly clause: Place;
  readonly reason: string;
}

/** What one clause became: the coverage that `assay compile` prints. */
export interface Coverage {
  readonly clause: Place;
  /** The clause in a few words: `order_id: required`. */
  readonly text: string;
  readonly checks: readonly string[];
  readonly notExecuted: string | null;
}

/** A declared column, as checks and plans need it. */
export interface SuiteColumn {
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly logicalType: LogicalType | null;
  readonly physicalType: string | null;
  readonly options: JsonObject;
  readonly classification: string | null;
}

export interface Suite {
  readonly kind: 'Suite';
  readonly dataset: string;
  /** Of checks and key columns, without places: moving a clause in its file changes nothing. */
  readonly digest: string;
  readonly checks: readonly Check[];
  readonly columns: readonly SuiteColumn[];
  /** Paths: primary key, else unique columns, else none. For samples and table fingerprints. */
  readonly keyColumns: readonly string[];
  readonly partition: readonly string[];
  readonly coverage: readonly Coverage[];
  readonly notExecuted: readonly NotExecuted[];
}

export type CompileResult = { readonly suites: readonly Suite[]; readonly faults: readonly Fault[] };
