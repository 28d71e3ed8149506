/** One dataset of the overview: what its last run found, by dimension. */
import { usualGapMs } from '../gate/rhythm.js';
import type { Check, Suite } from '../model/check.js';
import type { Incident } from '../model/incident.js';
import { QUALITY_DIMENSIONS, qualityDimension, type QualityDimension } from '../model/quality-dimension.js';
import { worst, type Verdict } from '../model/verdict.js';
import type { Standing } from '../store/standing.js';
import type { DatasetEntry } from './service.js';

/** How many checks of the suite in force ended how in the latest run; what it did not have is not run. */
export interface CheckCounts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notRun: number;
}

export interface DimensionStanding {
  readonly dimension: QualityDimension;
  /** The worst verdict of its checks; null: none of them has run. */
  readonly health: Verdict | null;
  readonly counts: CheckCounts;
}

export interface OverviewRow {
  readonly entry: DatasetEntry;
  readonly name: string;
  /** The worst verdict of the checks in force in the latest run that counts; null: none of them has run. */
  readonly health: Verdict | null;
  /** Those that the suite has checks of, in the order of `QUALITY_DIMENSIONS`. */
  readonly dimensions: readonly DimensionStanding[];
  /** Check of the suite that ended worst, of the higher severity first; null where all of them passed. */
  readonly worstCheck: Check | null;
  readonly standing: Standing;
  /** How long it is usually left alone at most, in ms; null: its runs are too few to tell. */
  readonly usualMs: number | null;
  /** The one that is not resolved. */
  readonly incident: Incident | null;
}

type Known = Pick<OverviewRow, 'entry' | 'standing' | 'incident'>;

export function overviewRow({ entry, standing, incident }: Known): OverviewRow {
  const dataset = entry.contract.datasets.find(({ key }) => key === entry.key);
  const { suite } = entry;
  return {
    ...{ entry, standing, incident },
    name: dataset?.name ?? entry.key,
    usualMs: usualGapMs(standing.runs),
    health: healthOf(suite, standing),
    dimensions: dimensionsOf(suite, standing.verdicts),
    worstCheck: worstCheck(suite, standing.verdicts),
  };
}

/** The counts of several dimensions, or datasets, in one. */
export function sumCounts(all: Iterable<CheckCounts>): CheckCounts {
  const sum = { pass: 0, warn: 0, fail: 0, unknown: 0, notRun: 0 };
  for (const { pass, warn, fail, unknown, notRun } of all) {
    sum.pass += pass;
    sum.warn += warn;
    sum.fail += fail;
    sum.unknown += unknown;
    sum.notRun += notRun;
  }
  return sum;
}

/** A suite without checks is as well as its run says. */
function healthOf({ checks }: Suite, { verdicts, runs }: Standing): Verdict | null {
  if (checks.length === 0) return runs.at(-1)?.verdict ?? null;
  const found = checks.flatMap(({ id }) => verdicts.get(id) ?? []);
  return found.length === 0 ? null : worst(found);
}

function dimensionsOf(
  { checks }: Suite,
  verdicts: ReadonlyMap<string, Verdict>,
): readonly DimensionStanding[] {
  const found = new Map<QualityDimension, Record<keyof CheckCounts, number>>();
  for (const { id, kind, dimension, args } of checks) {
    const at = qualityDimension(kind, dimension, args);
    const counts = found.get(at) ?? { pass: 0, warn: 0, fail: 0, unknown: 0, notRun: 0 };
    counts[verdicts.get(id) ?? 'notRun'] += 1;
    found.set(at, counts);
  }
  return QUALITY_DIMENSIONS.flatMap((dimension) => {
    const counts = found.get(dimension);
    return counts === undefined ? [] : [{ dimension, health: worstOf(counts), counts }];
  });
}

const VERDICTS: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass'];

const worstOf = (counts: CheckCounts): Verdict | null =>
  VERDICTS.find((verdict) => counts[verdict] > 0) ?? null;

function worstCheck({ checks }: Suite, verdicts: ReadonlyMap<string, Verdict>): Check | null {
  const rank = (check: Check): number => {
    const place = VERDICTS.indexOf(verdicts.get(check.id) ?? 'pass');
    return place * 2 + (check.severity === 'fail' ? 0 : 1);
  };
  let found: Check | null = null;
  for (const check of checks) {
    if ((verdicts.get(check.id) ?? 'pass') === 'pass') continue;
    if (found === null || rank(check) < rank(found)) found = check;
  }
  return found;
}
