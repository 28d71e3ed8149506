/** A message as events of PagerDuty's Events API v2, within its documented limits. */
import type { AlertMessage, Occasion } from '../../model/alert-message.js';
import { digest } from '../../model/digest.js';
import type { IncidentSeverity } from '../../model/incident.js';
import { fit, fitList, oneLine } from './plain-text.js';
import { tell, type Telling } from './tell.js';

export type PagerDutyAction = 'trigger' | 'acknowledge' | 'resolve';

/** An event without the routing key, which is a secret and is added when it is sent. */
export interface PagerDutyEvent {
  readonly event_action: PagerDutyAction;
  readonly dedup_key: string;
  readonly client?: string;
  readonly client_url?: string;
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly payload?: PagerDutyPayload;
}

export interface PagerDutyPayload {
  readonly summary: string;
  readonly source: string;
  readonly severity: IncidentSeverity | 'info';
  readonly timestamp: string;
  readonly component?: string;
  readonly group?: string;
  readonly class: string;
  readonly custom_details: Readonly<Record<string, string | readonly string[]>>;
}

const ACTIONS: { readonly [occasion in Exclude<Occasion, 'digest' | 'test'>]: PagerDutyAction } = {
  opened: 'trigger',
  raised: 'trigger',
  changed: 'trigger',
  reminder: 'trigger',
  escalation: 'trigger',
  acknowledged: 'acknowledge',
  recovered: 'resolve',
};

const LISTS = { characters: 10_000, items: 30, item: 1000 };
/** PagerDuty: 1024. */
const SUMMARY = 1024;
/** PagerDuty: 255. */
const KEY = 255;

/**
 * The events to send, in order. None for a digest: it has nothing that could be resolved, so it would page somebody and stay.
 * Two for a test: an alert of severity info that is resolved at once.
 */
export function pagerDutyEvents(message: AlertMessage, publicUrl: string | null): readonly PagerDutyEvent[] {
  const { occasion } = message;
  if (occasion === 'digest') return [];
  const told = tell(message, publicUrl);
  const key = dedupKey(message);
  if (occasion === 'test') return [trigger(message, told, key), { event_action: 'resolve', dedup_key: key }];
  const action = ACTIONS[occasion];
  return [action === 'trigger' ? trigger(message, told, key) : { event_action: action, dedup_key: key }];
}

/** The same for all messages of an incident, and for every attempt. */
function dedupKey(message: AlertMessage): string {
  const key = `assay:${message.incident?.id ?? message.id}`;
  return key.length <= KEY ? key : `assay:${digest(key)}`;
}

function trigger(message: AlertMessage, told: Telling, key: string): PagerDutyEvent {
  const { link } = told;
  return {
    event_action: 'trigger',
    dedup_key: key,
    client: 'Assay',
    ...(link === null ? {} : { client_url: link, links: [{ href: link, text: 'Open the incident' }] }),
    payload: payload(message, told),
  };
}

function payload(message: AlertMessage, told: Telling): PagerDutyPayload {
  const { incident } = message;
  const layer = incident?.layer ?? null;
  const domain = incident?.domain ?? null;
  const facts = told.facts.map(({ label, value }) => [label.toLowerCase(), fit(value, 500)] as const);
  return {
    summary: fit(`${told.headline}: ${told.title ?? told.summary}`, SUMMARY),
    source: fit(oneLine(incident?.dataset ?? ''), 255) || 'assay',
    severity: incident?.severity ?? 'info',
    timestamp: incident?.openedAt ?? message.createdAt,
    class: 'data quality',
    ...(layer === null ? {} : { component: fit(oneLine(layer), 255) }),
    ...(domain === null ? {} : { group: fit(oneLine(domain), 255) }),
    custom_details: {
      message: message.id,
      happened: fit(told.summary, 1000),
      changed: fitList(told.details, LISTS, ''),
      causes: fitList(told.causes, LISTS, ''),
      affected: fitList(told.affected, LISTS, ''),
      ...Object.fromEntries(facts),
    },
  };
}
