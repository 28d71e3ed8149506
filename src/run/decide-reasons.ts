/** The reasons that come from the breaker and from the data's version, in words. */
import type { BreakerState, Reason } from '../model/decision.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import { isCooling } from '../gate/breaker.js';
import { ownerOf } from '../gate/owner.js';
import { reason } from '../gate/reason.js';
import type { GateSubject } from './decide-services.js';

/** Opened by hand. */
export function isolatedReason(breaker: BreakerState, subject: GateSubject): Reason {
  const why = breaker.cause === null ? '' : `: ${breaker.cause}`;
  return reason(
    'breaker_isolated',
    'block',
    `${breaker.dataset} was isolated by hand at ${breaker.since}${why}; only a reset by hand ends it`,
    { owner: ownerOf(subject.contract), firstBadRun: breaker.runId },
  );
}

/** Open, and these data may not be looked at now. */
export function openReason(breaker: BreakerState, subject: GateSubject, now: string): Reason {
  const why = breaker.cause === null ? '' : ` (${breaker.cause})`;
  const what = isCooling(breaker, now)
    ? `no new data is looked at before ${breaker.retryAt ?? now}`
    : 'these are the data that opened it; new data, an override or a reset by hand changes that';
  return reason(
    'breaker_open',
    'block',
    `the breaker of ${breaker.dataset} is open since ${breaker.openedAt ?? breaker.since}${why}: ${what}`,
    { owner: ownerOf(subject.contract), firstBadRun: breaker.runId },
  );
}

/** The caller means to promote data that are not there, or not there any more. Always a block: what would be promoted was not asked about. */
export function otherDataReason(
  request: { readonly dataset: string; readonly dataVersion: string | null },
  subject: GateSubject,
): Reason {
  const message = `${request.dataset}: the data are not of the version that was asked about (${request.dataVersion ?? ''}); take the version again, and ask again`;
  return reason('data_moved', 'block', message, { owner: ownerOf(subject.contract) });
}

/** What binds a run's results to the data, and what stands against it. */
export interface Bound {
  readonly dataVersion: DataVersion | null;
  readonly reasons: readonly Reason[];
}

/**
 * The version that a run's results hold for. Files that changed between the ask and the scan are still being written: bound to
 * nothing. A database table is scanned in one snapshot: bound to that, whatever happened before.
 */
export function bindVersion(before: DataVersion | null, run: Run, subject: GateSubject): Bound {
  const effect = subject.policy.effects.unknown;
  const more = { owner: ownerOf(subject.contract), firstBadRun: run.runId };
  const scanned = run.dataVersion;
  if (scanned === null) {
    const said = run.checks.some((check) => check.verdict === 'unknown');
    const message = `${run.dataset}: the version of the data could not be taken, so the results are bound to nothing`;
    return { dataVersion: null, reasons: said ? [] : [reason('version_unknown', effect, message, more)] };
  }
  if (before === null || scanned.kind !== 'files' || before.id === scanned.id)
    return { dataVersion: scanned, reasons: [] };
  const message = `${run.dataset}: the data changed between the request and the checks`;
  return { dataVersion: null, reasons: [reason('data_moved', effect, message, more)] };
}
