/** Builds a message about an incident. */
import { alertKey } from '../../model/alert-key.js';
import type { AlertMessage, Occasion } from '../../model/alert-message.js';
import { digest, shortDigest } from '../../model/digest.js';
import type { Incident, IncidentEvent } from '../../model/incident.js';
import { oneLine } from '../../gate/incident-title.js';
import type { Destination } from './destination.js';
import { summaryOf } from './summary.js';

export interface MessageParts {
  readonly incident: Incident;
  readonly occasion: Exclude<Occasion, 'digest' | 'test'>;
  readonly to: Destination;
  /** Which repetition: part of the key. */
  readonly n: string;
  readonly events: readonly IncidentEvent[];
  readonly now: string;
  readonly notBefore: string;
}

const MOST_DETAILS = 50;
const LONGEST_DETAIL = 500;

/** The message, with the incident as it is now. */
export function messageOf(parts: MessageParts, newId: () => string): AlertMessage {
  const { incident, occasion, to, n, now } = parts;
  return {
    kind: 'AlertMessage',
    id: newId(),
    key: alertKey({ subject: incident.id, occasion, ...to, n }),
    occasion,
    channel: to.channel,
    address: to.address,
    thread: threadOf(incident.id, to.address),
    incident,
    digest: [],
    summary: summaryOf(incident, occasion, now),
    details: detailsOf(parts.events),
    createdAt: now,
    notBefore: parts.notBefore,
  };
}

/** One thread for each place, so that an address that can not be reached holds up no other; it does not show the address. */
export function threadOf(subject: string, address: string | null): string {
  return address === null ? subject : `${subject}.${shortDigest(digest(address))}`;
}

const WORDS: { readonly [happening in IncidentEvent['happening']]?: string } = {
  cause_joined: 'New: ',
  cause_ended: 'Over: ',
  severity_raised: 'Severity: ',
  affected_joined: 'Downstream: ',
  acknowledged: 'Said: ',
};

/** What is new, one line each; the beginning and the end are told by the summary. */
function detailsOf(events: readonly IncidentEvent[]): readonly string[] {
  const lines = events.flatMap(({ happening, message }) => {
    const word = WORDS[happening];
    return word === undefined ? [] : [oneLine(`${word}${message}`, LONGEST_DETAIL)];
  });
  if (lines.length <= MOST_DETAILS) return lines;
  return [...lines.slice(0, MOST_DETAILS), `and ${lines.length - MOST_DETAILS} more`];
}
