/** A valid document → a contract, by itself: what other contracts must tell comes with `resolveProject`. */
import type { OdcsV31, Server as WrittenServer } from '../generated/odcs-v3.1.js';
import type { Contract, ContractDescription, Owner, Server, SupportChannel } from '../model/contract.js';
import { digest } from '../model/digest.js';
import { fault, type Fault } from '../model/fault.js';
import type { Json } from '../model/json.js';
import { customFaults } from './custom-properties.js';
import type { Draft } from './draft.js';
import { findDuplicates } from './find-duplicates.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { resolveDataset } from './resolve-dataset.js';
import { resolveSlas } from './resolve-sla.js';
import { sortFaults } from './sort-faults.js';

/**
 * @param document valid under the schema of its version.
 * @param layers of the project; null where they are not known.
 */
export function resolveContract(document: OdcsV31, places: Places, layers: readonly string[] | null): Draft {
  const resolved = (document.schema ?? []).map((written, i) =>
    resolveDataset(written, i, document, layers, places),
  );
  const datasets = resolved.map(({ dataset }) => dataset);
  const { slas, faults: slaFaults } = resolveSlas(document, datasets, places);
  const faults = [
    ...identityFaults(document, places),
    ...findDuplicates(document, places),
    ...customFaults(document, layers ?? [], places),
    ...resolved.flatMap((one) => one.faults),
    ...slaFaults,
  ];
  const contract: Contract = {
    kind: 'Contract',
    id: document.id,
    version: document.version,
    apiVersion: document.apiVersion,
    status: document.status,
    name: document.name ?? null,
    domain: document.domain ?? null,
    description: description(document),
    file: places.file,
    digest: digest(document),
    tags: document.tags ?? [],
    owners: owners(document),
    support: support(document),
    servers: (document.servers ?? []).map((server, i) => resolveServer(server, i, places)),
    datasets: datasets.map((dataset) => ({ ...dataset, slas: slas.get(dataset.key) ?? [] })),
  };
  return { contract, places, faults: sortFaults(withoutRepeats(faults)) };
}

function description({ description: written }: OdcsV31): ContractDescription | null {
  if (written === undefined) return null;
  const { purpose = null, usage = null, limitations = null } = written;
  return { purpose, usage, limitations };
}

/** UTF-16 units: what the store finds a contract by must fit into an index. */
const LONGEST_ID = 400;

function identityFaults(document: OdcsV31, places: Places): readonly Fault[] {
  return (['id', 'version'] as const).flatMap((key) => {
    const place = places.valueAt(pointer('', key));
    const { length } = document[key];
    if (document[key].trim() === '') return [fault('bad-value', `\`${key}\` must not be empty.`, place)];
    if (length <= LONGEST_ID) return [];
    const message = `\`${key}\` has ${String(length)} characters; ${String(LONGEST_ID)} are the most.`;
    return [fault('bad-value', message, place)];
  });
}

/** One layer of the whole contract that is wrong is said once, not once a dataset. */
function withoutRepeats(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((f) => {
    const id = `${f.code} ${f.path ?? ''} ${f.message}`;
    return seen.has(id) ? false : seen.add(id);
  });
}

/** Those who left (`dateOut`) are no owners, unless nobody else is there. */
function owners(document: OdcsV31): readonly Owner[] {
  const { team } = document;
  const members = Array.isArray(team) ? team : (team?.members ?? []);
  const present = members.filter((member) => member.dateOut === undefined);
  return (present.length > 0 ? present : members).map((member) => ({
    // v3.0 does not ask for a user name.
    username: member.username ?? member.name ?? '',
    name: member.name ?? null,
    role: member.role ?? null,
  }));
}

function support(document: OdcsV31): readonly SupportChannel[] {
  return (document.support ?? []).map((entry) => ({
    channel: entry.channel,
    tool: entry.tool ?? null,
    url: entry.url ?? null,
    scope: entry.scope ?? null,
  }));
}

const SHARED = new Set(['id', 'server', 'type', 'description', 'environment', 'roles', 'customProperties']);

function resolveServer(written: WrittenServer, index: number, places: Places): Server {
  // It came out of the JSON reader; its generated type only names the keys.
  const json = written as unknown as { readonly [key: string]: Json };
  const settings = Object.entries(json).filter(([key]) => !SHARED.has(key));
  return {
    name: written.server,
    type: written.type,
    environment: written.environment ?? null,
    settings: Object.fromEntries(settings),
    place: places.at(pointer('/servers', index)),
  };
}
