/** `alerts` of `assay.yaml`: who is told, resolved, with every name that leads nowhere as a fault. */
import { pointer } from '../contract/pointer.js';
import type { Places } from '../contract/places.js';
import type { AlertRule as WrittenRule, Channel, ConfigFile, Names } from '../generated/config.js';
import { NO_ALERTS, type AlertRule, type AlertSettings, type ChannelEntry } from '../model/alert-settings.js';
import type { Fault } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import { channelNameFaults, ruleFaults, zoneFaults } from './config-alerts-faults.js';
import { ownerChannels } from './config-alerts-owners.js';

export interface ReadAlerts {
  /** Usable even where there are faults. */
  readonly settings: AlertSettings;
  readonly faults: readonly Fault[];
}

type Written = NonNullable<ConfigFile['alerts']>;

const DAY_MS = 86_400_000;

/**
 * Reads the section. Lengths of time that can not be read are the business of `durationFaults`: here they count as absent.
 * @param written as the schema has found it valid; absent: nobody is told
 * @param places of the document; null where there is none
 */
export function alertSettings(written: Written | undefined, places: Places | null): ReadAlerts {
  if (written === undefined) return { settings: NO_ALERTS, faults: [] };
  const rules = written.rules ?? [];
  const channels = Object.fromEntries(
    Object.entries(written.channels ?? {}).map(([name, channel]) => [name, entryOf(channel)]),
  );
  const owners = ownerChannels(written.owners, channels, places);
  const { at, timezone } = written.digest ?? {};
  return {
    settings: {
      channels,
      owners: owners.value,
      rules: rules.map(readRule),
      digest: { at: at ?? NO_ALERTS.digest.at, timezone: timezone ?? NO_ALERTS.digest.timezone },
    },
    faults: [
      ...owners.faults,
      ...rules.flatMap((rule, index) => [
        ...channelNameFaults(rule, pointer('/alerts/rules', index), channels, places),
        ...ruleFaults(rule, pointer('/alerts/rules', index), places),
      ]),
      ...zoneFaults(timezone, '/alerts/digest/timezone', places),
    ],
  };
}

/** Where a channel writes by itself, as it is written: a reference is not resolved for that. */
function entryOf(channel: Channel): ChannelEntry {
  const own = channel.type === 'slack' ? channel['channel'] : channel.type === 'email' ? channel['to'] : [];
  return { type: channel.type, addresses: [own].flat().filter((each) => typeof each === 'string') };
}

function readRule(rule: WrittenRule): AlertRule {
  const { match = {}, to, after, remind, escalate, warnings } = rule;
  const remindMs = remind === undefined ? DAY_MS : fixedDurationMs(remind);
  return {
    match: {
      layers: listOf(match.layer),
      datasets: listOf(match.dataset),
      domains: listOf(match.domain),
      tags: listOf(match.tag),
      severities: match.severity ?? null,
    },
    to,
    after: after ?? null,
    remindMs: remindMs === 0 ? null : remindMs,
    escalate:
      escalate === undefined ? null : { afterMs: fixedDurationMs(escalate.after) ?? 0, to: escalate.to },
    quiet: readQuiet(rule.quiet),
    warnings: warnings ?? 'digest',
  };
}

function readQuiet(quiet: WrittenRule['quiet']): AlertRule['quiet'] {
  if (quiet === undefined) return null;
  const { from, to, days, timezone, except } = quiet;
  return {
    hours: from === undefined || to === undefined ? null : { from, to },
    days: days ?? [],
    timezone: timezone ?? 'UTC',
    except: except ?? ['critical'],
  };
}

function listOf(names: Names | undefined): readonly string[] | null {
  if (names === undefined) return null;
  return typeof names === 'string' ? [names] : names;
}
