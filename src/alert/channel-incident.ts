/** A channel that can not be reached is an incident itself: told elsewhere, listed like any other, over when a message arrives again. */
import type { AlertMessage, Told } from '../model/alert-message.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { Incident, IncidentEvent } from '../model/incident.js';
import type { IncidentStep } from '../gate/incident.js';
import { oneLine } from '../gate/incident-title.js';
import { channelSubject, isOfChannel } from './channel-subject.js';
import { alertsAfter, factsByHand } from './routing/alerts-after.js';
import { channelsNamed, distinct, type Destination } from './routing/destination.js';
import { messageOf } from './routing/message.js';
import { ruleOf } from './routing/rule-of.js';

/** An incident with the messages about it. */
export interface ToldStep extends IncidentStep {
  readonly messages: readonly AlertMessage[];
}

/**
 * A message was given up: opens the incident of its place. Null where the message was itself about such an incident, so that two
 * dead channels do not tell each other of their deaths for ever.
 * @param error of the last attempt, without secrets
 */
export function channelFailed(
  message: AlertMessage,
  error: string,
  settings: AlertSettings,
  now: string,
  newId: () => string,
): ToldStep | null {
  if (message.incident !== null && isOfChannel(message.incident)) return null;
  const incident = openIncident(message, error, now, newId());
  const event = eventOf(incident, 'opened', incident.title, now);
  const messages = elsewhere(message, settings).map((to) =>
    messageOf({ incident, occasion: 'opened', to, n: '0', events: [event], now, notBefore: now }, newId),
  );
  return { incidents: [incident], events: [event], messages };
}

/** A message has arrived at a place that has an unresolved incident. */
export function channelWorks(
  incident: Incident,
  told: readonly Told[],
  settings: AlertSettings,
  now: string,
  newId: () => string,
): ToldStep {
  const over = 'A message has arrived again.';
  const next: Incident = {
    ...incident,
    causes: incident.causes.map((cause) => ({ ...cause, until: cause.until ?? now })),
    state: 'resolved',
    resolvedAt: now,
    resolution: over,
  };
  const step = { incidents: [next], events: [eventOf(next, 'resolved', over, now)] };
  return { ...step, messages: alertsAfter(step, factsByHand(told), settings, now, newId) };
}

function openIncident(message: AlertMessage, error: string, now: string, id: string): Incident {
  const { channel, address, incident } = message;
  const whose = address === null ? '' : ' at an address that a contract names';
  const said = oneLine(`The alert channel ${channel} can not be reached${whose}: ${error}`, 200);
  return {
    kind: 'Incident',
    id,
    dataset: channelSubject(message),
    layer: null,
    domain: null,
    environment: incident?.environment ?? null,
    tags: [],
    state: 'open',
    severity: 'error',
    title: said,
    owner: null,
    causes: [
      {
        check: null,
        code: 'channel_dead',
        severity: 'error',
        message: said,
        owner: null,
        since: now,
        until: null,
      },
    ],
    affected: [],
    // No decision was taken: the message that was given up stands in its place.
    openedBy: message.id,
    lastDecision: message.id,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
  };
}

/** The other channels of the rule by which the message was sent; where there are none, every file and console. */
function elsewhere(message: AlertMessage, settings: AlertSettings): readonly Destination[] {
  const rule = message.incident === null ? null : ruleOf(message.incident, settings);
  const names = [...(rule?.to ?? []), ...(rule?.escalate?.to ?? [])];
  const others = names.filter((name) => name !== message.channel && Object.hasOwn(settings.channels, name));
  const local = Object.entries(settings.channels)
    .filter(([name, { type }]) => name !== message.channel && (type === 'file' || type === 'console'))
    .map(([name]) => name);
  return distinct(channelsNamed(others.length > 0 ? others : local), settings);
}

function eventOf(
  incident: Incident,
  happening: 'opened' | 'resolved',
  message: string,
  at: string,
): IncidentEvent {
  return { incident: incident.id, at, happening, decision: null, by: null, message };
}
