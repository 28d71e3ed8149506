/** The checks of a suite with their verdicts, in the order of whoever looks for what is wrong. Pure. */
import type { Check, Suite } from '../model/check.js';
import { qualityDimension, type QualityDimension } from '../model/quality-dimension.js';
import type { Verdict } from '../model/verdict.js';
import { clauseTexts } from './clause-texts.js';

/** How a check stands: its verdict in the run that is looked at, or that this run does not have it. */
export type Standing = Verdict | 'not_run';

export interface StandingCheck {
  readonly check: Check;
  readonly standing: Standing;
  readonly dimension: QualityDimension;
  /** What its clauses demand; null where no clause is told. */
  readonly clause: string | null;
}

export interface Counts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notRun: number;
}

export interface CheckFilter {
  readonly dimension: QualityDimension | null;
  /** Empty: the checks of the whole dataset; null: of any column. */
  readonly column: string | null;
  readonly search: string | null;
}

/** What may be wrong comes before what is right. */
const RANK: Readonly<Record<Standing, number>> = { fail: 0, unknown: 1, warn: 2, not_run: 3, pass: 4 };

/** @param verdicts by check, of one run */
export function standingOf(
  suite: Pick<Suite, 'checks' | 'coverage'>,
  verdicts: ReadonlyMap<string, { readonly verdict: Verdict }>,
): readonly StandingCheck[] {
  const clauses = clauseTexts(suite);
  return suite.checks.map((check) => ({
    check,
    clause: clauses.get(check.id) ?? null,
    standing: verdicts.get(check.id)?.verdict ?? 'not_run',
    dimension: qualityDimension(check.kind, check.dimension, check.args),
  }));
}

/** Those that a filter lets through. */
export function filterChecks(
  checks: readonly StandingCheck[],
  { dimension, column, search }: CheckFilter,
): readonly StandingCheck[] {
  const wanted = search === null ? '' : search.toLowerCase();
  return checks.filter(
    (each) =>
      (dimension === null || each.dimension === dimension) &&
      (column === null || (each.check.column ?? '') === column) &&
      [each.check.id, each.check.name, each.check.column, each.clause].some((text) =>
        (text ?? '').toLowerCase().includes(wanted),
      ),
  );
}

/** Column by column: that with the worst check first, else by the first check of each in the contract; within a column the worst first. */
export function byColumn(checks: readonly StandingCheck[]): readonly StandingCheck[] {
  const columns = new Map<string | null, { worst: number; readonly place: number }>();
  for (const { check, standing } of checks) {
    const known = columns.get(check.column);
    if (known === undefined) columns.set(check.column, { worst: RANK[standing], place: columns.size });
    else known.worst = Math.min(known.worst, RANK[standing]);
  }
  return checks
    .map((each, place) => ({ each, place, column: columns.get(each.check.column) ?? { worst: 0, place: 0 } }))
    .sort(
      (a, b) =>
        a.column.worst - b.column.worst ||
        a.column.place - b.column.place ||
        RANK[a.each.standing] - RANK[b.each.standing] ||
        a.place - b.place,
    )
    .map(({ each }) => each);
}

export function countStanding(checks: Iterable<StandingCheck>): Counts {
  const counts = { pass: 0, warn: 0, fail: 0, unknown: 0, not_run: 0 };
  for (const { standing } of checks) counts[standing] += 1;
  const { not_run: notRun, ...others } = counts;
  return { ...others, notRun };
}
