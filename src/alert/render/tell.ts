/** What a message tells, in the order in which people want to know it; each renderer lays the same out for its channel. */
import type { AlertMessage, DigestLine } from '../../model/alert-message.js';
import type { Incident, IncidentCause } from '../../model/incident.js';
import { count, moment, oneLine } from './plain-text.js';

export type Mark = 'critical' | 'error' | 'warning' | 'resolved' | 'info';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Plain lines of text, made safe to show but not yet escaped for any channel, and of any length. */
export interface Telling {
  readonly mark: Mark;
  /** The verdict and what it is about: `CRITICAL gold.orders`. */
  readonly headline: string;
  /** The heaviest cause in one line; null for a digest or a test. */
  readonly title: string | null;
  readonly summary: string;
  /** What has changed since the last message. */
  readonly details: readonly string[];
  readonly causesLabel: string;
  /** The heaviest first. */
  readonly causes: readonly string[];
  readonly facts: readonly Fact[];
  readonly affected: readonly string[];
  readonly digest: readonly string[];
  readonly link: string | null;
}

/** @param publicUrl where people reach the service; null: the message has no link */
export function tell(message: AlertMessage, publicUrl: string | null): Telling {
  const common = {
    summary: oneLine(message.summary),
    details: message.details.map(oneLine),
    digest: message.digest.map(digestLine),
  };
  return {
    ...(message.incident === null ? withoutIncident(message) : ofIncident(message.incident, publicUrl)),
    ...common,
  };
}

type Part = Omit<Telling, 'summary' | 'details' | 'digest'>;

function withoutIncident(message: AlertMessage): Part {
  const isDigest = message.occasion === 'digest';
  return {
    mark: isDigest ? 'warning' : 'info',
    headline: isDigest ? `DIGEST ${count(message.digest.length, 'warning')}` : 'TEST message of Assay',
    title: null,
    causesLabel: '',
    causes: [],
    facts: [],
    affected: [],
    link: null,
  };
}

function ofIncident(incident: Incident, publicUrl: string | null): Part {
  const resolved = incident.state === 'resolved';
  return {
    mark: resolved ? 'resolved' : incident.severity,
    headline: `${resolved ? 'RESOLVED' : incident.severity.toUpperCase()} ${oneLine(incident.dataset)}`,
    title: oneLine(incident.title),
    causesLabel: resolved ? 'What was wrong' : 'What is wrong',
    causes: causesOf(incident),
    facts: factsOf(incident),
    affected: incident.affected.map((each) => `${oneLine(each.dataset)}, since ${moment(each.since)}`),
    link: incidentLink(publicUrl, incident.id),
  };
}

const WEIGHT = { critical: 0, error: 1, warning: 2 } as const;

/** While it lasts, what has ended by itself is no news: it is left out, unless nothing else is there to tell. */
function causesOf(incident: Incident): readonly string[] {
  const lasting = incident.causes.filter((cause) => cause.until === null);
  const told = incident.state === 'resolved' || lasting.length === 0 ? incident.causes : lasting;
  return [...told]
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || compare(a.since, b.since))
    .map((cause) => causeLine(cause, incident.owner));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function causeLine(cause: IncidentCause, owner: string | null): string {
  const owned = cause.owner === null || cause.owner === owner ? [] : [`owner ${cause.owner}`];
  const more = [...(cause.check === null ? [] : [cause.check]), `since ${moment(cause.since)}`, ...owned];
  return oneLine(`${cause.message} (${more.join(', ')})`);
}

function factsOf(incident: Incident): readonly Fact[] {
  const { state, resolvedAt, acknowledgedAt } = incident;
  const by = (who: string | null, at: string): string => `${who ?? 'by itself'}, ${moment(at)}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Owner', incident.owner ?? 'none is named'],
    ['Since', moment(incident.openedAt)],
    ['Environment', incident.environment],
    ['Acknowledged', acknowledgedAt === null ? null : by(incident.acknowledgedBy, acknowledgedAt)],
    ['Resolved', state === 'resolved' && resolvedAt !== null ? by(incident.resolvedBy, resolvedAt) : null],
    ['Resolution', state === 'resolved' ? incident.resolution : null],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value: oneLine(value) }]));
}

function digestLine(line: DigestLine): string {
  const owner = line.owner === null ? '' : `, owner ${line.owner}`;
  return oneLine(`${line.dataset}: ${line.title} (since ${moment(line.since)}${owner})`);
}

/** Where a person sees the incident; null without a public address. */
export function incidentLink(publicUrl: string | null, incident: string): string | null {
  if (publicUrl === null) return null;
  return `${publicUrl.replace(/\/+$/, '')}/incidents/${encodeURIComponent(oneLine(incident))}`;
}
