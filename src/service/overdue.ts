/** Whether a dataset should have been looked at by now: by the schedule of the project where there is one, else by its own rhythm. */
import { Cron } from 'croner';
import type { ConfigFile } from '../generated/config.js';

export type Schedule = NonNullable<ConfigFile['schedules']>[number];

/** Since when a run is overdue, and what says so. */
export interface Overdue {
  readonly since: string;
  readonly by: 'schedule' | 'rhythm';
}

/** A dataset as it was last looked at. */
export interface LastLook {
  /** The last run, decision or answer, ISO 8601. */
  readonly at: string;
  /** The longest time without a look that is still as usual; null: nobody can tell. */
  readonly usualMs: number | null;
}

/** A scheduled run may take its time, but no longer than half of what is left to the next one. */
const GRACE_MS = 3_600_000;

/**
 * Null: nothing is due, or nobody can tell.
 * @param schedules of this dataset; those that watch for new data have no rhythm of their own
 */
export function overdue(look: LastLook, schedules: readonly Schedule[], now: Date): Overdue | null {
  const clocks = schedules.flatMap(({ cron, timezone = 'UTC' }) =>
    cron === undefined ? [] : [new Cron(cron, { timezone, paused: true })],
  );
  if (clocks.length > 0) {
    const missed = clocks.flatMap((clock) => missedAt(clock, look.at, now) ?? []).sort();
    return missed[0] === undefined ? null : { since: missed[0], by: 'schedule' };
  }
  if (look.usualMs === null) return null;
  const due = Date.parse(look.at) + look.usualMs;
  return due < now.getTime() ? { since: new Date(due).toISOString(), by: 'rhythm' } : null;
}

/** The first moment that was due after the last look and has passed, with its grace. */
function missedAt(clock: Cron, at: string, now: Date): string | null {
  const due = clock.nextRun(new Date(at));
  if (due === null) return null;
  const next = clock.nextRun(due);
  const room = next === null ? GRACE_MS : Math.min(GRACE_MS, (next.getTime() - due.getTime()) / 2);
  return due.getTime() + room < now.getTime() ? due.toISOString() : null;
}
