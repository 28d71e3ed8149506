/** Answers from the record, without a scan: an earlier decision given again, or its run judged with a newer override. */
import type { Decision, Reason } from '../model/decision.js';
import { targetKey } from '../model/plan.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import { stillHolds } from '../gate/decision.js';
import { condemnsData } from '../gate/judge-run.js';
import { lifted } from '../gate/override.js';
import { policyDigest } from '../gate/policy.js';
import type { Ask } from './decide-ask.js';
import { conclude } from './decide-conclude.js';
import { openReason } from './decide-reasons.js';
import { judgeNow } from './decide-recorded.js';
import type { Answer, DecideServices } from './decide-services.js';

/** The latest scanned decision on these data under the present suite and policy; null where there is none. */
export async function seenDecision(
  ask: Ask,
  dataVersion: DataVersion | null,
  services: DecideServices,
): Promise<Decision | null> {
  if (dataVersion === null) return null;
  const { request, subject } = ask;
  return services.store.findDecision({
    dataset: request.dataset,
    batch: request.batch,
    dataVersion: dataVersion.id,
    suiteDigest: subject.suite.digest,
    policyDigest: policyDigest(subject.policy),
  });
}

/**
 * The answer that a decision on record still gives; null where a scan is due: it no longer holds, it only said that no answer
 * came, or a person has reset the breaker since.
 */
export async function earlierAnswer(
  ask: Ask,
  seen: Decision,
  services: DecideServices,
): Promise<Answer | null> {
  const earlier = await holding(seen, ask, services);
  if (earlier === null) return null;
  const { decision, run } = earlier;
  if (await wasResetSince(decision, services)) return null;
  const judged = await judgeNow(run, ask.subject, ask.inherited, services);
  if (judged.outcome === 'block' && !condemnsData(run, judged.reasons)) return null;
  if (saysTheSame(decision.reasons, judged.reasons)) return again(earlier);
  const { dataVersion } = decision;
  return conclude(ask, { ...judged, dataVersion, run, scanned: null, supersedes: seen.id }, services);
}

/** Open breaker, known data: allowed only where overrides lift every blocking reason of the run that opened it; else null. */
export async function liftedByOverride(
  ask: Ask,
  dataVersion: DataVersion,
  services: DecideServices,
): Promise<Answer | null> {
  const { breaker, subject } = ask;
  if (breaker.dataVersion !== dataVersion.id || breaker.runId === null) return null;
  const run = await services.store.run(breaker.runId);
  if (run === null || run.suiteDigest !== subject.suite.digest) return null;
  if (targetKey('', run.batch) !== targetKey('', ask.request.batch)) return null;
  const judged = await judgeNow(run, subject, ask.inherited, services);
  const used = judged.overrides.find((each) => judged.reasons.some((one) => one.overriddenBy === each.id));
  if (judged.outcome === 'block' || used === undefined) return null;
  const reasons = [lifted(openReason(breaker, subject, ask.askedAt), used), ...judged.reasons];
  const seen = await seenDecision(ask, dataVersion, services);
  const earlier = seen === null ? null : await holding(seen, ask, services);
  if (earlier !== null && saysTheSame(earlier.decision.reasons, reasons)) return again(earlier);
  const supersedes = seen?.id ?? null;
  return conclude(ask, { ...judged, reasons, dataVersion, run, scanned: null, supersedes }, services);
}

interface Earlier {
  readonly decision: Decision;
  readonly run: Run;
}

/** The decision with its run, where it holds for this ask. */
async function holding(decision: Decision, ask: Ask, services: DecideServices): Promise<Earlier | null> {
  if (decision.runId === null || decision.environment !== ask.request.environment) return null;
  const run = await services.store.run(decision.runId);
  const now = services.now().toISOString();
  const question = { asOf: ask.request.asOf ?? now, now, policy: ask.subject.policy };
  return run !== null && stillHolds(decision, run, question) ? { decision, run } : null;
}

/** Enough to find a reset by hand; an older one than this many transitions is past mattering. */
const RECENT_TRANSITIONS = 100;

/** A reset asks for a fresh look: what was decided before it is no answer any more. */
async function wasResetSince(decision: Decision, services: DecideServices): Promise<boolean> {
  const transitions = await services.store.transitions(decision.dataset, RECENT_TRANSITIONS);
  return transitions.some(
    (each) => each.event === 'reset' && Date.parse(each.at) >= Date.parse(decision.decidedAt),
  );
}

function again({ decision, run }: Earlier): Answer {
  return { decision: { ...decision, replayed: true }, run };
}

function saysTheSame(a: readonly Reason[], b: readonly Reason[]): boolean {
  return gist(a) === gist(b);
}

function gist(reasons: readonly Reason[]): string {
  const parts = reasons.map(({ code, check, effect, overriddenBy, rootCause }) =>
    JSON.stringify([code, check, effect, overriddenBy, rootCause]),
  );
  return parts.sort().join('\n');
}
