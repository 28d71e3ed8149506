/** The declared columns of a dataset, found by physical path or by contract name. */
import { pathSteps, pathText, quotedPath } from '../model/column-path.js';
import type { Dataset, Property } from '../model/contract.js';
import { nameHint } from './name-hint.js';

export interface ColumnIndex {
  /** Every property, nested ones and array items included, parents first. */
  readonly all: readonly Property[];
  /** By physical path first, else by the path of contract names; null where there is no such column. A dot that is part of a name is found too, in
   * quotes or not: a column whose very name is the path comes before what lies within another. */
  readonly find: (name: string) => Property | null;
  /** A path that `find` leads back to this very column. */
  readonly pathOf: (property: Property) => string;
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
  // Of two columns with one path the one with fewer steps comes last, and stays.
  const deepFirst = [...named].sort((a, b) => b.property.steps.length - a.property.steps.length);
  const byPath = new Map(deepFirst.map(({ property }) => [property.path, property]));
  const byName = new Map(deepFirst.map(({ property, name }) => [name, property]));
  const bySteps = new Map(named.map(({ property }) => [pathText(property.steps), property]));
  const names = [...new Set([...byPath.keys(), ...byName.keys()])];
  const find = (name: string): Property | null =>
    byPath.get(name) ?? byName.get(name) ?? bySteps.get(pathText(pathSteps(name))) ?? null;
  return {
    all: named.map(({ property }) => property),
    find,
    pathOf: (property) => {
      const path = pathText(property.steps);
      return find(path) === property ? path : quotedPath(property.steps);
    },
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
