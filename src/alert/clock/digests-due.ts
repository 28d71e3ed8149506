/** The digest of a day: for each place, the warnings that last at that time of day and that nobody has taken up. */
import { alertKey } from '../../model/alert-key.js';
import type { AlertMessage, DigestLine } from '../../model/alert-message.js';
import type { AlertSettings } from '../../model/alert-settings.js';
import type { Incident } from '../../model/incident.js';
import { addDays, clockTime, dayOf } from '../../model/time-zone.js';
import { toInstant } from '../../model/time.js';
import { destinationsOf } from '../routing/alerts-after.js';
import { destinationKey, type Destination } from '../routing/destination.js';
import { threadOf } from '../routing/message.js';
import { heldUntil } from '../routing/quiet.js';
import { ruleOf } from '../routing/rule-of.js';
import type { ClockFacts } from './alerts-due.js';

/** Nothing before the time of day; after it, also late, what lasted then. */
export function digestsDue(
  waiting: readonly Incident[],
  facts: Omit<ClockFacts, 'unresolved' | 'told'>,
): readonly AlertMessage[] {
  const { settings, now } = facts;
  const day = dayOf(Date.parse(now), settings.digest.timezone);
  const at = clockTime(day, settings.digest.at, settings.digest.timezone);
  if (Date.parse(now) < at) return [];
  const entries = waiting
    .filter((incident) => incident.severity === 'warning' && Date.parse(incident.openedAt) <= at)
    .flatMap((incident) => entriesOf(incident, at, facts));
  const pages = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = destinationKey(entry.to);
    pages.set(key, [...(pages.get(key) ?? []), entry]);
  }
  return [...pages.values()].flatMap((page) => digestOf(page, day, facts));
}

interface Entry {
  readonly to: Destination;
  readonly line: DigestLine;
  /** End of the quiet hours that hold it, in ms since 1970. */
  readonly notBefore: number;
}

function entriesOf(
  incident: Incident,
  at: number,
  { settings, peopleOf }: Pick<ClockFacts, 'settings' | 'peopleOf'>,
): readonly Entry[] {
  const rule = ruleOf(incident, settings);
  if (rule.warnings !== 'digest') return [];
  const notBefore = Date.parse(heldUntil(rule.quiet, 'warning', toInstant(at)));
  if (notBefore >= nextDigest(at, settings)) return [];
  const { dataset, title, openedAt: since, owner } = incident;
  const people = peopleOf(dataset) ?? { owners: [], support: [] };
  return destinationsOf(rule, people, settings)
    .filter(({ channel }) => settings.channels[channel]?.type !== 'pagerduty')
    .map((to) => ({ to, line: { dataset, title, since, owner }, notBefore }));
}

/** What quiet hours hold until the next digest is left to that one. */
function nextDigest(at: number, { digest }: Pick<AlertSettings, 'digest'>): number {
  return clockTime(addDays(dayOf(at, digest.timezone), 1), digest.at, digest.timezone);
}

function digestOf(
  page: readonly Entry[],
  day: string,
  facts: Pick<ClockFacts, 'now' | 'newId' | 'written'>,
): readonly AlertMessage[] {
  const to = page[0]?.to;
  if (to === undefined) return [];
  const { now, newId } = facts;
  const key = alertKey({ subject: 'digest', occasion: 'digest', ...to, n: day });
  if (facts.written.has(key)) return [];
  const held = toInstant(Math.max(...page.map(({ notBefore }) => notBefore)));
  const message: AlertMessage = {
    kind: 'AlertMessage',
    id: newId(),
    key,
    occasion: 'digest',
    ...to,
    thread: threadOf(`digest-${day}`, to.address),
    incident: null,
    digest: page.map(({ line }) => line),
    summary: page.length === 1 ? 'One warning lasts.' : `${page.length} warnings last.`,
    details: [],
    createdAt: now,
    notBefore: Date.parse(held) > Date.parse(now) ? held : now,
  };
  return [message];
}
