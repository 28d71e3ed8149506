/** Faults in the order in which an author works through them: by file, line and column. */
import type { Fault } from '../model/fault.js';

export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort(
    (a, b) =>
      order(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** By code point: the same on every machine, whatever its language. */
function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
