/** Faults: an author's or a caller's mistakes, as values; all of them at once, each with its place and its cure. */

/** Where in a source text something stands. `path` is a JSON pointer into the document (`/schema/0/quality/1`). */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly path: string;
}

export interface Fault {
  /** Stable, kebab-case (`unknown-key`). */
  readonly code: string;
  /** A sentence that says what is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
}

/** Either a value, or every fault that stands in its way. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Builds a fault at a place; `place` may be missing for faults of the command line. */
export function fault(code: string, message: string, place?: Partial<Place>, hint?: string): Fault {
  return { code, message, ...(hint === undefined ? {} : { hint }), ...place };
}

/** Thrown where faults must cross a call that can not return them; the outermost layer turns it back into values. */
export class FaultError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map((f) => f.message).join('\n'));
    this.name = 'FaultError';
    this.faults = faults;
  }
}
