/** The primary key and the partition key of a dataset. */
import type { Property } from '../model/contract.js';
import type { Check } from '../model/check.js';
import { allColumns, becameAt, type DatasetContext, type Sided } from './context.js';
import type { Finding } from './finding.js';
import { levelsOf, type Levels } from './levels.js';
import { quoted, sentence, unlessSafe } from './sentence.js';

export function compareKeys(context: DatasetContext): readonly Finding[] {
  return [...primaryKey(context), ...partitionKey(context)];
}

type KeyPart = 'primaryKey' | 'partition';

const partsOf = ({ dataset }: Sided, key: KeyPart): readonly Property[] =>
  allColumns(dataset)
    .filter((property) => property[key] !== null)
    .sort((a, b) => (a[key] ?? 0) - (b[key] ?? 0));

function primaryKey(context: DatasetContext): readonly Finding[] {
  const [was, now] = [partsOf(context.base, 'primaryKey'), partsOf(context.head, 'primaryKey')];
  const before = was.map(({ path }) => path);
  const after = now.map(({ path }) => path);
  if (sameList(before.map(context.pathInHead), after)) return [];
  const levels = levelsOf(checksOf(context.base, was), checksOf(context.head, now), context);
  const name =
    was.length === 0 ? 'primary-key-added' : now.length === 0 ? 'primary-key-removed' : 'primary-key-changed';
  return [
    {
      ...levels,
      name,
      dataset: context.head.dataset.key,
      column: null,
      at: keyPlace(now, 'primaryKey') ?? context.head.dataset.place,
      was: keyPlace(was, 'primaryKey') ?? context.base.dataset.place,
      before,
      after,
      message: sentence(primaryKeyFact(before, after, levels), levels),
      fix: null,
    },
  ];
}

function partitionKey(context: DatasetContext): readonly Finding[] {
  const [was, now] = [partsOf(context.base, 'partition'), partsOf(context.head, 'partition')];
  const before = was.map(({ path }) => path);
  const after = now.map(({ path }) => path);
  if (sameList(before.map(context.pathInHead), after)) return [];
  const fact = `${keyFact('partition key', before, after)}: runs and gates that name a batch must name it otherwise`;
  return [
    {
      name: 'partition-changed',
      producer: 'breaking',
      consumer: 'risky',
      dataset: context.head.dataset.key,
      column: null,
      at: keyPlace(now, 'partitioned') ?? context.head.dataset.place,
      was: keyPlace(was, 'partitioned') ?? context.base.dataset.place,
      before,
      after,
      message: `${fact}.`,
    },
  ];
}

function primaryKeyFact(before: readonly string[], after: readonly string[], levels: Levels): string {
  const fact = keyFact('primary key', before, after);
  if (before.length > 0 && after.length > 0) return fact;
  return unlessSafe(fact, levels, before.length === 0 ? 'asked' : 'ask');
}

const keyPlace = ([first]: readonly Property[], key: string) => first?.places[key] ?? first?.place ?? null;

function keyFact(what: string, before: readonly string[], after: readonly string[]): string {
  const list = (columns: readonly string[]): string => quoted(columns.join(', '));
  if (before.length === 0) return `The ${what} ${list(after)} is new`;
  if (after.length === 0) return `The ${what} ${list(before)} is gone`;
  return `The ${what} is ${list(after)} (was ${list(before)})`;
}

const checksOf = (side: Sided, parts: readonly Property[]): readonly Check[] => [
  ...new Set(parts.flatMap((part) => becameAt(side, part.places['primaryKey'] ?? part.place).checks)),
];

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
