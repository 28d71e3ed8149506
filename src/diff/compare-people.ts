/** Who owns a contract, whom to ask about it, and who may read what. */
import { isObject, type Json } from '../model/json.js';
import { digest } from '../model/digest.js';
import type { DiffContract } from './diff-contract.js';
import type { Finding } from './finding.js';
import type { Pair } from './match.js';
import { quoted } from './sentence.js';

export function comparePeople(pair: Pair<DiffContract>): readonly Finding[] {
  return [...owners(pair), ...listed('support', pair), ...listed('roles', pair)];
}

function owners({ base, head }: Pair<DiffContract>): readonly Finding[] {
  const list = ({ contract }: DiffContract): readonly string[] =>
    contract.owners.map(({ username, role }) => (role === null ? username : `${username} (${role})`)).sort();
  const [before, after] = [list(base), list(head)];
  const rest = digest(rawOf(base, 'team')) !== digest(rawOf(head, 'team'));
  if (!rest) return [];
  const same = digest(before) === digest(after);
  return [
    {
      ...OF_CONTRACT,
      name: 'owners-changed',
      producer: 'safe',
      consumer: after.length === 0 && before.length > 0 ? 'risky' : 'safe',
      at: head.placeAt('/team'),
      was: base.placeAt('/team'),
      before: same ? rawOf(base, 'team') : before,
      after: same ? rawOf(head, 'team') : after,
      message: same
        ? 'The team is described otherwise.'
        : `The team is ${after.length === 0 ? 'nobody' : quoted(after.join(', '))} (was ${before.length === 0 ? 'nobody' : quoted(before.join(', '))}).`,
    },
  ];
}

const OF_CONTRACT = { dataset: null, column: null } as const;

const LISTS = {
  support: { name: 'support-changed', what: 'Where to ask for help' },
  roles: { name: 'access-changed', what: 'Who may have which access' },
} as const;

function listed(key: keyof typeof LISTS, { base, head }: Pair<DiffContract>): readonly Finding[] {
  const [before, after] = [rawOf(base, key), rawOf(head, key)];
  if (digest(before) === digest(after)) return [];
  const lost = items(before).some((item) => !items(after).some((other) => digest(other) === digest(item)));
  const { name, what } = LISTS[key];
  return [
    {
      ...OF_CONTRACT,
      name,
      producer: 'safe',
      // A channel may go when another stays; an access that goes is missed by whoever has it.
      consumer: lost && (key === 'roles' || items(after).length === 0) ? 'risky' : 'safe',
      at: head.placeAt(`/${key}`),
      was: base.placeAt(`/${key}`),
      before,
      after,
      message: `${what} has changed${lost ? ': something that stood there is gone or reads otherwise' : ''}.`,
    },
  ];
}

const items = (list: Json): readonly Json[] => (Array.isArray(list) ? (list as readonly Json[]) : []);

function rawOf({ document }: DiffContract, key: string): Json {
  return isObject(document) ? (document[key] ?? null) : null;
}
