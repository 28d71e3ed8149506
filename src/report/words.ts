/** Words that several reports use alike. */
import type { Place } from '../model/fault.js';
import type { Json } from '../model/json.js';
import type { Batch } from '../model/measure.js';
import type { CheckResult, Report, Run, Summary } from '../model/verdict.js';

/** `1 check`, `2 checks`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${String(n)} ${n === 1 ? one : many}`;
}

/** `contracts/orders.odcs.yaml:57`. */
export function placeText(place: Partial<Place>): string {
  if (place.file === undefined) return '';
  return place.line === undefined ? place.file : `${place.file}:${String(place.line)}`;
}

/** `date=2001-01-15, region=eu`; empty for the whole dataset. */
export function batchText(batch: Batch | null): string {
  return batch === null
    ? ''
    : Object.keys(batch)
        .sort()
        .map((key) => `${key}=${batch[key] ?? ''}`)
        .join(', ');
}

/** A value as a person reads it: text bare, all else as JSON. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was measured, with its unit: `312 rows`, `2.6 %`. */
export function observedText(check: Pick<CheckResult, 'observed' | 'unit'>): string {
  if (check.observed === null) return 'no value';
  const rows = valueText(check.observed) === '1' ? ' row' : ' rows';
  const units = { rows, percent: ' %', seconds: ' s', value: '' };
  return valueText(check.observed) + units[check.unit];
}

/** Counts over all runs. */
export function totals(report: Report): Summary {
  const sum = (key: keyof Summary) => report.runs.reduce((all, run) => all + run.summary[key], 0);
  return { pass: sum('pass'), warn: sum('warn'), fail: sum('fail'), unknown: sum('unknown') };
}

/** `1 failed, 1 unknown, 15 passed`: what there is, worst first; `no checks` for nothing. */
export function summaryText(summary: Summary): string {
  const parts = [
    summary.fail > 0 ? `${String(summary.fail)} failed` : '',
    summary.unknown > 0 ? `${String(summary.unknown)} unknown` : '',
    summary.warn > 0 ? `${String(summary.warn)} warned` : '',
    summary.pass > 0 ? `${String(summary.pass)} passed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no checks' : parts.join(', ');
}

/** The one line that says it all: `FAIL  1 failed, 15 passed in gold.orders`. */
export function verdictLine(report: Report): string {
  if (report.faults.length > 0) {
    const faults = count(report.faults.length, 'fault');
    return report.runs.length === 0
      ? `FAULTY  ${faults}, nothing was run`
      : `FAULTY  ${faults}, ${summaryText(totals(report))}`;
  }
  // No pass: nothing was looked at.
  if (report.runs.length === 0) return 'no faults, and nothing was run';
  const where = report.runs.length === 1 ? report.runs[0]?.dataset : count(report.runs.length, 'dataset');
  return `${report.verdict.toUpperCase()}  ${summaryText(totals(report))} in ${where ?? ''}`;
}

/** Where a run looked: `production, date=2001-01-15, where amount > 0`. */
export function scopeText(run: Run): string {
  const where = run.where === null ? '' : `where ${run.where}`;
  return [run.server, batchText(run.batch), where].filter((part) => part !== '').join(', ');
}
