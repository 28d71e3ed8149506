/** Judging a run under a dataset's policy as of now: the same way for a run that just ended and for one on record. */
import type { Override, Reason } from '../model/decision.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import { judgeRun, type Judged } from '../gate/judge-run.js';
import { overridesInForce } from '../gate/override.js';
import { ownerOf } from '../gate/owner.js';
import type { DecideServices, GateSubject } from './decide-services.js';

export interface Judging {
  /** Of any dataset; those in force are picked. */
  readonly overrides: readonly Override[];
  /** ISO 8601. */
  readonly now: string;
  /** The version that the run is bound to; default its own. */
  readonly dataVersion?: DataVersion | null;
  readonly firstBadRuns?: ReadonlyMap<string, string>;
  readonly besides?: readonly Reason[];
}

export interface JudgedRun extends Judged {
  /** Those in force for this data. */
  readonly overrides: readonly Override[];
}

/** Judges with what the caller has at hand. */
export function judgeRecorded(run: Run, subject: GateSubject, judging: Judging): JudgedRun {
  const version = judging.dataVersion === undefined ? run.dataVersion : judging.dataVersion;
  const overrides = overridesInForce(judging.overrides, {
    dataset: run.dataset,
    dataVersion: version?.id ?? null,
    at: judging.now,
  });
  const judged = judgeRun(run, {
    policy: subject.policy,
    checks: subject.suite.checks,
    owner: ownerOf(subject.contract),
    firstBadRuns: judging.firstBadRuns ?? new Map(),
    overrides,
    besides: judging.besides ?? [],
  });
  return { ...judged, overrides };
}

/** Judges with the overrides and the first bad runs that the store knows at this moment. */
export async function judgeNow(
  run: Run,
  subject: GateSubject,
  besides: readonly Reason[],
  services: Pick<DecideServices, 'store' | 'now'>,
  dataVersion: DataVersion | null = run.dataVersion,
): Promise<JudgedRun> {
  const now = services.now().toISOString();
  const bad = run.checks.filter((check) => check.verdict !== 'pass').map((check) => check.id);
  const overrides = await services.store.overrides(run.dataset, now);
  const firstBadRuns = bad.length === 0 ? new Map() : await services.store.firstBadRuns(run.dataset, bad);
  return judgeRecorded(run, subject, { overrides, now, dataVersion, firstBadRuns, besides });
}
