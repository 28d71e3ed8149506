/** How OpenLineage names where data lies: a namespace a source, without credentials. */
import type { Contract, Server } from '../../model/contract.js';

const PORTS: { readonly [type: string]: number } = {
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  redshift: 5439,
  sqlserver: 1433,
};

/** As the naming rules of the specification: `postgres://host:port`, `s3://bucket`, `file`; the contract where it has no server. */
export function namespaceOf(contract: Contract): string {
  const [server] = contract.servers;
  if (server === undefined) return `contract:${contract.id}`;
  const { host, port, location, account } = server.settings;
  if (typeof host === 'string') {
    const stated = typeof port === 'number' || typeof port === 'string' ? port : PORTS[server.type];
    return `${server.type}://${plainHost(host)}${stated === undefined ? '' : `:${String(stated)}`}`;
  }
  if (typeof location === 'string') {
    const bucket = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)/i.exec(location);
    if (bucket !== null) return `${bucket[1] ?? ''}${bucket[2] ?? ''}`;
  }
  if (typeof account === 'string') return `${server.type}://${account}`;
  return server.type === 'local' ? 'file' : `${server.type}://${server.name}`;
}

/** The address of a server as a URI; null where the contract does not tell one. */
export function sourceAddress(server: Server): string | null {
  const { host, port, database, path, location } = server.settings;
  if (typeof host === 'string') {
    const at = typeof port === 'number' || typeof port === 'string' ? `:${String(port)}` : '';
    const base = typeof database === 'string' ? `/${encodeURIComponent(wellFormed(database))}` : '';
    return `${server.type}://${plainHost(host)}${at}${base}`;
  }
  const place = typeof location === 'string' ? location : typeof path === 'string' ? path : null;
  if (place === null) return null;
  const plain = wellFormed(place)
    .replace(/\/\/[^/\s]*@/, '//')
    .replace(/[?#].*$/s, '');
  const encoded = encodeURI(plain).replace(/[{}]/g, encodeURIComponent);
  return /^[a-z][a-z0-9+.-]*:/i.test(encoded) ? encoded : `file:${encoded}`;
}

const plainHost = (host: string): string =>
  wellFormed(host)
    .replace(/^.*@/s, '')
    .replace(/[/?#\s].*$/s, '');

/** Half a character has no UTF-8. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
