/**
 * How an objective stands. Its error budget is what may be bad: (1 − target) × all that was counted. The burn rate tells how fast the budget
 * goes: the bad share of the last part of the window ÷ the share that may be bad, so that 1 uses up exactly the budget over a whole window. Both
 * are those of Google's SRE Workbook (chapters "Implementing SLOs" and "Alerting on SLOs"), with windows of days, since data come by the day.
 */
import { minus, percent } from '../model/exact.js';
import type {
  BurnRate,
  Objective,
  ObjectiveStanding,
  ObjectiveState,
  TallySlice,
} from '../model/objective.js';
import { toInstant } from '../model/time.js';
import { countsTowards } from './objective.js';

const DAY_MS = 86_400_000;
/** Of the window: 3 days and 1 of 30. The long part tells that it matters, the short one that it still goes on. */
const LONG_PART = 10;
const SHORT_PART = 30;

/** What was good, and all of it. */
export interface GoodOf {
  readonly good: number;
  readonly total: number;
}

/** Days of the two parts of a window by which its burn rate is told. */
export function burnDays(windowDays: number): { readonly short: number; readonly long: number } {
  const part = (of: number): number => Math.max(1, Math.round(windowDays / of));
  return { short: part(SHORT_PART), long: part(LONG_PART) };
}

/** The moments at which slices must begin, so that a standing can be told. */
export function cutsOf({ windowDays }: Objective, until: number): readonly string[] {
  const { short, long } = burnDays(windowDays);
  return [...new Set([windowDays, long, short])].map((days) => daysBefore(until, days));
}

/**
 * @param slices what was recorded, cut at least at `cutsOf`; what lies before the window does not count
 * @param until end of the window, in ms since 1970
 */
export function standingOf(
  objective: Objective,
  slices: readonly TallySlice[],
  until: number,
): ObjectiveStanding {
  const within = (days: number): GoodOf => {
    const since = daysBefore(until, days);
    return countAll(
      objective,
      slices.filter(({ from }) => from >= since),
    );
  };
  const { good, total } = within(objective.windowDays);
  const bad = total - good;
  const allowed = Number(minus(100, objective.targetPercent));
  const badPercent = percent(bad, total);
  const burn = allowed === 0 ? null : burnOf(objective.windowDays, allowed, within);
  return {
    objective,
    good,
    bad,
    total,
    attained: total === 0 ? null : good / total,
    budgetLeft: total === 0 || allowed === 0 ? null : 1 - badPercent / allowed,
    burn,
    state: stateOf(total, badPercent > allowed, burn),
  };
}

/** What counts towards an objective in some slices. */
export function countAll(objective: Objective, slices: readonly TallySlice[]): GoodOf {
  const { counted } = objective;
  const parts = slices.flatMap(({ results, decisions }): readonly GoodOf[] =>
    counted.of === 'decisions'
      ? [{ good: decisions.allowed, total: decisions.total }]
      : results
          .filter((each) => countsTowards(counted, each))
          .map(({ verdict, count }) => ({
            good: objective.good.includes(verdict) ? count : 0,
            total: count,
          })),
  );
  return parts.reduce((sum, part) => ({ good: sum.good + part.good, total: sum.total + part.total }), {
    good: 0,
    total: 0,
  });
}

/** So many days before a moment, as slices name their beginnings. */
export function daysBefore(until: number, days: number): string {
  return toInstant(until - days * DAY_MS);
}

function burnOf(windowDays: number, allowed: number, within: (days: number) => GoodOf): BurnRate {
  const days = burnDays(windowDays);
  const rate = ({ good, total }: GoodOf): number | null =>
    total === 0 ? null : percent(total - good, total) / allowed;
  return {
    shortDays: days.short,
    short: rate(within(days.short)),
    longDays: days.long,
    long: rate(within(days.long)),
  };
}

/** Where nothing ran of late, the long part speaks alone: silence is no sign that it is over. */
function stateOf(total: number, isMissed: boolean, burn: BurnRate | null): ObjectiveState {
  if (total === 0) return 'no_data';
  if (isMissed) return 'spent';
  return (burn?.long ?? 0) > 1 && (burn?.short ?? 2) > 1 ? 'burning' : 'met';
}
