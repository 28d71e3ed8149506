/** Where a message goes: a channel of `assay.yaml`, and an address in it. */
import type { AlertSettings } from '../../model/alert-settings.js';

export interface Destination {
  readonly channel: string;
  /** Null: where the channel's configuration says. */
  readonly address: string | null;
}

/** The channels of these names, each at its own address. */
export function channelsNamed(names: readonly string[]): readonly Destination[] {
  return names.map((channel) => ({ channel, address: null }));
}

/** Each destination once, in the order given, without channels that the project does not have. */
export function distinct(
  destinations: readonly Destination[],
  { channels }: Pick<AlertSettings, 'channels'>,
): readonly Destination[] {
  const known = destinations.filter(({ channel }) => Object.hasOwn(channels, channel));
  return [
    ...new Map(
      known.map(({ channel, address }) => [destinationKey({ channel, address }), { channel, address }]),
    ).values(),
  ];
}

/** An address to which a channel that is among them writes by itself is the channel itself: nobody is to read everything twice. */
export function withoutTwins(
  destinations: readonly Destination[],
  { channels }: Pick<AlertSettings, 'channels'>,
): readonly Destination[] {
  const whole = new Set(destinations.filter(({ address }) => address === null).map(({ channel }) => channel));
  const isOwn = ({ channel, address }: Destination): boolean =>
    channels[channel]?.addresses.some((each) => sameAddress(each, address)) === true;
  return destinations.filter((to) => !whole.has(to.channel) || !isOwn(to));
}

/** Equal for equal destinations only. */
export function destinationKey({ channel, address }: Destination): string {
  return JSON.stringify([channel, address]);
}

/** Slack takes a channel's name with its `#` and without. */
function sameAddress(a: string, b: string | null): boolean {
  return b !== null && a.replace(/^#/, '').toLowerCase() === b.replace(/^#/, '').toLowerCase();
}
