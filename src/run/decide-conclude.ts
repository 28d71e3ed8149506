/** The end of every decision: the breaker steps, the record is made and written, all in the dataset's turn. */
import type { BreakerEvent, BreakerState, Decision, Override, Reason } from '../model/decision.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import { closedBreaker, stepBreaker, type BreakerStep } from '../gate/breaker.js';
import { makeDecision, stillHolds } from '../gate/decision.js';
import { condemnsData } from '../gate/judge-run.js';
import { outcomeOf } from '../gate/reason.js';
import { LeaseLost } from '../store/ask-store.js';
import { IncidentMoved } from '../store/incident-store.js';
import { BreakerMoved } from '../store/store.js';
import type { Ask } from './decide-ask.js';
import { RecordingError } from './decide-recording-error.js';
import { isolatedReason } from './decide-reasons.js';
import { tellDecision } from './tell-incidents.js';
import type { Answer, DecideServices } from './decide-services.js';

export interface Conclusion {
  readonly reasons: readonly Reason[];
  readonly dataVersion: DataVersion | null;
  /** The run that it stands on; null where nothing was ever scanned. */
  readonly run: Run | null;
  readonly overrides: readonly Override[];
  /** How this decision looked at the data: only one that did moves the breaker. */
  readonly scanned: 'scan' | 'probe' | null;
  /** The decision on the same data, suite and policy that this one replaces; null where none was seen. */
  readonly supersedes: string | null;
}

/** Writers of other processes may come between; this many times in a row is no coincidence any more. */
const ATTEMPTS = 20;

/**
 * Decides and records. The breaker is read again: a person may have pulled the kill switch while the checks ran. Where another
 * process has just decided the same, that decision stands, unless it does not hold for this ask. @throws RecordingError
 */
export async function conclude(ask: Ask, conclusion: Conclusion, services: DecideServices): Promise<Answer> {
  const id = services.newId();
  return services.turns.inTurn(ask.request.dataset, async () => {
    let { supersedes } = conclusion;
    let attempt = await record(id, ask, conclusion, supersedes, services);
    for (let i = 1; i < ATTEMPTS; i += 1) {
      const { decision, standing } = attempt;
      if (standing?.id === decision.id) return { decision, run: conclusion.run };
      if (standing !== null) {
        const answer = await joined(standing, ask, services);
        if (answer !== null) return answer;
        supersedes = standing.id;
      }
      attempt = await record(id, ask, conclusion, supersedes, services);
    }
    throw new RecordingError(attempt.decision, conclusion.run, new BreakerMoved(ask.request.dataset));
  });
}

interface Attempt {
  readonly decision: Decision;
  /** What is on record now; null: nothing was written, the breaker moved meanwhile. */
  readonly standing: Decision | null;
}

async function record(
  id: string,
  ask: Ask,
  conclusion: Conclusion,
  supersedes: string | null,
  services: DecideServices,
): Promise<Attempt> {
  const { suite, contract } = ask.subject;
  const { run } = conclusion;
  const decidedAt = services.now().toISOString();
  const breakerBefore = await services.store.breaker(ask.request.dataset);
  const breaker = breakerBefore ?? closedBreaker(ask.request.dataset, decidedAt, ask.subject.policy);
  const reasons = withKillSwitch(conclusion.reasons, breaker, ask);
  const { state, transitions } = stepAfter(breaker, { ...conclusion, reasons }, decidedAt, ask);
  const decision = decisionOf(id, ask, { ...conclusion, reasons }, state, decidedAt);
  try {
    const written = {
      decision,
      run,
      suite,
      contract,
      supersedes,
      breaker: state,
      transitions,
      breakerBefore,
      ...(await tellDecision(decision, conclusion.scanned === null ? null : run, ask.subject, services)),
      ...(services.lease === undefined ? {} : { lease: services.lease }),
    };
    return { decision, standing: await services.store.recordDecision(written) };
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (error instanceof BreakerMoved || error instanceof IncidentMoved) return { decision, standing: null };
    throw new RecordingError(decision, run, error);
  }
}

function decisionOf(
  id: string,
  ask: Ask,
  conclusion: Conclusion,
  state: BreakerState,
  decidedAt: string,
): Decision {
  const { request, subject, askedAt } = ask;
  const { reasons, dataVersion, run, overrides } = conclusion;
  return makeDecision({
    id,
    dataset: request.dataset,
    layer: subject.layer,
    environment: request.environment,
    batch: request.batch,
    contract: subject.contract,
    suiteDigest: subject.suite.digest,
    policy: subject.policy,
    reasons,
    dataVersion,
    run,
    breaker: state.phase,
    overrides,
    askedBy: request.askedBy,
    askedAt,
    asOf: ask.asOf,
    decidedAt,
  });
}

/** The decision of who came first, where it also answers this ask. */
async function joined(standing: Decision, ask: Ask, services: DecideServices): Promise<Answer | null> {
  const run = standing.runId === null ? null : await services.store.run(standing.runId);
  if (run === null || standing.environment !== ask.request.environment) return null;
  const now = services.now().toISOString();
  const question = { asOf: ask.request.asOf ?? now, now, policy: ask.subject.policy };
  if (!stillHolds(standing, run, question)) return null;
  return { decision: { ...standing, replayed: true }, run };
}

function withKillSwitch(reasons: readonly Reason[], breaker: BreakerState, ask: Ask): readonly Reason[] {
  if (breaker.phase !== 'isolated' || reasons.some((each) => each.code === 'breaker_isolated'))
    return reasons;
  return [isolatedReason(breaker, ask.subject), ...reasons];
}

function stepAfter(breaker: BreakerState, conclusion: Conclusion, now: string, ask: Ask): BreakerStep {
  if (conclusion.scanned === null) return { state: breaker, transitions: [] };
  const { policy } = ask.subject;
  const probed: BreakerStep =
    conclusion.scanned === 'probe'
      ? stepBreaker(breaker, { event: 'probe', dataVersion: conclusion.dataVersion?.id ?? null }, now, policy)
      : { state: breaker, transitions: [] };
  const last = stepBreaker(probed.state, eventOf(conclusion, ask), now, policy);
  return { state: last.state, transitions: [...probed.transitions, ...last.transitions] };
}

function eventOf(conclusion: Conclusion, ask: Ask): BreakerEvent {
  const { run, reasons } = conclusion;
  if (run === null || outcomeOf(reasons) !== 'block') return { event: 'allowed', runId: run?.runId ?? null };
  const cause = reasons.find((each) => each.effect === 'block')?.message ?? 'blocked';
  const version = condemnsData(run, reasons) ? (conclusion.dataVersion?.id ?? null) : null;
  return { event: 'blocked', dataVersion: version, batch: ask.request.batch, cause, runId: run.runId };
}
