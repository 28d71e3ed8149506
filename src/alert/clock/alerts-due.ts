/** What the clock brings about: reminders, escalations and digests. */
import type { AlertMessage, Told } from '../../model/alert-message.js';
import type { AlertRule, AlertSettings } from '../../model/alert-settings.js';
import type { Incident } from '../../model/incident.js';
import { placesTold } from '../routing/alerts-after.js';
import { channelsNamed, destinationKey, distinct, type Destination } from '../routing/destination.js';
import { messageOf } from '../routing/message.js';
import type { People } from '../routing/owners.js';
import { heldUntil } from '../routing/quiet.js';
import { ruleOf } from '../routing/rule-of.js';
import { digestsDue } from './digests-due.js';

export interface ClockFacts {
  /** Every incident that is not resolved. */
  readonly unresolved: readonly Incident[];
  /** What was told of them, in the order of writing. */
  readonly told: readonly Told[];
  /** Keys of digests that are written already, as far as the caller knows; the outbox refuses the others. */
  readonly written: ReadonlySet<string>;
  readonly settings: AlertSettings;
  /** Whom the contract of a dataset names; null: the project has no such dataset any more. */
  readonly peopleOf: (dataset: string) => People | null;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly newId: () => string;
}

/** The messages that are due. Who asks again before they are written gets the same ones, under the same keys. */
export function alertsDue(facts: ClockFacts): readonly AlertMessage[] {
  const waiting = facts.unresolved.filter((incident) => incident.state === 'open');
  return [...waiting.flatMap((incident) => dueOf(incident, facts)), ...digestsDue(waiting, facts)];
}

function dueOf(incident: Incident, facts: ClockFacts): readonly AlertMessage[] {
  const { settings, now } = facts;
  const rule = ruleOf(incident, settings);
  // What the clock brings about is not stored up for the end of quiet hours: it is written then.
  if (heldUntil(rule.quiet, incident.severity, now) !== now) return [];
  const told = facts.told.filter((each) => each.incident === incident.id && each.state !== 'dropped');
  const part = { incident, events: [], now, notBefore: now };
  return [
    ...escalations(incident, rule, told, facts).map((to) =>
      messageOf({ ...part, occasion: 'escalation', to, n: '0' }, facts.newId),
    ),
    ...reminders(incident, rule, told, facts).map(({ to, n }) =>
      messageOf({ ...part, occasion: 'reminder', to, n }, facts.newId),
    ),
  ];
}

/** Once for each channel, when nobody has taken it up in time since it was first told. */
function escalations(
  incident: Incident,
  { escalate, after, warnings }: AlertRule,
  told: readonly Told[],
  { settings, now }: ClockFacts,
): readonly Destination[] {
  if (escalate === null) return [];
  const unheard = after === null && (incident.severity !== 'warning' || warnings === 'now');
  const since = earliest(told.map((each) => each.at)) ?? (unheard ? Date.parse(incident.openedAt) : null);
  if (since === null || Date.parse(now) - since < escalate.afterMs) return [];
  const done = new Set(told.filter((each) => each.occasion === 'escalation').map(destinationKey));
  return distinct(channelsNamed(escalate.to), settings).filter((to) => !done.has(destinationKey(to)));
}

/** For each place: the number of whole intervals since it was first told, unless it has just been told something else. */
function reminders(
  incident: Incident,
  { remindMs }: AlertRule,
  told: readonly Told[],
  { settings, now }: ClockFacts,
): readonly { readonly to: Destination; readonly n: string }[] {
  if (remindMs === null) return [];
  return placesTold(incident.id, told, settings).flatMap((to) => {
    const here = told.filter(
      (each) => destinationKey(each) === destinationKey(to) && each.occasion !== 'changed',
    );
    const first = earliest(here.map((each) => each.at));
    if (first === null) return [];
    const n = Math.floor((Date.parse(now) - first) / remindMs);
    const last = Math.max(...here.map((each) => Date.parse(each.at)));
    return n < 1 || Date.parse(now) - last < remindMs ? [] : [{ to, n: String(n) }];
  });
}

function earliest(moments: readonly string[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments.map((each) => Date.parse(each)));
}
