/** What a person does to a gate: pull the kill switch, reset a breaker, override, approve. Each with a reason, each in the audit log. */
import type { AuditEntry, BreakerEvent, BreakerState, Override } from '../model/decision.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import { durationText, parseInstant, toInstant } from '../model/time.js';
import { closedBreaker, stepBreaker } from '../gate/breaker.js';
import { BreakerMoved } from '../store/store.js';
import type { DecideServices, GateSubject } from './decide-services.js';

export type ByHandServices = Pick<DecideServices, 'store' | 'subject' | 'now' | 'newId' | 'turns'>;

/** Who does it to which dataset, and why. `environment` says whose policy holds. */
export interface ByHand {
  readonly dataset: string;
  readonly environment: string | null;
  readonly by: string;
  readonly reason: string;
}

export interface OverrideWish extends ByHand {
  /** Check ids; null: every check. */
  readonly checks: readonly string[] | null;
  /** Only for this data version; null: any until it expires. */
  readonly dataVersion: string | null;
  /** ISO 8601; a date is its midnight, UTC. */
  readonly until: string;
}

/** An override that outlives this is a change of the contract, and belongs there. */
export const LONGEST_OVERRIDE_MS = 90 * 86_400_000;

/** How often a change is tried against writers of other processes. */
const ATTEMPTS = 20;

/** Opens a breaker by hand: `isolated`, until a person resets it. Faults: no reason, unknown dataset, isolated already. */
export async function tripBreaker(hand: ByHand, services: ByHandServices): Promise<Outcome<BreakerState>> {
  return changeByHand('trip', hand, services);
}

/** Closes a breaker by hand; earlier decisions are no answer any more, the next ask is scanned. Faults: no reason, unknown dataset. */
export async function resetBreaker(hand: ByHand, services: ByHandServices): Promise<Outcome<BreakerState>> {
  return changeByHand('reset', hand, services);
}

/** Lifts checks for a while. It waits for a second person where the dataset's policy asks for one. All faults at once. */
export async function createOverride(
  wish: OverrideWish,
  services: ByHandServices,
): Promise<Outcome<Override>> {
  const subject = services.subject(wish.dataset, wish.environment);
  if (!subject.ok) return subject;
  const now = services.now().getTime();
  const until = parseInstant(wish.until);
  const faults = [...handFaults(wish), ...untilFaults(until, now), ...checkFaults(wish, subject.value)];
  if (until === null || faults.length > 0) return { ok: false, faults };
  const override: Override = {
    id: services.newId(),
    dataset: wish.dataset,
    reason: wish.reason.trim(),
    checks: wish.checks,
    dataVersion: wish.dataVersion,
    createdAt: toInstant(now),
    until: toInstant(until),
    by: wish.by.trim(),
    approvedBy: null,
    needsApproval: subject.value.policy.secondApprover,
  };
  await services.store.addOverride(
    override,
    audit('override.create', override.createdAt, wish, null, override),
  );
  return { ok: true, value: override };
}

/** The second person agrees. Faults: no such override in force, approved already, the same person, none needed. */
export async function approveOverride(
  approval: { readonly id: string; readonly by: string; readonly reason: string | null },
  services: ByHandServices,
): Promise<Outcome<Override>> {
  const at = toInstant(services.now().getTime());
  const override = (await services.store.overrides(null, at)).find((each) => each.id === approval.id);
  const problem = approvalFault(override, approval);
  if (override === undefined || problem !== null)
    return { ok: false, faults: [problem ?? noOverride(approval.id)] };
  const approved: Override = { ...override, approvedBy: approval.by.trim() };
  const reason = approval.reason?.trim() || override.reason;
  const entry = audit('override.approve', at, { ...override, by: approval.by, reason }, override, approved);
  const done = await services.store.approveOverride(override.id, approval.by.trim(), entry);
  return done ? { ok: true, value: approved } : { ok: false, faults: [approvedAlready(override)] };
}

async function changeByHand(
  event: 'trip' | 'reset',
  hand: ByHand,
  services: ByHandServices,
): Promise<Outcome<BreakerState>> {
  const subject = services.subject(hand.dataset, hand.environment);
  const faults = [...handFaults(hand), ...(subject.ok ? [] : subject.faults)];
  if (!subject.ok || faults.length > 0) return { ok: false, faults };
  return services.turns.inTurn(hand.dataset, () => changeUntilWritten(event, hand, subject.value, services));
}

