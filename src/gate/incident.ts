/** The life of an incident as a pure step: what a decision does to the incident of its dataset and to those upstream. */
import type { Decision } from '../model/decision.js';
import { digest } from '../model/digest.js';
import type { Incident, IncidentEvent, IncidentHappening } from '../model/incident.js';
import type { Run } from '../model/verdict.js';
import { causesOf, stepCauses } from './incident-causes.js';
import { incidentsAbove, incidentsBehind } from './incident-roots.js';
import { heaviest, outweighs } from './incident-severity.js';
import { incidentTitle } from './incident-title.js';
import { wasCancelled } from './judge-run.js';
import type { Lineage } from './lineage.js';

/** What an incident remembers of its dataset beside the decision. */
export interface IncidentFacts {
  readonly domain: string | null;
  readonly tags: readonly string[];
  readonly owner: string | null;
  /** Consumers read from this layer: a block here is critical. */
  readonly isLastLayer: boolean;
}

export interface IncidentInput {
  readonly decision: Decision;
  /** The run with which this very decision looked at the data; null where it did not: held back at once, or an earlier run judged again. */
  readonly run: Run | null;
  readonly facts: IncidentFacts;
  /** Every incident that is not resolved, of whatever dataset, as it is on record. */
  readonly unresolved: readonly Incident[];
  readonly lineage: Lineage;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly newId: () => string;
}

export interface IncidentStep {
  /** New and changed ones, as they are afterwards. */
  readonly incidents: readonly Incident[];
  readonly events: readonly IncidentEvent[];
}

const NOTHING: IncidentStep = { incidents: [], events: [] };

/**
 * Only a decision that looked at the data opens, changes or ends an incident of its own dataset; the newest one counts, whichever
 * batch it was about, as with the breaker. A dataset that is held back by an open breaker upstream, or that fails while something
 * upstream does, joins the incident there as affected. Everything else changes nothing. The same decision again changes nothing.
 */
export function incidentAfterDecision(input: IncidentInput): IncidentStep {
  const { decision, run, unresolved, lineage } = input;
  if (decision.replayed || (run !== null && wasCancelled(run))) return NOTHING;
  if (run === null) {
    const behind = decision.shadow ? [] : incidentsBehind(decision, unresolved, lineage);
    return joinAll(behind, 'is held back', input);
  }
  const found = causesOf(decision, input.facts.isLastLayer, input.now);
  const own = unresolved.find((incident) => incident.dataset === decision.dataset);
  if (own !== undefined) return follow(own, found, input);
  if (found.length === 0) return NOTHING;
  const above = incidentsAbove(decision.dataset, unresolved, lineage);
  return above.length > 0 ? joinAll(above, 'fails as well', input) : open(found, input);
}

function open(causes: Incident['causes'], input: IncidentInput): IncidentStep {
  const { decision, facts, now } = input;
  const title = incidentTitle(causes) ?? `${decision.dataset} is not as it should be`;
  const incident: Incident = {
    kind: 'Incident',
    id: input.newId(),
    dataset: decision.dataset,
    layer: decision.layer,
    domain: facts.domain,
    environment: decision.environment,
    tags: facts.tags,
    state: 'open',
    severity: heaviest(causes.map((cause) => cause.severity)),
    title,
    owner: facts.owner,
    causes,
    affected: [],
    openedBy: decision.id,
    lastDecision: decision.id,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
  };
  return { incidents: [incident], events: [happened(incident, 'opened', title, input)] };
}

/** The dataset's own incident after a scan. Its latest decision and the wording of its causes follow without a line in the timeline. */
function follow(own: Incident, found: Incident['causes'], input: IncidentInput): IncidentStep {
  const { decision, now } = input;
  const { causes, joined, ended } = stepCauses(own.causes, found, decision, now);
  const lasting = causes.filter((cause) => cause.until === null);
  const severity = heaviest([own.severity, ...lasting.map((cause) => cause.severity)]);
  const next: Incident = {
    ...own,
    causes,
    severity,
    title: incidentTitle(causes) ?? own.title,
    lastDecision: decision.id,
    ...(lasting.length > 0 ? {} : wellAgain(now)),
  };
  if (digest(next) === digest(own)) return NOTHING;
  const events = [
    ...joined.map((cause) => happened(own, 'cause_joined', cause.message, input)),
    ...ended.map((cause) => happened(own, 'cause_ended', `${cause.check ?? cause.code} is over`, input)),
    ...(outweighs(severity, own.severity)
      ? [happened(own, 'severity_raised', `from ${own.severity} to ${severity}`, input)]
      : []),
    ...(lasting.length > 0 ? [] : [happened(own, 'resolved', WELL_AGAIN, input)]),
  ];
  return { incidents: [next], events };
}

const WELL_AGAIN = 'Nothing stands in the way any more.';

function wellAgain(now: string): Partial<Incident> {
  return { state: 'resolved', resolvedAt: now, resolvedBy: null, resolution: WELL_AGAIN };
}

function joinAll(roots: readonly Incident[], how: string, input: IncidentInput): IncidentStep {
  const { dataset } = input.decision;
  const joining = roots.filter((root) => root.affected.every((each) => each.dataset !== dataset));
  return {
    incidents: joining.map((root) => ({
      ...root,
      affected: [...root.affected, { dataset, since: input.now }],
    })),
    events: joining.map((root) => happened(root, 'affected_joined', `${dataset} ${how}`, input)),
  };
}

function happened(
  incident: Pick<Incident, 'id'>,
  happening: IncidentHappening,
  message: string,
  { decision, now }: Pick<IncidentInput, 'decision' | 'now'>,
): IncidentEvent {
  return { incident: incident.id, at: now, happening, decision: decision.id, by: null, message };
}
