/** Incidents as they are answered. */
import type { Delivery } from '../../model/alert-message.js';
import type { Incident, IncidentEvent } from '../../model/incident.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

/**
 * @param lead of `incidentLeads`
 * @param seen whether the caller may see a dataset: what is affected and may not be seen is left out
 */
export function showIncident(
  incident: Incident,
  lead: Answer<'IncidentLead'> | null,
  seen: (dataset: string) => boolean,
  link: Link,
): Answer<'Incident'> {
  const { id, dataset, affected } = incident;
  return {
    ...incident,
    affected: affected.filter((each) => seen(each.dataset)),
    lead,
    links: {
      self: link('/v1/incidents/{id}', id),
      dataset: link('/v1/datasets/{key}', dataset),
      decision: link('/v1/decisions/{id}', incident.lastDecision),
    },
  };
}

export function showHappening({
  at,
  happening,
  decision,
  by,
  message,
}: IncidentEvent): Answer<'IncidentEvent'> {
  return { at, happening, decision, by, message };
}

/** Without the message itself and what the channel answered. */
export function showDelivery(delivery: Delivery): Answer<'Delivery'> {
  const { id, occasion, channel, address, summary, createdAt } = delivery.message;
  const { state, attempts, nextAttempt, sentAt, error } = delivery;
  return { id, occasion, channel, address, summary, state, attempts, createdAt, nextAttempt, sentAt, error };
}
