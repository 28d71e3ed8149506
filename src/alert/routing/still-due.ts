/** Whether a message still tells something when its turn has come: quiet hours and outages lie between writing and sending. */
import type { AlertMessage, Told } from '../../model/alert-message.js';
import type { IncidentState } from '../../model/incident.js';

export interface TurnFacts {
  readonly message: AlertMessage;
  /** Of the incident as it is now; null: the message is of none. */
  readonly state: IncidentState | null;
  /** What was told of this incident on this channel and address, in the order of writing, the message itself included. */
  readonly told: readonly Told[];
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** Later than this, nobody wants to hear the beginning of what is over. */
const STALE_MS = 86_400_000;

/**
 * Why the message is not to be sent; null: it is. Of an incident that began and ended within quiet hours, or while nothing could be
 * sent for a day, nothing is sent. A message that may have arrived already is always sent again: what follows it leans on it.
 */
export function whyNotSent({ message, state, told, now }: TurnFacts): string | null {
  const place = told.findIndex((each) => each.message === message.id);
  const self = told[place];
  if (state === null || self === undefined || self.attempts > 1) return null;
  const earlier = told.slice(0, place);
  switch (message.occasion) {
    case 'recovered':
    case 'acknowledged':
    case 'changed':
      return earlier.some(mayHaveArrived)
        ? overtaken(told.slice(place + 1), message)
        : 'the beginning was never told here';
    case 'reminder':
    case 'escalation':
      return state === 'open' ? null : 'somebody has taken it up, or it is over';
    case 'opened':
    case 'raised':
      if (state === 'resolved' && (isHeld(message) || isStale(message, now)))
        return 'it was over before this could be told';
      return overtaken(told.slice(place + 1), message);
    case 'digest':
    case 'test':
      return null;
  }
}

const isHeld = ({ createdAt, notBefore }: AlertMessage): boolean =>
  Date.parse(notBefore) > Date.parse(createdAt);

const isStale = ({ notBefore }: AlertMessage, now: string): boolean =>
  Date.parse(now) - Date.parse(notBefore) > STALE_MS;

const mayHaveArrived = (told: Told): boolean =>
  told.state === 'sent' || told.state === 'dead' || (told.state === 'waiting' && told.attempts > 0);

/** A heavier message did not wait for the quiet hours to end, and has told this with it. */
function overtaken(later: readonly Told[], message: AlertMessage): string | null {
  return isHeld(message) && later.some((each) => each.state === 'sent')
    ? 'a later message has told it'
    : null;
}
