/** How the latest decisions on a dataset went, for rules that wait until N of M were bad. */
import type { AlertSettings } from '../../model/alert-settings.js';
import type { Decision } from '../../model/decision.js';

/** How many of the latest decisions the rules look at; 0: none of them asks. */
export function longestWindow({ rules }: Pick<AlertSettings, 'rules'>): number {
  return Math.max(0, ...rules.map(({ after }) => after?.of ?? 0));
}

/**
 * Whether each look at the data ended badly, the newest first. A run that was judged again counts once, as it was judged last; a
 * block by an open breaker looked at nothing.
 * @param decisions newest first
 */
export function recentBad(decisions: readonly Decision[]): readonly boolean[] {
  const judged = new Map<string, boolean>();
  for (const { runId, outcome, replayed } of decisions)
    if (runId !== null && !replayed && !judged.has(runId)) judged.set(runId, outcome !== 'allow');
  return [...judged.values()];
}
