/** Objectives as they are answered. */
import { checksTowards } from '../../gate/objective.js';
import type { ObjectiveStanding } from '../../model/objective.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Answer } from '../route.js';

export function showObjective(
  { objective, good, bad, total, attained, budgetLeft, burn, state }: ObjectiveStanding,
  entry: DatasetEntry,
): Answer<'Objective'> {
  const { property, text, description, counted, targetPercent, windowDays, clause } = objective;
  const { file, line, column, path } = clause;
  return {
    ...{ property, text, description },
    counts: counted.of,
    column: counted.of === 'results' ? counted.column : null,
    checks: checksTowards(objective, entry.suite.checks).length,
    target: targetPercent / 100,
    ...{ windowDays, good, bad, total, attained, budgetLeft, burn, state },
    clause: { file, line, column, path },
  };
}
