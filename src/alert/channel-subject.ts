/** What stands in place of a dataset in the incident of a channel. */
import { digest, shortDigest } from '../model/digest.js';
import type { Destination } from './routing/destination.js';

const PREFIX = 'channel:';

/** `channel:<name>`; for an address that a contract names, with a digest of it. */
export function channelSubject({ channel, address }: Destination): string {
  return `${PREFIX}${channel}${address === null ? '' : `.${shortDigest(digest(address))}`}`;
}

/** True where an incident is one of a channel, not of data. */
export function isOfChannel(incident: { readonly dataset: string }): boolean {
  return incident.dataset.startsWith(PREFIX);
}
