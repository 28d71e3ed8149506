/** The heaviest cause of each incident with its value and limit, from the decisions that spoke of it. */
import { heaviest } from '../gate/incident-severity.js';
import type { Decision, Reason } from '../model/decision.js';
import type { Incident, IncidentCause } from '../model/incident.js';
import type { CheckResult } from '../model/verdict.js';
import type { Answer, Call } from './route.js';

type Lead = Answer<'IncidentLead'>;

/** By incident; one question to the store for all of them. Without those that have no cause. */
export async function incidentLeads(
  { deps }: Call<unknown, unknown>,
  incidents: readonly Incident[],
): Promise<ReadonlyMap<string, Lead>> {
  const { service } = deps;
  const ids = new Set(incidents.flatMap(({ openedBy, lastDecision }) => [lastDecision, openedBy]));
  const decisions = await service.store.listings.decisionsById([...ids]);
  const project = service.project();
  const unitOf = (dataset: string, check: string | null): CheckResult['unit'] | null => {
    const found = project.find(dataset);
    return found.ok ? (found.value.suite.checks.find(({ id }) => id === check)?.unit ?? null) : null;
  };
  return new Map(
    incidents.flatMap((incident) => {
      const cause = leadingCause(incident.causes);
      if (cause === undefined) return [];
      const { check, message } = cause;
      const reason = reasonOf(cause, incident, decisions);
      const unit = reason === undefined ? null : unitOf(incident.dataset, check);
      const told = { observed: reason?.observed ?? null, expected: reason?.expected ?? null };
      return [[incident.id, { check, ...told, unit, message }] as const];
    }),
  );
}

/** The first of the heaviest that last, as in the title; of an incident that is over, of all. */
function leadingCause(causes: readonly IncidentCause[]): IncidentCause | undefined {
  const lasting = causes.filter(({ until }) => until === null);
  const among = lasting.length > 0 ? lasting : causes;
  const worst = heaviest(among.map(({ severity }) => severity));
  return among.find(({ severity }) => severity === worst);
}

/** As the latest decision has it; where that one had no answer or the cause is over, as the decision that opened the incident had it. */
function reasonOf(
  { check, code }: IncidentCause,
  { lastDecision, openedBy }: Incident,
  decisions: ReadonlyMap<string, Decision>,
): Reason | undefined {
  const found = [lastDecision, openedBy].flatMap((id) =>
    (decisions.get(id)?.reasons ?? []).filter((reason) =>
      check === null ? reason.check === null && reason.code === code : reason.check === check,
    ),
  );
  return found.find(({ observed }) => observed !== null) ?? found[0];
}
