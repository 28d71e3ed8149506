/** Asks → plan: each measure once, from the cheapest source that is exact; what must be scanned shares a scan where it can. */
import { measureId, type Measure } from '../model/measure.js';
import type { Plan, Scan, Target } from '../model/plan.js';
import type { Reading } from '../model/reading.js';
import { answerFromMetadata } from './answer.js';
import { examine } from './examine.js';
import { scopeTarget, type Targets } from './scope-target.js';
import { sharing } from './sharing.js';
import { Unanswerable } from './unanswerable.js';

/** What one check wants to know. */
export interface Ask {
  /** Id of the check. */
  readonly check: string;
  readonly measures: readonly Measure[];
}

/** Measures of one statement: far below the 1664 result columns of PostgreSQL. */
const MOST_MEASURES = 500;

/**
 * Plans a run over `target`. `others` holds every table that a measure names besides it, by `targetKey`; one that is
 * absent makes its measures unknown (`missing_table`) and no others.
 */
export function planRun(asks: readonly Ask[], target: Target, others: Targets): Plan {
  const wanted = collect(asks);
  const answered: Reading[] = [];
  const groups = new Map<
    string,
    { readonly scan: Omit<Scan, 'measures' | 'serves'>; readonly wants: Wanted[] }
  >();
  for (const want of wanted.values()) {
    const reading = answer(want, target, others);
    if (reading !== null) {
      answered.push(reading);
      continue;
    }
    const { key, purpose } = sharing(want.measure, scopeTarget(want.measure.scope, target, others));
    const full = JSON.stringify([key, want.measure.scope ?? null]);
    const group = groups.get(full) ?? { scan: { purpose, target, others }, wants: [] };
    group.wants.push(want);
    groups.set(full, group);
  }
  const scans = [...groups.values()].flatMap(({ scan, wants }) =>
    chunks(wants, MOST_MEASURES).map((part) => finish(scan, part)),
  );
  return { kind: 'Plan', dataset: target.dataset, answered, scans };
}

interface Wanted {
  readonly id: string;
  readonly measure: Measure;
  readonly checks: Set<string>;
}

function collect(asks: readonly Ask[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { check, measures } of asks) {
    for (const measure of measures) {
      const id = measureId(measure);
      const want = wanted.get(id) ?? { id, measure, checks: new Set() };
      want.checks.add(check);
      wanted.set(id, want);
    }
  }
  return wanted;
}

/** The reading where no statement is due: an exact answer, or the reason why there can be none. */
function answer({ id, measure }: Wanted, target: Target, others: Targets): Reading | null {
  try {
    examine(measure, target, others);
    const value = answerFromMetadata(measure, scopeTarget(measure.scope, target, others));
    return value === undefined ? null : { measure: id, ok: true, value };
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error;
    return { measure: id, ok: false, unknown: { reason: error.reason, message: error.message } };
  }
}

/** A scan with only those other tables that its measures name. */
function finish(scan: Omit<Scan, 'measures' | 'serves'>, wants: readonly Wanted[]): Scan {
  const measures = wants.map(({ measure }) => measure);
  const named = JSON.stringify(measures);
  const others = Object.entries(scan.others).filter(([, other]) =>
    named.includes(JSON.stringify(other.dataset)),
  );
  const own = /"scope":|"of":\{"(batch|dataset)"/.test(named)
    ? Object.entries(scan.others).filter(([, other]) => other.dataset === scan.target.dataset)
    : [];
  return {
    ...scan,
    others: Object.fromEntries([...others, ...own]),
    measures,
    serves: [...new Set(wants.flatMap(({ checks }) => [...checks]))],
  };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
