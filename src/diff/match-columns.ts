/** Columns of two versions of a dataset: the same, renamed, gone, added; fields of nested ones level by level. */
import type { Property } from '../model/contract.js';
import { digest } from '../model/digest.js';
import { nameLikeness } from './name-likeness.js';
import { match, matchAlike, type Pair } from './match.js';

export interface MatchedColumns {
  /** Parents first. */
  readonly both: readonly Pair<Property>[];
  /** Without what lies within them. */
  readonly gone: readonly Property[];
  readonly added: readonly Property[];
}

/** What two columns must share at least to be taken for one that was renamed. */
const LEAST = 0.6;

/** By id, by the name in the source, by the name in the contract; what is left by likeness. */
export function matchColumns(base: readonly Property[], head: readonly Property[]): MatchedColumns {
  const named = match(base, head, [({ id }) => id, sourceName, ({ name }) => name]);
  const places = new Map([...base.entries(), ...head.entries()].map(([at, property]) => [property, at]));
  const level = matchAlike(named, (a, b) => columnLikeness(a, b, places.get(a) === places.get(b)), LEAST);
  const within = level.both.map((pair) => matchColumns(inside(pair.base), inside(pair.head)));
  return {
    both: [...level.both.flatMap((pair, i) => [pair, ...(within[i]?.both ?? [])])],
    gone: [...level.gone, ...within.flatMap(({ gone }) => gone)],
    added: [...level.added, ...within.flatMap(({ added }) => added)],
  };
}

const inside = ({ properties, items }: Property): readonly Property[] =>
  items === null ? properties : [...properties, items];

function sourceName({ steps }: Property): string | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  // No field is named like this: the dot would be two steps.
  return 'items' in last ? '[].' : last.field;
}

/** Columns of two types are two columns. Of one type: how alike the names are, what is said of them, and where they stand. */
function columnLikeness(a: Property, b: Property, samePlace: boolean): number {
  if (a.logicalType !== b.logicalType || a.physicalType !== b.physicalType) return 0;
  const said = (property: Property): string =>
    digest([
      property.options,
      property.required,
      property.unique,
      property.primaryKey,
      property.classification,
    ]);
  const same = said(a) === said(b);
  return nameLikeness(a.name, b.name) * 0.6 + (same ? 0.2 : 0) + (samePlace ? 0.2 : 0);
}
