/** Columns of two versions of a dataset: the same, renamed, gone, added; fields of nested ones level by level. */
import type { Property } from '../model/contract.js';
import { digest } from '../model/digest.js';
import { nameLikeness, nameShape, type NameShape } from './name-likeness.js';
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

/**
 * By id, by the name in the source, by the name in the contract; what is left by likeness: how alike the names are, what is said of them,
 * and where they stand.
 */
export function matchColumns(base: readonly Property[], head: readonly Property[]): MatchedColumns {
  const named = match(base, head, [({ id }) => id, sourceName, ({ name }) => name]);
  const places = new Map([...base.entries(), ...head.entries()].map(([at, property]) => [property, at]));
  const known = new Map([...named.gone, ...named.added].map((property) => [property, featuresOf(property)]));
  const likeness = (a: Property, b: Property): number => {
    const [one, other] = [known.get(a), known.get(b)];
    // Columns of two types are two columns.
    if (one === undefined || other === undefined || one.type !== other.type) return 0;
    return (
      nameLikeness(one.name, other.name) * 0.6 +
      (one.said === other.said ? 0.2 : 0) +
      (places.get(a) === places.get(b) ? 0.2 : 0)
    );
  };
  const level = matchAlike(named, likeness, LEAST);
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

function featuresOf(property: Property): {
  readonly type: string;
  readonly name: NameShape;
  readonly said: string;
} {
  const { name, logicalType, physicalType, options, required, unique, primaryKey, classification } = property;
  return {
    type: JSON.stringify([logicalType, physicalType]),
    name: nameShape(name),
    said: digest([options, required, unique, primaryKey, classification]),
  };
}
