/** What people do to an incident: they take it up, or end it. Each with a name, an end with a reason. */
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { Incident, IncidentEvent, IncidentHappening } from '../model/incident.js';
import type { IncidentStep } from './incident.js';

/** Somebody takes it up: reminders and escalation end. Faults: person-required, already-acknowledged, already-resolved. */
export function acknowledge(
  incident: Incident,
  by: string,
  note: string | null,
  now: string,
): Outcome<IncidentStep> {
  const faults = [...personFaults(by), ...overFaults(incident)];
  if (incident.state === 'acknowledged') {
    const who = incident.acknowledgedBy ?? 'someone';
    const message = `The incident ${incident.id} of ${incident.dataset} is already acknowledged by ${who}.`;
    faults.push(fault('already-acknowledged', message, {}, 'Nothing is left to do but to repair the data.'));
  }
  if (faults.length > 0) return { ok: false, faults };
  const person = by.trim();
  const next: Incident = { ...incident, state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: person };
  const said = note?.trim() ?? '';
  return done(next, 'acknowledged', person, said === '' ? 'Acknowledged.' : said, now);
}

/**
 * A person says that it is over. Should the data still be bad, the next decision that looks at them opens a new incident.
 * Faults: person-required, reason-required, already-resolved.
 */
export function resolve(incident: Incident, by: string, reason: string, now: string): Outcome<IncidentStep> {
  const faults = [...personFaults(by), ...overFaults(incident)];
  const resolution = reason.trim();
  if (resolution === '')
    faults.push(
      fault('reason-required', 'An incident is resolved with a reason.', {}, 'Say why it is over.'),
    );
  if (faults.length > 0) return { ok: false, faults };
  const person = by.trim();
  const next: Incident = { ...incident, state: 'resolved', resolvedAt: now, resolvedBy: person, resolution };
  return done(next, 'resolved', person, resolution, now);
}

function done(
  incident: Incident,
  happening: IncidentHappening,
  by: string,
  message: string,
  now: string,
): Outcome<IncidentStep> {
  const event: IncidentEvent = { incident: incident.id, at: now, happening, decision: null, by, message };
  return { ok: true, value: { incidents: [incident], events: [event] } };
}

function personFaults(by: string): Fault[] {
  if (by.trim() !== '') return [];
  return [fault('person-required', 'A change by hand needs the name of a person.', {}, 'Say who does it.')];
}

function overFaults(incident: Incident): Fault[] {
  if (incident.state !== 'resolved') return [];
  const message = `The incident ${incident.id} of ${incident.dataset} is already resolved.`;
  return [
    fault('already-resolved', message, {}, 'If the data are bad again, the next decision opens a new one.'),
  ];
}
