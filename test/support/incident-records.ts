/** Small incidents and messages for tests: only what a test is about is named, the rest is plain. */
import { alertKey } from '../../src/model/alert-key.js';
import type { AlertMessage, Told } from '../../src/model/alert-message.js';
import type { AlertRule, AlertSettings, ChannelKind } from '../../src/model/alert-settings.js';
import { DEFAULT_RULE, NO_ALERTS } from '../../src/model/alert-settings.js';
import type { Incident, IncidentCause, IncidentEvent } from '../../src/model/incident.js';

/** `at(90)` is half past one on Monday, 5 January 2026, UTC. */
export function at(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 5) + minutes * 60_000).toISOString();
}

export function cause(part: Partial<IncidentCause> = {}): IncidentCause {
  return {
    check: 'gold.orders/amount/nullValues',
    code: 'check_failed',
    severity: 'error',
    message: 'amount: 312 of 12000 rows are null (2.6 %), allowed 0',
    owner: 'data-orders',
    since: at(0),
    until: null,
    ...part,
  };
}

export function incident(id: string, part: Partial<Incident> = {}): Incident {
  return {
    kind: 'Incident',
    id,
    dataset: 'gold.orders',
    layer: 'gold',
    domain: 'sales',
    environment: null,
    tags: [],
    state: 'open',
    severity: 'error',
    title: 'amount: 312 of 12000 rows are null (2.6 %), allowed 0',
    owner: 'data-orders',
    causes: [cause()],
    affected: [],
    openedBy: 'decision-1',
    lastDecision: 'decision-1',
    openedAt: at(0),
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    ...part,
  };
}

export function event(id: string, part: Partial<IncidentEvent> = {}): IncidentEvent {
  return {
    incident: id,
    at: at(0),
    happening: 'opened',
    decision: 'decision-1',
    by: null,
    message: 'opened',
    ...part,
  };
}

/** A message whose key follows from what it is. */
export function message(id: string, part: Partial<AlertMessage> = {}, n = '0'): AlertMessage {
  const about = part.incident === undefined ? incident('incident-1') : part.incident;
  const { occasion = 'opened', channel = 'ops', address = null } = part;
  return {
    kind: 'AlertMessage',
    id,
    key: alertKey({ subject: about?.id ?? 'none', occasion, channel, address, n }),
    occasion,
    channel,
    address,
    thread: about?.id ?? id,
    incident: about,
    digest: [],
    summary: 'gold.orders is blocked',
    details: [],
    createdAt: at(0),
    notBefore: at(0),
    ...part,
  };
}

/** What the outbox would say of a message, sent unless said otherwise. */
export function told(of: AlertMessage, part: Partial<Told> = {}): Told {
  return {
    message: of.id,
    incident: of.incident?.id ?? 'none',
    occasion: of.occasion,
    channel: of.channel,
    address: of.address,
    n: '0',
    state: 'sent',
    attempts: 1,
    at: of.notBefore,
    ...part,
  };
}

export function rule(part: Partial<AlertRule> = {}): AlertRule {
  return { ...DEFAULT_RULE, ...part };
}

/** Settings with channels of these types by name. */
export function settings(
  channels: { readonly [name: string]: ChannelKind },
  part: Partial<AlertSettings> = {},
): AlertSettings {
  const entries = Object.entries(channels).map(([name, type]) => [name, { type, addresses: [] }] as const);
  return { ...NO_ALERTS, channels: Object.fromEntries(entries), ...part };
}
