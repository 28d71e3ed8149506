/** Servers: where the data lies. */
import { isObject, type Json } from '../model/json.js';
import type { Server } from '../model/contract.js';
import { digest } from '../model/digest.js';
import { valueAt } from '../contract/value-at.js';
import type { DiffContract } from './diff-contract.js';
import type { Finding } from './finding.js';
import { match, type Pair } from './match.js';
import { quoted } from './sentence.js';

export function compareServers({ base, head }: Pair<DiffContract>): readonly Finding[] {
  const pairs = match(base.contract.servers, head.contract.servers, [({ name }) => name]);
  return [
    ...pairs.both.flatMap((pair) => [...moved(pair), ...described(pair, base, head)]),
    ...pairs.gone.map((server): Finding => ({
      ...OF_CONTRACT,
      name: 'server-removed',
      producer: 'safe',
      consumer: 'breaking',
      at: head.placeAt('/servers'),
      was: server.place,
      before: location(server),
      after: null,
      subject: server.name,
      message: `The server ${quoted(server.name)} is gone: readers no longer find the data there.`,
    })),
    ...pairs.added.map((server): Finding => ({
      ...OF_CONTRACT,
      name: 'server-added',
      producer: 'safe',
      consumer: 'safe',
      at: server.place,
      was: null,
      before: null,
      after: location(server),
      subject: server.name,
      message: `The server ${quoted(server.name)} is new.`,
      step: 'minor',
    })),
  ];
}

const OF_CONTRACT = { dataset: null, column: null } as const;

const location = ({ type, settings }: Server): Json => ({ type, ...settings });

function moved({ base, head }: Pair<Server>): readonly Finding[] {
  const [before, after] = [location(base), location(head)];
  if (digest([base.type, base.settings]) === digest([head.type, head.settings])) return [];
  const keys =
    isObject(before) && isObject(after)
      ? [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
          (key) => digest(before[key] ?? null) !== digest(after[key] ?? null),
        )
      : [];
  return [
    {
      ...OF_CONTRACT,
      name: 'server-moved',
      producer: 'breaking',
      consumer: 'breaking',
      at: head.place,
      was: base.place,
      before,
      after,
      subject: head.name,
      message: `The server ${quoted(head.name)} has another ${quoted(keys.join(', '))}: producers must write there, and readers look there.`,
      fix: 'Add it as a further server, and remove the old one when nobody reads there.',
    },
  ];
}

const DESCRIBES = ['id', 'description', 'environment', 'roles', 'customProperties'];

function described(
  { base, head }: Pair<Server>,
  before: DiffContract,
  after: DiffContract,
): readonly Finding[] {
  return DESCRIBES.flatMap((key): Finding[] => {
    const [was, now] = [rawAt(before, base, key), rawAt(after, head, key)];
    if (digest(was) === digest(now)) return [];
    return [
      {
        ...OF_CONTRACT,
        name: 'server-described',
        producer: 'safe',
        consumer: key === 'roles' || key === 'environment' ? 'risky' : 'safe',
        at: head.place,
        was: base.place,
        before: was,
        after: now,
        subject: `${head.name} ${key}`,
        message: `The server ${quoted(head.name)} has another ${quoted(key)}.`,
      },
    ];
  });
}

function rawAt({ document }: DiffContract, { place }: Server, key: string): Json {
  const server = valueAt(document, place.path);
  return isObject(server) ? (server[key] ?? null) : null;
}
