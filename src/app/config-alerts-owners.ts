/** Through which channels the owners are reached whom contracts name. */
import type { Places } from '../contract/places.js';
import type { ConfigFile } from '../generated/config.js';
import type { AlertSettings } from '../model/alert-settings.js';
import { fault, type Fault } from '../model/fault.js';
import { placeOf, unknownChannel } from './config-alerts-faults.js';

type WrittenOwners = NonNullable<ConfigFile['alerts']>['owners'];
type Channels = AlertSettings['channels'];

/** The channel that is named, or the only one of its type. With two of a type and none named nobody could tell which: a fault. */
export function ownerChannels(
  written: WrittenOwners,
  channels: Channels,
  places: Places | null,
): { readonly value: AlertSettings['owners']; readonly faults: readonly Fault[] } {
  const enabled = written?.enabled ?? true;
  const slack = chosen('slack', written?.slack, { channels, enabled, places });
  const email = chosen('email', written?.email, { channels, enabled, places });
  return {
    value: { slack: slack.name, email: email.name, enabled },
    faults: [...slack.faults, ...email.faults],
  };
}

interface Among {
  readonly channels: Channels;
  readonly enabled: boolean;
  readonly places: Places | null;
}

interface Chosen {
  readonly name: string | null;
  readonly faults: readonly Fault[];
}

function chosen(type: 'slack' | 'email', name: string | undefined, among: Among): Chosen {
  const { channels, enabled, places } = among;
  if (name !== undefined) return named(type, name, among);
  const candidates = Object.keys(channels).filter((each) => channels[each]?.type === type);
  if (candidates.length <= 1 || !enabled) return { name: candidates[0] ?? null, faults: [] };
  const message = `Which of the ${type} channels ${candidates.join(', ')} reaches the owners of a contract?`;
  const hint = `Name one as \`owners.${type}\`, or set \`owners.enabled: false\`.`;
  return {
    name: null,
    faults: [fault('ambiguous-channel', message, placeOf('/alerts/channels', places), hint)],
  };
}

function named(type: 'slack' | 'email', name: string, { channels, places }: Among): Chosen {
  const path = `/alerts/owners/${type}`;
  const unknown = unknownChannel(name, Object.keys(channels), path, places);
  if (unknown.length > 0) return { name: null, faults: unknown };
  const found = Object.hasOwn(channels, name) ? channels[name]?.type : undefined;
  if (found === type) return { name, faults: [] };
  const message = `The channel ${name} is of type ${found ?? 'none'}, not ${type}.`;
  return {
    name: null,
    faults: [fault('wrong-channel', message, placeOf(path, places), `Name one of type ${type}.`)],
  };
}
