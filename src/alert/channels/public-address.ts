/** Which network addresses a webhook may reach: by default only those that are public, wherever a name points to at the moment. */
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly HostAddress[]>;

/** As the system resolves names, its hosts file included. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** False for loopback, private, link-local, multicast, shared (100.64/10), reserved and translated ones, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes (::ffff:10.0.0.1) is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

/** A host as URLs write it, without the brackets of IPv6. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** True where the host, without brackets, is an address itself and needs no look-up. */
export function isAddress(host: string): boolean {
  return ipaddr.isValid(host);
}

/** `localhost` and the addresses that never leave this machine. */
export function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname).replace(/\.$/, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

/**
 * The addresses to connect to: looked up once, and the connection must be made to exactly these, so that a name can not point
 * elsewhere between the check and the connection. Null where any of them is not public: mixed answers are no accident.
 * @throws what `resolve` throws
 */
export async function publicAddresses(
  hostname: string,
  allowPrivate: boolean,
  resolve: Resolve,
): Promise<readonly HostAddress[] | null> {
  const host = bareHost(hostname);
  const found: readonly HostAddress[] = ipaddr.isValid(host)
    ? [{ address: host, family: ipaddr.parse(host).kind() === 'ipv4' ? 4 : 6 }]
    : await resolve(host);
  if (found.length === 0) throw new Error('the name has no address');
  return allowPrivate || found.every(({ address }) => isPublicAddress(address)) ? found : null;
}
