/** The plan as a value: which scans answer which measures, for whom. `explain` prints it, `check` runs it. */
import type { SuiteColumn } from './check.js';
import type { Batch, Measure } from './measure.js';
import type { Reading } from './reading.js';
import type { TableInfo } from './table.js';

export type DialectName = 'duckdb' | 'postgres';

/** Rows of one dataset that measures are taken over. */
export interface Target {
  readonly dataset: string;
  /** The dataset's bare name, as the author's SQL may write it. */
  readonly object: string;
  readonly table: TableInfo;
  readonly columns: readonly SuiteColumn[];
  /** Filter by partition columns; null where the paths are already pruned to it, or for the whole dataset. */
  readonly batch: Batch | null;
  /** The caller's `--where`. */
  readonly where: string | null;
}

/** Which measures share one statement, and why. */
export interface Scan {
  readonly purpose:
    | 'metadata'
    | 'scan'
    | 'keys'
    | 'reference'
    | 'frequencies'
    | 'histogram'
    | 'query'
    | 'sequence'
    | 'sample';
  readonly target: Target;
  /** The targets that a measure's own scope or reference names: by `targetKey`. */
  readonly others: { readonly [key: string]: Target };
  readonly measures: readonly Measure[];
  /** Ids of the checks that it serves. */
  readonly serves: readonly string[];
}

export interface Plan {
  readonly kind: 'Plan';
  readonly dataset: string;
  /** Answered without any statement: from footers or the catalogue, or known to be unanswerable. */
  readonly answered: readonly Reading[];
  readonly scans: readonly Scan[];
}

/** A scan as SQL for one dialect, and how its result is read back. */
export interface Statement {
  readonly scan: Scan;
  readonly dialect: DialectName;
  /** One statement, values inlined as literals: what is printed is what is run. */
  readonly sql: string;
}

/** Where a measure's scope finds its target in `Scan.others`. */
export function targetKey(dataset: string, batch: Batch | null): string {
  if (batch === null) return dataset;
  const parts = Object.keys(batch)
    .sort()
    .map((key) => `${key}=${batch[key] ?? ''}`);
  return `${dataset}@${parts.join(',')}`;
}
