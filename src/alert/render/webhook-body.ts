/** A message as JSON for programs: the body of a webhook, and a line of a file. */
import type { AlertMessage, DigestLine, Occasion } from '../../model/alert-message.js';
import type { Incident } from '../../model/incident.js';
import { incidentLink } from './tell.js';

/** Changes when a key is removed or changes its meaning; new keys may come at any time. */
const SCHEMA_VERSION = 1;

export interface WebhookBody {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Of the message: the same when it is sent again. */
  readonly id: string;
  readonly occasion: Occasion;
  /** The same for all messages of one incident. */
  readonly thread: string;
  readonly summary: string;
  readonly details: readonly string[];
  readonly createdAt: string;
  /** Where a person sees the incident. */
  readonly url: string | null;
  /** As it was at `createdAt`; null for a digest or a test. */
  readonly incident: Incident | null;
  readonly digest: readonly DigestLine[];
}

/** Whole, nothing is cut; it says nothing of the attempt, so every attempt sends the same bytes. */
export function webhookBody(message: AlertMessage, publicUrl: string | null): WebhookBody {
  const { id, occasion, thread, summary, details, createdAt, incident, digest } = message;
  const url = incident === null ? null : incidentLink(publicUrl, incident.id);
  return {
    schemaVersion: SCHEMA_VERSION,
    id,
    occasion,
    thread,
    summary,
    details,
    createdAt,
    url,
    incident,
    digest,
  };
}
