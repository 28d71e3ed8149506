/** What a kind compares with: earlier runs, another dataset, another batch, or what the contract declares. */
import type { Check } from './check.js';
import { digestText } from './digest.js';
import { isNumeric } from './exact.js';
import type { HistoryNeed, HistoryPoint } from './history.js';
import { isObject, type JsonObject, type JsonScalar } from './json.js';
import { optionFault, type OptionFault } from './kit-faults.js';
import { isoDuration } from './kit-sequence.js';
import { mayShowValues } from './kit-set.js';
import type { Scope } from './measure.js';
import { parseDuration } from './time.js';
import { dueText } from './kit-option.js';

export type Baseline =
  /** Earlier runs; `least` of them before anything is said. */
  | { readonly from: 'history'; readonly need: HistoryNeed; readonly least: number }
  /** Other rows that can be scanned now. */
  | { readonly from: 'scope'; readonly scope: Scope }
  /** What the contract says, as written. */
  | { readonly from: 'declared'; readonly declared: JsonObject };

/** Fewer runs than this are one mood, not a baseline; `{runs: 1}` may ask for less. */
const LEAST_RUNS = 3;
/** Runs of a window that are read at most. */
const WINDOW_RUNS = 1000;

/** The baseline of a check. @throws Error where the option names none: its schema has refused that */
export function baselineOf(check: Pick<Check, 'args' | 'id'>): Baseline {
  const option = check.args['baseline'];
  const { runs, window, dataset, batch, declared } = isObject(option) ? option : {};
  if (typeof runs === 'number')
    return { from: 'history', need: { points: runs }, least: Math.min(runs, LEAST_RUNS) };
  if (typeof window === 'string')
    return {
      from: 'history',
      need: { points: WINDOW_RUNS, within: isoDuration(window) },
      least: LEAST_RUNS,
    };
  const rows = isObject(batch) ? textsOf(batch) : null;
  if (typeof dataset === 'string') return { from: 'scope', scope: { dataset, batch: rows } };
  if (rows !== null) return { from: 'scope', scope: { batch: rows } };
  if (isObject(declared)) return { from: 'declared', declared };
  throw new Error(`${check.id}: no baseline`);
}

function textsOf(batch: JsonObject): { readonly [column: string]: string } {
  return Object.fromEntries(
    Object.entries(batch).map(([key, value]) => [key, isNumeric(value) ? String(value) : dueText(value)]),
  );
}

/** A window that is no length of time. */
export function baselineFaults({ baseline }: JsonObject): readonly OptionFault[] {
  const window = isObject(baseline) ? baseline['window'] : undefined;
  if (typeof window !== 'string' || (parseDuration(window)?.ms ?? 0) > 0) return [];
  return [
    optionFault(
      '/baseline/window',
      'The window can not be read as a length of time.',
      'Write P14D, or 14 days.',
    ),
  ];
}

/** The earlier runs that may serve: accepted, at most as many as asked for, newest first. */
export function acceptedRuns(baseline: Baseline, history: readonly HistoryPoint[]): readonly HistoryPoint[] {
  if (baseline.from !== 'history') return [];
  return history.filter((point) => point.accepted).slice(0, baseline.need.points);
}

/**
 * How a value of the data is kept between runs: as its text where the column is known to be public, else as a digest salted with the check, which
 * tells equal values from different ones and no value from the store.
 */
export function keptValue(check: Check, value: JsonScalar): string {
  return mayShowValues(check) ? String(value) : digestText(`${check.id} ${String(value)}`);
}
