/** What a decision, or a person, does to incidents, and who is told of it: read, step, route. Writing is the caller's part. */
import { alertsAfter, factsByHand, type AlertFacts } from '../alert/routing/alerts-after.js';
import { longestWindow, recentBad } from '../alert/routing/recent-bad.js';
import { acknowledge, resolve } from '../gate/incident-by-hand.js';
import { incidentAfterDecision, type IncidentStep } from '../gate/incident.js';
import type { Lineage } from '../gate/lineage.js';
import { ownerOf } from '../gate/owner.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { AuditEntry, Decision } from '../model/decision.js';
import { fault, FaultError, type Outcome } from '../model/fault.js';
import type { Incident } from '../model/incident.js';
import type { Run } from '../model/verdict.js';
import { IncidentMoved, type IncidentChange } from '../store/incident-store.js';
import type { Store } from '../store/store.js';
import type { GateSubject } from './decide-services.js';

export interface TellServices {
  readonly store: Store;
  readonly lineage: Lineage;
  readonly alerting: AlertSettings;
  /** Layers in order: consumers read from the last one. */
  readonly layers: readonly string[];
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A change with the incidents that it was taken from. */
export interface Telling {
  readonly incidents: IncidentChange;
  readonly incidentsBefore: readonly Incident[];
}

/**
 * The step of a decision that is about to be recorded; null where it changes nothing.
 * @param run the run with which this very decision looked at the data; null where it did not
 */
export async function tellDecision(
  decision: Decision,
  run: Run | null,
  { contract }: GateSubject,
  services: TellServices,
): Promise<Telling | null> {
  const { store, lineage, layers, newId } = services;
  const unresolved = await store.incidents.unresolved();
  const { domain, tags, owners, support } = contract;
  const own = contract.datasets.find((dataset) => dataset.key === decision.dataset);
  const step = incidentAfterDecision({
    decision,
    run,
    facts: {
      domain,
      tags: [...new Set([...tags, ...(own?.tags ?? [])])],
      owner: ownerOf(contract),
      isLastLayer: isLast(decision.layer, layers),
    },
    unresolved,
    lineage,
    now: decision.decidedAt,
    newId,
  });
  if (step.incidents.length === 0 && step.events.length === 0) return null;
  const facts = {
    dataset: decision.dataset,
    people: { owners, support },
    recentBad: await recentOf(decision, services),
    told: await toldOf(step, store),
  };
  return telling(step, facts, unresolved, services);
}

/** What a person does to an incident, written with its audit entry. Another writer may come between: then once more. @throws FaultError */
export async function changeIncident(
  change: {
    readonly id: string;
    readonly by: string;
    readonly reason: string | null;
    readonly to: 'acknowledged' | 'resolved';
  },
  services: TellServices,
): Promise<Incident> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await changeOnce(change, services);
    } catch (error) {
      if (!(error instanceof IncidentMoved) || attempt === ATTEMPTS) throw error;
    }
  }
}

const ATTEMPTS = 20;

async function changeOnce(
  { id, by, reason, to }: Parameters<typeof changeIncident>[0],
  services: TellServices,
): Promise<Incident> {
  const { store } = services;
  const before = await store.incidents.get(id);
  if (before === null) throw new FaultError([fault('unknown-incident', `There is no incident ${id}.`)]);
  const at = services.now().toISOString();
  const step = unwrap(
    to === 'acknowledged' ? acknowledge(before, by, reason, at) : resolve(before, by, reason ?? '', at),
  );
  const [after = before] = step.incidents;
  const { incidents } = telling(step, factsByHand(await store.outbox.told([id])), [before], services);
  const audit: AuditEntry = {
    at,
    by: by.trim(),
    action: to === 'acknowledged' ? 'incident.acknowledge' : 'incident.resolve',
    dataset: before.dataset,
    reason: reason?.trim() || null,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  };
  await store.incidents.change(incidents, [before], audit);
  return after;
}

/** As the policy has it: what is of no known layer is held to the strictest rule. */
const isLast = (layer: string | null, layers: readonly string[]): boolean =>
  layer === null || !layers.includes(layer) || layer === layers.at(-1);

function telling(
  step: IncidentStep,
  facts: AlertFacts,
  read: readonly Incident[],
  { alerting, now, newId }: TellServices,
): Telling {
  const messages = alertsAfter(step, facts, alerting, now().toISOString(), newId);
  const ids = new Set(step.incidents.map((incident) => incident.id));
  return {
    incidents: { ...step, messages },
    incidentsBefore: read.filter((incident) => ids.has(incident.id)),
  };
}

function toldOf(step: IncidentStep, store: Store): ReturnType<Store['outbox']['told']> {
  return store.outbox.told(step.incidents.map((incident) => incident.id));
}

/** Only where a rule counts: the last looks at these data, the present one first. */
async function recentOf(decision: Decision, { store, alerting }: TellServices): Promise<readonly boolean[]> {
  const window = longestWindow(alerting);
  if (window === 0) return [];
  // Blocks by an open breaker look at nothing and are left out: some more than the window are read.
  const earlier = await store.decisions(decision.dataset, window * 4 + 10);
  return recentBad([decision, ...earlier.filter((each) => each.id !== decision.id)]);
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FaultError(outcome.faults);
  return outcome.value;
}
