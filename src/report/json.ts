/** The report for programs; its shape is `report.schema.json`. */
import type { Report } from '../model/verdict.js';

/** Pretty-printed JSON. Lone surrogates and control characters are escaped, so that every reader takes it. */
export function json(report: Report): string {
  return JSON.stringify(report, null, 2);
}
