/** Verdicts and runs: what the checks found. */
import type { Fault, Place } from './fault.js';
import type { Json, JsonObject, JsonScalar } from './json.js';
import type { Batch, Count } from './measure.js';
import type { NotExecuted, Unit } from './check.js';
import type { UnknownReason } from './reading.js';
import type { DataVersion } from './table.js';

export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';

/** Worst first: fail > unknown > warn > pass. */
const ORDER: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass'];

/** The worst of some verdicts; pass for none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  const seen = new Set(verdicts);
  return ORDER.find((v) => seen.has(v)) ?? 'pass';
}

/** One check's result; the shape of `runs[].checks[]` in the report. */
export interface CheckResult {
  readonly id: string;
  readonly kind: string;
  readonly column: string | null;
  readonly name: string | null;
  readonly tags: readonly string[];
  readonly dimension: string;
  readonly severity: string;
  readonly clause: Place;
  readonly verdict: Verdict;
  /** A code when unknown. */
  readonly reason: UnknownReason | null;
  readonly observed: JsonScalar;
  readonly unit: Unit;
  /** The limit in words: `= 0`, `between 0 and 60`. */
  readonly expected: string;
  readonly rows: { readonly bad: Count; readonly total: Count } | null;
  readonly details: JsonObject;
  readonly samples: readonly Json[];
  readonly message: string;
}

export interface Summary {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly unknown: number;
}

/** One dataset checked once; the shape of `runs[]` in the report. */
export interface Run {
  readonly runId: string;
  readonly dataset: string;
  readonly object: string;
  readonly server: string;
  readonly batch: Batch | null;
  readonly where: string | null;
  /** The moment the run is judged at, and its place in the series. */
  readonly asOf: string;
  readonly contract: {
    readonly id: string;
    readonly version: string;
    readonly file: string;
    readonly digest: string;
  };
  readonly suiteDigest: string;
  /** Null where the data could not be reached. */
  readonly dataVersion: DataVersion | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly checks: readonly CheckResult[];
  readonly notExecuted: readonly NotExecuted[];
  readonly cost: { readonly statements: number; readonly scans: number; readonly millis: number };
}

export interface Report {
  readonly kind: 'AssayReport';
  readonly schemaVersion: 1;
  readonly assay: string;
  readonly verdict: Verdict;
  readonly faults: readonly Fault[];
  readonly runs: readonly Run[];
}
