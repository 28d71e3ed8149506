/** The end of every decision: the breaker steps, the record is made and written, all in the dataset's turn. */
import type { BreakerEvent, BreakerState, Override, Reason } from '../model/decision.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import { stepBreaker, type BreakerStep } from '../gate/breaker.js';
import { makeDecision } from '../gate/decision.js';
import { condemnsData } from '../gate/judge-run.js';
import { outcomeOf } from '../gate/reason.js';
import { currentBreaker, type Ask } from './decide-ask.js';
import { RecordingError } from './decide-recording-error.js';
import { isolatedReason } from './decide-reasons.js';
import type { Answer, DecideServices } from './decide-services.js';

export interface Conclusion {
  readonly reasons: readonly Reason[];
  readonly dataVersion: DataVersion | null;
  /** The run that it stands on; null where nothing was ever scanned. */
  readonly run: Run | null;
  readonly overrides: readonly Override[];
  /** How this decision looked at the data: only one that did moves the breaker. */
  readonly scanned: 'scan' | 'probe' | null;
}

/** Decides and records. The breaker is read again: a person may have pulled the kill switch while the checks ran. @throws RecordingError */
export async function conclude(ask: Ask, conclusion: Conclusion, services: DecideServices): Promise<Answer> {
  const { request, subject } = ask;
  return services.turns.inTurn(request.dataset, async () => {
    const decidedAt = services.now().toISOString();
    const breaker = await currentBreaker(request.dataset, subject, decidedAt, services);
    const reasons = withKillSwitch(conclusion.reasons, breaker, ask);
    const { state, transitions } = stepAfter(breaker, { ...conclusion, reasons }, decidedAt, ask);
    const { run, dataVersion, overrides } = conclusion;
    const decision = makeDecision({
      id: services.newId(),
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
      askedAt: ask.askedAt,
      decidedAt,
    });
    const { suite, contract } = subject;
    try {
      await services.store.recordDecision({ decision, run, suite, contract, breaker: state, transitions });
    } catch (error) {
      throw new RecordingError(decision, run, error);
    }
    return { decision, run };
  });
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
