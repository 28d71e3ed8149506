/** Keys: columns that are unique by what they are, not by the chance of a small table. */
import { isIdName, wordsOf } from './column-name.js';
import { afterNone } from './confidence.js';
import { ENOUGH_FOR_KEY, isSingleKey } from './key-candidates.js';
import type { ColumnProfile, Profile } from './profile.js';
import type { Proposal } from './proposal.js';
import { counted } from './readable.js';

export interface Keys {
  /** Indexes of the columns of the primary key, in order; empty where none is sure. */
  readonly primary: readonly number[];
  /** Unique besides. */
  readonly unique: readonly number[];
}

/** A single column by its name before a pair; of several the one that is called like a key most. */
export function keysOf({ columns, rows, tuples }: Profile, table: string): Keys {
  if (rows < ENOUGH_FOR_KEY) return { primary: [], unique: [] };
  const single = columns
    .filter((column) => column.nulls === 0 && column.distinct === rows && isSingleKey(column))
    .sort((a, b) => rank(b, table) - rank(a, table) || a.index - b.index);
  const [first, ...others] = single;
  if (first !== undefined)
    return {
      primary: [first.index],
      unique: others.filter(({ name }) => isIdName(name)).map(({ index }) => index),
    };
  const pair = tuples.find((tuple) => tuple.rows === rows && tuple.keys === rows);
  return { primary: pair?.columns ?? [], unique: [] };
}

/** `id` and `order_id` of orders before any other id; the first column before later ones. */
function rank({ name, index }: ColumnProfile, table: string): number {
  const words = wordsOf(name);
  const own = wordsOf(table).flatMap((word) => [word, word.replace(/s$/, '')]);
  const isOwn = words.length === 1 || own.includes(words[0] ?? '');
  return (isIdName(name) ? 4 : 0) + (isOwn ? 2 : 0) + (index === 0 ? 1 : 0);
}

/** One proposal a column; those of a pair stand or fall together, since one check judges them. */
export function proposeKeys({ rows, columns }: Profile, { primary, unique }: Keys): readonly Proposal[] {
  const names = primary.map((index) => columns[index]?.name ?? '').join(', ');
  const alone = primary.length === 1;
  return [
    ...primary.map((index, at): Proposal => ({
      id: `key/${primary.join(',')}/${index}`,
      kind: 'key',
      column: index,
      clause: { at: 'property', keys: { primaryKey: true, primaryKeyPosition: at + 1 } },
      evidence: alone
        ? `${counted(rows)} rows, as many different values, none null`
        : at === 0
          ? `${counted(rows)} rows, as many different combinations of ${names}, none null`
          : `with ${columns[primary[0] ?? 0]?.name ?? ''} the key of a row`,
      confidence: afterNone(rows),
    })),
    ...unique.map((index): Proposal => ({
      id: `${index}/unique`,
      kind: 'unique',
      column: index,
      clause: { at: 'property', keys: { unique: true } },
      evidence: `${counted(rows)} rows, as many different values`,
      confidence: afterNone(rows),
    })),
  ];
}
