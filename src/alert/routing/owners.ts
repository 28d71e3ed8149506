/** Where the people are reached whom a contract names: its `support` channels and its `team`. */
import type { AlertSettings } from '../../model/alert-settings.js';
import type { Contract, Owner, SupportChannel } from '../../model/contract.js';
import type { Destination } from './destination.js';

/** The part of a contract that names people. */
export type People = Pick<Contract, 'owners' | 'support'>;

/** Slack channels of `support`, then its e-mail addresses, then the team's owners; none where owners are not to be told. */
export function ownerDestinations(
  people: People,
  { owners }: Pick<AlertSettings, 'owners'>,
): readonly Destination[] {
  if (!owners.enabled) return [];
  const { slack, email } = owners;
  const to = (channel: string | null, addresses: readonly string[]): readonly Destination[] =>
    channel === null ? [] : addresses.map((address) => ({ channel, address }));
  return [
    ...to(
      slack,
      people.support.filter((each) => toolOf(each) === 'slack').map(({ channel }) => channel),
    ),
    ...to(email, [...people.support.flatMap(addressOf), ...accountable(people.owners)]),
  ];
}

const toolOf = ({ tool }: SupportChannel): string => tool?.trim().toLowerCase() ?? '';

/** An e-mail address of a support channel, from its `mailto:` URL or its name; Slack's names are none, whatever they hold. */
function addressOf(support: SupportChannel): readonly string[] {
  if (toolOf(support) === 'slack') return [];
  const url = /^mailto:([^?]+)/i.exec(support.url?.trim() ?? '')?.[1];
  const address = url === undefined ? support.channel.trim() : decoded(url);
  return isAddress(address) ? [address] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The members with the role `owner`; where there is none, the first that has an address: not a whole team. */
function accountable(owners: readonly Owner[]): readonly string[] {
  const reachable = owners.filter(({ username }) => isAddress(username));
  const named = reachable.filter(({ role }) => role?.trim().toLowerCase() === 'owner');
  return (named.length > 0 ? named : reachable.slice(0, 1)).map(({ username }) => username);
}

/** One address: no list of several, no display name, no line break. */
const isAddress = (text: string): boolean => /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(text);
