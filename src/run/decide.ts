/**
 * The story of a decision, in order: who is asking about what → kill switch → open upstream → open breaker → an answer on record
 * → scan, judge, step the breaker, record. It names the stages and does nothing itself. What throws on the way allows nothing.
 */
import { EngineError } from '../engine/engine.js';
import { breakerGate } from '../gate/breaker.js';
import { wasCancelled } from '../gate/judge-run.js';
import { outcomeOf } from '../gate/reason.js';
import { digest } from '../model/digest.js';
import type { Decision, Reason } from '../model/decision.js';
import type { DataVersion } from '../model/table.js';
import { openAsk, type Ask } from './decide-ask.js';
import { conclude } from './decide-conclude.js';
import { earlierAnswer, liftedByOverride, seenDecision } from './decide-earlier.js';
import { bindVersion, isolatedReason, openReason, otherDataReason } from './decide-reasons.js';
import { judgeNow } from './decide-recorded.js';
import type { Answer, DecideRequest, DecideServices } from './decide-services.js';

/**
 * May this dataset (or this batch of it) go on? Two who ask the same at the same time share one run.
 * @throws FaultError where the project has no such dataset, or the policy has faults
 * @throws RecordingError where the decision was taken but could not be written: it carries the decision
 */
export async function decide(request: DecideRequest, services: DecideServices): Promise<Answer> {
  // The queue runs one of its kind at a time. What may still run beside it is an ask that was taken over: it looked at earlier data.
  if (services.lease !== undefined) return decideOnce(request, services);
  const key = digest({ ...request, askedBy: undefined });
  const { first, answer } = services.turns.share(key, () => decideOnce(request, services));
  const { decision, run } = await answer;
  return first ? { decision, run } : { decision: { ...decision, replayed: true }, run };
}

async function decideOnce(request: DecideRequest, services: DecideServices): Promise<Answer> {
  const ask = await openAsk(request, services);
  const { breaker, subject, inherited } = ask;
  if (breaker.phase === 'isolated') return unseen(ask, [isolatedReason(breaker, subject)], null, services);
  if (outcomeOf(inherited) === 'block') return unseen(ask, inherited, null, services);
  const version = await versionNow(request, services);
  if (request.dataVersion !== null && version?.id !== request.dataVersion)
    return unseen(ask, [otherDataReason(request, subject), ...inherited], version, services);
  const gate = breakerGate(breaker, version?.id ?? null, ask.askedAt, request.batch);
  if (gate === 'blocked') {
    const open = openReason(breaker, subject, ask.askedAt);
    const lifted = version === null ? null : await liftedByOverride(ask, version, services);
    return lifted ?? unseen(ask, [open, ...inherited], version, services);
  }
  const seen = await seenDecision(ask, version, services);
  if (gate === 'scan' && !request.force && seen !== null) {
    const earlier = await earlierAnswer(ask, seen, services);
    if (earlier !== null) return earlier;
  }
  return scanAndDecide(ask, { version, seen }, gate, services);
}

/** Blocked without a look at the data. */
async function unseen(
  ask: Ask,
  reasons: readonly Reason[],
  dataVersion: DataVersion | null,
  services: DecideServices,
): Promise<Answer> {
  const nothing = { run: null, overrides: [], scanned: null, supersedes: null };
  return conclude(ask, { reasons, dataVersion, ...nothing }, services);
}

/** What was known of the data before the scan: their version, and the decision on it that the scan replaces. */
interface Before {
  readonly version: DataVersion | null;
  readonly seen: Decision | null;
}

async function scanAndDecide(
  ask: Ask,
  before: Before,
  gate: 'scan' | 'probe',
  services: DecideServices,
): Promise<Answer> {
  const { request, subject, asOf } = ask;
  const { dataset, environment, batch } = request;
  const run = await services.checkDataset({ dataset, environment, batch, asOf });
  if (run.dataset !== dataset || run.suiteDigest !== subject.suite.digest)
    throw new Error(`the run of ${dataset} is not one of the suite that the gate asked for`);
  const { dataVersion, reasons } = bindVersion(before.version, run, subject);
  const judged = await judgeNow(run, subject, [...ask.inherited, ...reasons], services, dataVersion);
  const same = dataVersion?.id === before.version?.id;
  const seen = same ? before.seen : await seenDecision(ask, dataVersion, services);
  // Who breaks off a run says nothing of the data: no breaker hears of it.
  const scanned = wasCancelled(run) ? null : gate;
  return conclude(ask, { ...judged, dataVersion, run, scanned, supersedes: seen?.id ?? null }, services);
}

/** A source that does not answer has no version; the run will say why. */
async function versionNow(request: DecideRequest, services: DecideServices): Promise<DataVersion | null> {
  const { dataset, environment, batch } = request;
  try {
    return await services.dataVersion({ dataset, environment, batch });
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}
