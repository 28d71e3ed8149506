/** Who is told of a step in an incident's life: the messages that are written with it, in the same transaction. */
import type { AlertMessage, Occasion, Told } from '../../model/alert-message.js';
import type { AlertRule, AlertSettings } from '../../model/alert-settings.js';
import type { Incident, IncidentEvent, IncidentHappening } from '../../model/incident.js';
import type { IncidentStep } from '../../gate/incident.js';
import { channelsNamed, destinationKey, distinct, withoutTwins, type Destination } from './destination.js';
import { messageOf } from './message.js';
import { ownerDestinations, type People } from './owners.js';
import { heldUntil } from './quiet.js';
import { ruleOf } from './rule-of.js';

/** What routing must know beside the step. */
export interface AlertFacts {
  /** The dataset that was decided on: only its own incident is told to new places. Null: a change by hand. */
  readonly dataset: string | null;
  /** Whom the dataset's contract names. */
  readonly people: People;
  /** Whether each of the dataset's latest decisions was bad, this one included, the newest first; only those that looked at the data. */
  readonly recentBad: readonly boolean[];
  /** What the step's incidents have been told so far, in the order of writing. */
  readonly told: readonly Told[];
}

/** The facts of a change by hand: it is told where the incident was told before. */
export function factsByHand(told: readonly Told[]): AlertFacts {
  return { dataset: null, people: { owners: [], support: [] }, recentBad: [], told };
}

/**
 * The messages of a step. A place hears of an incident once, then of each rise in severity, of who takes it up and of its end; what
 * else changes is told only where it can stand below the first message. Where nothing was told, no end is told.
 * @param now ISO 8601 UTC
 */
export function alertsAfter(
  step: IncidentStep,
  facts: AlertFacts,
  settings: AlertSettings,
  now: string,
  newId: () => string,
): readonly AlertMessage[] {
  return step.incidents.flatMap((incident) => {
    const events = step.events.filter((event) => event.incident === incident.id);
    const rule = ruleOf(incident, settings);
    const subject: Subject = { incident, events, rule, facts, settings, now };
    return tellings(subject).map((telling) => {
      const notBefore = dueAt(subject, telling);
      return messageOf({ incident, events, now, notBefore, ...telling }, newId);
    });
  });
}

interface Subject {
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
  readonly rule: AlertRule;
  readonly facts: AlertFacts;
  readonly settings: AlertSettings;
  readonly now: string;
}

interface Telling {
  readonly occasion: Exclude<Occasion, 'digest' | 'test'>;
  readonly to: Destination;
  readonly n: string;
}

function tellings(subject: Subject): readonly Telling[] {
  const { incident, events } = subject;
  const knowing = placesTold(incident.id, subject.facts.told, subject.settings);
  const told = (occasion: Telling['occasion'], n: string, places = knowing): readonly Telling[] =>
    places.map((to) => ({ occasion, to, n }));
  if (has(events, 'resolved')) return told('recovered', '0');
  if (has(events, 'acknowledged')) return told('acknowledged', '0');
  const raised = has(events, 'severity_raised');
  const first =
    raised && knowing.length > 0
      ? told('raised', incident.severity, newPlaces(knowing, subject))
      : told('opened', '0', newPlaces(knowing, subject));
  if (raised) return [...first, ...told('raised', incident.severity)];
  const change = changeOf(incident, events);
  if (change === null) return first;
  return [
    ...first,
    ...told(
      'changed',
      change,
      knowing.filter((to) => showsChanges(to, subject.settings)),
    ),
  ];
}

const has = (events: readonly IncidentEvent[], happening: IncidentHappening): boolean =>
  events.some((event) => event.happening === happening);

/** Every place that was told of an incident, in the order in which they were; what was dropped was not told. */
export function placesTold(
  incident: string,
  told: readonly Told[],
  settings: Pick<AlertSettings, 'channels'>,
): readonly Destination[] {
  const heard = told.filter((each) => each.incident === incident && each.state !== 'dropped');
  return distinct(heard, settings);
}

/** Owners and the rule's channels, as far as they have not heard of it and are to hear of it by now. */
function newPlaces(knowing: readonly Destination[], subject: Subject): readonly Destination[] {
  const { incident, rule, facts, settings } = subject;
  const waits = incident.severity === 'warning' && rule.warnings !== 'now';
  if (facts.dataset !== incident.dataset || waits || !isReached(rule.after, facts.recentBad)) return [];
  const known = new Set(knowing.map(destinationKey));
  return destinationsOf(rule, facts.people, settings).filter((to) => !known.has(destinationKey(to)));
}

/** Where a rule tells: the contract's owners first, then its channels; each once. */
export function destinationsOf(
  rule: Pick<AlertRule, 'to'>,
  people: People,
  settings: AlertSettings,
): readonly Destination[] {
  const all = [...ownerDestinations(people, settings), ...channelsNamed(rule.to)];
  return withoutTwins(distinct(all, settings), settings);
}

/** N of M: enough of the latest decisions were bad. */
function isReached(after: AlertRule['after'], recentBad: readonly boolean[]): boolean {
  return after === null || recentBad.slice(0, after.of).filter(Boolean).length >= after.bad;
}

/** What makes this change one of its kind; null where nothing is worth telling. Of those affected, the first stands for all. */
function changeOf(incident: Incident, events: readonly IncidentEvent[]): string | null {
  const joined = events.find((event) => event.happening === 'cause_joined');
  if (joined !== undefined) return joined.decision ?? joined.at;
  const affected = events.filter((event) => event.happening === 'affected_joined');
  return affected.length > 0 && incident.affected.length === affected.length ? 'affected' : null;
}

/** An e-mail for each change would be a letter for each run; a pager has rung already. */
function showsChanges(to: Destination, { channels }: Pick<AlertSettings, 'channels'>): boolean {
  const type = channels[to.channel]?.type;
  return type !== 'email' && type !== 'pagerduty';
}

/** Quiet hours hold everything back, but what silences a pager that has rung. */
function dueAt({ incident, rule, facts, settings, now }: Subject, { occasion, to }: Telling): string {
  const silences = occasion === 'acknowledged' || occasion === 'recovered';
  if (silences && settings.channels[to.channel]?.type === 'pagerduty') {
    const rang = facts.told.some(
      (each) => each.incident === incident.id && each.channel === to.channel && each.state === 'sent',
    );
    if (rang) return now;
  }
  return heldUntil(rule.quiet, incident.severity, now);
}
