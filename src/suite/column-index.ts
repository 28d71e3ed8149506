/** The declared columns of a dataset, found by physical path or by contract name. */
import type { Dataset, Property } from '../model/contract.js';
import { nameHint } from './name-hint.js';

export interface ColumnIndex {
  /** Every property, nested ones and array items included, parents first. */
  readonly all: readonly Property[];
  /** By physical path first, else by the path of contract names; null where there is no such column. */
  readonly find: (name: string) => Property | null;
  /** What to do about a name that is not found. */
  readonly hint: (name: string) => string;
}

interface Named {
  readonly property: Property;
  readonly name: string;
}

/** Indexes the columns of a dataset. */
export function columnIndex(dataset: Pick<Dataset, 'properties'>): ColumnIndex {
  const named = dataset.properties.flatMap((property) => withFields(property, property.name));
  const byPath = new Map(named.map(({ property }) => [property.path, property]));
  const byName = new Map(named.map(({ property, name }) => [name, property]));
  const names = [...new Set([...byPath.keys(), ...byName.keys()])];
  return {
    all: named.map(({ property }) => property),
    find: (name) => byPath.get(name) ?? byName.get(name) ?? null,
    hint: (name) => hintOf(name, names),
  };
}

function withFields(property: Property, name: string): Named[] {
  return [
    { property, name },
    ...property.properties.flatMap((field) => withFields(field, `${name}.${field.name}`)),
    ...(property.items === null ? [] : withFields(property.items, `${name}[]`)),
  ];
}

function hintOf(name: string, names: readonly string[]): string {
  const otherwise =
    names.length === 0 ? 'The contract declares no columns.' : `The columns are ${names.join(', ')}.`;
  return nameHint(name, names, otherwise);
}
