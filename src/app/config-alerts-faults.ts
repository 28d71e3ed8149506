/** What a schema can not tell of an alert rule: names that lead nowhere, and times that make no sense. */
import { pointer } from '../contract/pointer.js';
import type { Places } from '../contract/places.js';
import type { AlertRule } from '../generated/config.js';
import type { AlertSettings } from '../model/alert-settings.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import { isTimeZone } from '../model/time-zone.js';

const MINUTE_MS = 60_000;
const DAYS = 7;

/** Names of channels, in `to` and `escalate`, that the project does not have or that reach nobody. @param path of the rule */
export function channelNameFaults(
  rule: AlertRule,
  path: string,
  channels: AlertSettings['channels'],
  places: Places | null,
): readonly Fault[] {
  const known = Object.keys(channels);
  const named = (names: readonly string[], at: string): readonly Fault[] =>
    names.flatMap((name, index) => [
      ...unknownChannel(name, known, pointer(at, index), places),
      ...withoutReceiver(name, channels, pointer(at, index), places),
    ]);
  return [
    ...named(rule.to, pointer(path, 'to')),
    ...named(rule.escalate?.to ?? [], pointer(path, 'escalate', 'to')),
  ];
}

/** An e-mail channel without receivers of its own serves owners only. */
function withoutReceiver(
  name: string,
  channels: AlertSettings['channels'],
  path: string,
  places: Places | null,
): readonly Fault[] {
  const entry = Object.hasOwn(channels, name) ? channels[name] : undefined;
  if (entry?.type !== 'email' || entry.addresses.length > 0) return [];
  const message = `The e-mail channel ${name} has no receivers of its own.`;
  return [fault('no-receiver', message, placeOf(path, places), 'Set `to` of the channel.')];
}

/** A fault where there is no channel of this name. */
export function unknownChannel(
  name: string,
  known: readonly string[],
  path: string,
  places: Places | null,
): readonly Fault[] {
  if (known.includes(name)) return [];
  const otherwise =
    known.length === 0 ? 'Write it under `alerts.channels`.' : `The channels are ${known.join(', ')}.`;
  const hint = nearHint(name, known) ?? otherwise;
  return [fault('unknown-channel', `There is no alert channel ${name}.`, placeOf(path, places), hint)];
}

/** Numbers and times of a rule that contradict each other. @param path of the rule */
export function ruleFaults(rule: AlertRule, path: string, places: Places | null): readonly Fault[] {
  const { after, remind, quiet } = rule;
  const bad = (message: string, hint: string, ...steps: readonly string[]): Fault =>
    fault('bad-value', message, placeOf(pointer(path, ...steps), places), hint);
  const remindMs = fixedDurationMs(remind);
  const faults: Fault[] = [];
  if (after !== undefined && after.bad > after.of) {
    const message = `Of ${after.of} decisions never ${after.bad} can be bad.`;
    faults.push(bad(message, 'Let `bad` be at most `of`.', 'after', 'bad'));
  }
  if (remindMs !== null && remindMs > 0 && remindMs < MINUTE_MS)
    faults.push(bad('`remind` is shorter than a minute.', 'Write 0 for never, or a longer time.', 'remind'));
  if (quiet?.from !== undefined && quiet.from === quiet.to)
    faults.push(bad('The quiet hours end when they begin.', 'For whole days write `days`.', 'quiet', 'to'));
  if (new Set(quiet?.days).size === DAYS)
    faults.push(
      bad('With all days quiet nobody is ever told.', 'Leave out one day at least.', 'quiet', 'days'),
    );
  return [...faults, ...zoneFaults(quiet?.timezone, pointer(path, 'quiet', 'timezone'), places)];
}

/** A fault where a time zone is none. */
export function zoneFaults(zone: string | undefined, path: string, places: Places | null): readonly Fault[] {
  if (zone === undefined || isTimeZone(zone)) return [];
  const message = 'There is no such time zone.';
  return [fault('bad-time-zone', message, placeOf(path, places), 'Write for example Europe/Rome or UTC.')];
}

/** Where a value stands in the document. */
export function placeOf(path: string, places: Places | null): Partial<ReturnType<Places['at']>> {
  return places === null ? { path } : places.valueAt(path);
}
