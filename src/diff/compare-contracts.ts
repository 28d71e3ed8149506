/** Two versions of one contract, without its datasets. */
import { deprecationOf } from '../model/deprecation.js';
import type { Contract } from '../model/contract.js';
import type { ChangeLevel } from '../model/change.js';
import { comparePeople } from './compare-people.js';
import { compareServers } from './compare-servers.js';
import { compareWords } from './compare-words.js';
import type { DiffContract } from './diff-contract.js';
import { endOf } from './end-of.js';
import type { Finding } from './finding.js';
import type { Pair } from './match.js';
import { quoted } from './sentence.js';

export function compareContracts(pair: Pair<DiffContract>): readonly Finding[] {
  return [
    ...identity(pair),
    ...status(pair),
    ...compareServers(pair),
    ...comparePeople(pair),
    ...compareWords(
      { is: 'contract', what: 'The contract', dataset: null, column: null, path: { base: '', head: '' } },
      pair,
    ),
  ];
}

const OF_CONTRACT = { dataset: null, column: null } as const;

function identity({ base, head }: Pair<DiffContract>): readonly Finding[] {
  const [before, after] = [base.contract.id, head.contract.id];
  if (before === after) return [];
  return [
    {
      ...OF_CONTRACT,
      name: 'contract-renamed',
      producer: 'safe',
      consumer: 'risky',
      at: head.placeAt('/id'),
      was: base.placeAt('/id'),
      before,
      after,
      message: `The contract ${quoted(before)} is now ${quoted(after)}: whoever names it by its id must follow.`,
    },
  ];
}

/** How much may be relied on in each state of the standard. */
const STANDING = ['proposed', 'draft', 'active', 'deprecated', 'retired'];

function status({ base, head }: Pair<DiffContract>): readonly Finding[] {
  const [before, after] = [base.contract.status, head.contract.status];
  if (before === after) return [];
  const levels = { producer: 'safe', consumer: statusLevel(before, after) } as const;
  return [
    {
      ...OF_CONTRACT,
      ...levels,
      name: 'status-changed',
      at: head.placeAt('/status'),
      was: base.placeAt('/status'),
      before,
      after,
      message: `The contract is ${quoted(after)} (was ${quoted(before)})${levels.consumer === 'safe' ? '' : `: ${ENDS.includes(after.toLowerCase()) ? 'readers must look for what takes its place' : 'how far readers may rely on it, they must ask'}`}.`,
    },
  ];
}

const ENDS = ['deprecated', 'retired'];

function statusLevel(before: string, after: string): ChangeLevel {
  const [from, to] = [before, after].map((word) => STANDING.indexOf(word.toLowerCase()));
  if (from === undefined || to === undefined || from < 0 || to < 0) return 'risky';
  if (after.toLowerCase() === 'retired') return 'breaking';
  if (after.toLowerCase() === 'deprecated') return 'risky';
  const active = STANDING.indexOf('active');
  return to < active && from >= active ? 'risky' : 'safe';
}

export function contractAdded({ contract, placeAt }: DiffContract): Finding {
  return {
    ...OF_CONTRACT,
    name: 'contract-added',
    producer: 'safe',
    consumer: 'safe',
    at: placeAt(''),
    was: null,
    before: null,
    after: contract.id,
    message: `The contract ${quoted(contract.id)} is new, with ${countOf(contract)}.`,
    step: 'none',
  };
}

/** @param stays a dataset of it is in another contract now */
export function contractGone({ contract, placeAt }: DiffContract, stays: boolean, today: string): Finding {
  const ends = contract.datasets.map(({ custom }) => endOf(deprecationOf(custom), today));
  const retired = stays || contract.status.toLowerCase() === 'retired';
  const announced = retired || (ends.length > 0 && ends.every(({ level }) => level === 'risky'));
  return {
    ...OF_CONTRACT,
    name: 'contract-removed',
    producer: 'safe',
    consumer: announced ? 'risky' : 'breaking',
    at: null,
    was: placeAt(''),
    before: contract.id,
    after: null,
    message: stays
      ? `The contract ${quoted(contract.id)} is gone; what it held is in another one, at least in part.`
      : `The contract ${quoted(contract.id)} is gone, with ${countOf(contract)}${announced ? ', as announced' : ''}: nothing is checked there any more.`,
    fix: announced ? null : 'Keep it with `status: deprecated`, then `retired`, before it goes.',
    step: 'none',
  };
}

const countOf = ({ datasets }: Contract): string =>
  datasets.length === 0
    ? 'no dataset'
    : datasets.length === 1
      ? `its dataset ${quoted(datasets[0]?.key ?? '')}`
      : `its ${String(datasets.length)} datasets`;
