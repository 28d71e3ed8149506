/** An objective day by day: what was counted on each, and how much of the budget was left after it. */
import { minus, percent } from '../model/exact.js';
import type { Objective, TallySlice } from '../model/objective.js';
import { toInstant } from '../model/time.js';
import { countAll, daysBefore } from './objective-standing.js';

/** One day of the window, beginning at the hour at which the window ends. */
export interface ObjectiveDay {
  readonly from: string;
  readonly to: string;
  readonly good: number;
  readonly bad: number;
  /** Share of the whole window's budget that was left at the end of the day; null as in the standing. */
  readonly budgetLeft: number | null;
}

/** One check's part in what was bad. */
export interface Spender {
  readonly check: string;
  readonly bad: number;
  readonly total: number;
}

/** The beginnings of all days of a window. */
export function dayCuts(windowDays: number, until: number): readonly string[] {
  return Array.from({ length: windowDays }, (_, i) => daysBefore(until, windowDays - i));
}

/**
 * The burn-down: it begins with the whole budget and ends with what the standing says is left, because the budget of a window follows from all that is counted in
 * it. @param slices cut at `dayCuts`, or finer
 */
export function seriesOf(
  objective: Objective,
  slices: readonly TallySlice[],
  until: number,
): readonly ObjectiveDay[] {
  const cuts = dayCuts(objective.windowDays, until);
  const since = cuts[0] ?? toInstant(until);
  const { total } = countAll(
    objective,
    slices.filter(({ from }) => from >= since),
  );
  const allowed = Number(minus(100, objective.targetPercent));
  let badSoFar = 0;
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? toInstant(until);
    const day = countAll(
      objective,
      slices.filter((slice) => slice.from >= from && slice.from < to),
    );
    const bad = day.total - day.good;
    badSoFar += bad;
    const budgetLeft = total === 0 || allowed === 0 ? null : 1 - percent(badSoFar, total) / allowed;
    return { from, to, good: day.good, bad, budgetLeft };
  });
}

/** The checks that were bad within the window, the worst first. */
export function spendersOf(
  objective: Objective,
  slices: readonly TallySlice[],
  until: number,
): readonly Spender[] {
  const since = daysBefore(until, objective.windowDays);
  const { counted } = objective;
  if (counted.of === 'decisions') return [];
  const found = new Map<string, Spender>();
  for (const slice of slices.filter(({ from }) => from >= since))
    for (const each of slice.results) {
      const { good, total } = countAll(objective, [{ ...slice, results: [each] }]);
      if (total === 0) continue;
      const before = found.get(each.check) ?? { check: each.check, bad: 0, total: 0 };
      found.set(each.check, { ...before, bad: before.bad + total - good, total: before.total + total });
    }
  return [...found.values()]
    .filter(({ bad }) => bad > 0)
    .sort((a, b) => b.bad - a.bad || (a.check < b.check ? -1 : 1));
}