/** Another process may change the breaker between reading and writing: then once more. A person's word is not lost. */
async function changeUntilWritten(
  event: 'trip' | 'reset',
  hand: ByHand,
  subject: GateSubject,
  services: ByHandServices,
): Promise<Outcome<BreakerState>> {
  const { store } = services;
  for (let attempt = 1; ; attempt += 1) {
    const at = toInstant(services.now().getTime());
    const before = await store.breaker(hand.dataset);
    const last = before ?? closedBreaker(hand.dataset, at, subject.policy);
    if (event === 'trip' && last.phase === 'isolated') return { ok: false, faults: [isolatedAlready(last)] };
    const step: BreakerEvent = { event, by: hand.by.trim(), reason: hand.reason.trim() };
    const { state, transitions } = stepBreaker(last, step, at, subject.policy);
    try {
      await store.changeBreaker(state, transitions, audit(`breaker.${event}`, at, hand, last, state), before);
      return { ok: true, value: state };
    } catch (error) {
      if (!(error instanceof BreakerMoved) || attempt === ATTEMPTS) throw error;
    }
  }
}

function audit(
  action: string,
  at: string,
  hand: Pick<ByHand, 'by' | 'dataset' | 'reason'>,
  before: BreakerState | Override | null,
  after: BreakerState | Override,
): AuditEntry {
  return {
    at,
    by: hand.by.trim(),
    action,
    dataset: hand.dataset,
    reason: hand.reason.trim(),
    before: before === null ? null : JSON.stringify(before),
    after: JSON.stringify(after),
  };
}

function handFaults(hand: ByHand): readonly Fault[] {
  const because = fault('reason-required', 'A change by hand needs a reason.', {}, 'Say why with --reason.');
  const who = fault('person-required', 'A change by hand needs the person who makes it.');
  return [...(hand.reason.trim() === '' ? [because] : []), ...(hand.by.trim() === '' ? [who] : [])];
}

function untilFaults(until: number | null, now: number): readonly Fault[] {
  if (until === null)
    return [fault('bad-time', 'An override ends at a moment.', {}, 'Write ISO 8601, as 2026-01-31T18:00Z.')];
  if (until <= now) return [fault('override-in-the-past', 'The end of an override must lie in the future.')];
  if (until - now <= LONGEST_OVERRIDE_MS) return [];
  return [
    fault(
      'override-too-long',
      `An override may last ${durationText(LONGEST_OVERRIDE_MS)} at most.`,
      {},
      'What holds for longer is a change of the contract.',
    ),
  ];
}

function checkFaults(wish: OverrideWish, subject: GateSubject): readonly Fault[] {
  if (wish.checks === null) return [];
  if (wish.checks.length === 0)
    return [
      fault('no-checks', 'An override of no check lifts nothing.', {}, 'Name checks, or none for all.'),
    ];
  const known = subject.suite.checks.map((check) => check.id);
  return wish.checks
    .filter((id) => !known.includes(id))
    .map((id) => {
      const hint = nearHint(id, known) ?? `\`assay compile\` lists the checks of ${wish.dataset}.`;
      return fault('unknown-check', `${wish.dataset} has no check "${id}".`, {}, hint);
    });
}

function approvalFault(
  override: Override | undefined,
  approval: { readonly id: string; readonly by: string },
): Fault | null {
  const by = approval.by.trim();
  if (override === undefined) return noOverride(approval.id);
  if (by === '') return fault('person-required', 'An approval needs the person who gives it.');
  if (!override.needsApproval)
    return fault('approval-not-needed', `The override ${override.id} is in force without a second person.`);
  if (override.approvedBy !== null) return approvedAlready(override);
  if (by.toLowerCase() === override.by.toLowerCase())
    return fault('same-person', `${by} made this override.`, {}, 'A second person has to approve it.');
  return null;
}

const noOverride = (id: string): Fault =>
  fault('unknown-override', `There is no override ${id} that has not ended.`);

const approvedAlready = (override: Override): Fault =>
  fault('already-approved', `The override ${override.id} is approved already.`);

const isolatedAlready = (state: BreakerState): Fault =>
  fault('already-isolated', `${state.dataset} is isolated since ${state.since}.`, {}, 'A reset ends it.');
