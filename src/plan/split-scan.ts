/** What becomes of a scan that failed: halves to try again, or unknown readings. */
import { measureId } from '../model/measure.js';
import type { Scan } from '../model/plan.js';
import type { Reading, Unknown } from '../model/reading.js';

/** Two scans of half the measures each; the scan itself where it has only one measure. `serves` stays that of the whole. */
export function splitScan(scan: Scan): readonly Scan[] {
  const { measures } = scan;
  if (measures.length < 2) return [scan];
  const middle = Math.ceil(measures.length / 2);
  return [measures.slice(0, middle), measures.slice(middle)].map((half) => ({ ...scan, measures: half }));
}

/** Every measure of the scan as unknown, for one reason. */
export function scanUnknown(scan: Scan, unknown: Unknown): readonly Reading[] {
  return scan.measures.map((measure) => ({ measure: measureId(measure), ok: false, unknown }));
}
