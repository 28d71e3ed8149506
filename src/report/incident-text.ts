/** Incidents and what was told of them: the text of `assay incident` and `assay alert`. */
import type { Delivery } from '../model/alert-message.js';
import type { Incident, IncidentEvent, IncidentSeverity } from '../model/incident.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { count } from './words.js';

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** Of the only incident, oldest first; empty in a list. */
  readonly timeline: readonly IncidentEvent[];
  readonly deliveries: readonly Delivery[];
}

/** Incidents with their causes; of one incident alone also how it went and who was told. */
export function incidentText(page: IncidentPage, options: TextOptions): string {
  if (page.incidents.length === 0) return 'no incidents';
  const parts = [
    ...page.incidents.map((incident) => incidentLines(incident, options)),
    page.timeline.map((event) => timelineLine(event, options)),
    page.deliveries.map((delivery) => deliveryLine(delivery, options)),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What waits or was given up, oldest first. */
export function deliveriesText(deliveries: readonly Delivery[], options: TextOptions): string {
  if (deliveries.length === 0) return 'nothing waits to be told';
  return deliveries.map((delivery) => deliveryLine(delivery, options)).join('\n');
}

const paint = (severity: IncidentSeverity, color: Colors): ((text: string) => string) =>
  severity === 'warning' ? color.yellow : color.red;

function incidentLines(incident: Incident, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  const { severity, state, dataset, openedAt, owner, affected, id } = incident;
  const facts = [
    state === 'acknowledged' ? `acknowledged by ${incident.acknowledgedBy ?? ''}` : state,
    `since ${openedAt}`,
    owner === null ? '' : `owner ${owner}`,
    affected.length === 0 ? '' : `holds back ${count(affected.length, 'dataset')}`,
  ].filter((part) => part !== '');
  const live = incident.causes.filter((cause) => cause.until === null);
  const end = incident.resolvedAt === null ? [] : [`resolved ${incident.resolvedAt}${why(incident)}`];
  return [
    `${paint(severity, color)(severity.padEnd(8))} ${color.bold(clean(dataset))}  ${color.dim(clean(facts.join(' · ')))}`,
    ...[...live.map((cause) => cause.message), ...end].flatMap((text) => indented(text, options)),
    ...(affected.length === 0
      ? []
      : indented(`holds back ${affected.map((each) => each.dataset).join(', ')}`, options)),
    color.dim(`         ${id}`),
  ];
}

function why({ resolvedBy, resolution }: Incident): string {
  if (resolvedBy === null) return ' by itself';
  return ` by ${resolvedBy}${resolution === null ? '' : `: ${resolution}`}`;
}

const indented = (text: string, options: TextOptions): readonly string[] =>
  wrap(clean(text), columnsOf(options) - 9).map((line) => `         ${line}`);

function timelineLine({ at, happening, by, message }: IncidentEvent, options: TextOptions): string {
  const who = by === null ? '' : ` (${by})`;
  return `${colorsOf(options).dim(at)}  ${happening.replaceAll('_', ' ')}${clean(who)}: ${clean(message)}`;
}

function deliveryLine(
  { message, state, attempts, sentAt, nextAttempt, error }: Delivery,
  options: TextOptions,
): string {
  const color = colorsOf(options);
  const tried = attempts > 1 ? ` after ${count(attempts, 'attempt')}` : '';
  const when = {
    sent: `sent ${sentAt ?? ''}${tried}`,
    waiting: `waits until ${nextAttempt}${tried}`,
    dead: `given up${tried}`,
    dropped: 'not sent',
  }[state];
  const said = error === null ? '' : `: ${error}`;
  const text = `${message.channel}  ${message.occasion}  ${when}${said}`;
  return state === 'dead' ? color.red(clean(text)) : clean(text);
}
