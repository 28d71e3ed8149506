/** Columns of a dataset by how an author may call them: names of the contract or of the source, nested ones with dots. */
import { didYouMean } from '../model/did-you-mean.js';
import type { Dataset, Property } from '../model/contract.js';

/** Every property by name path and by physical path (`address.city`, `lines[].sku`); contract names win. */
export function columnIndex(properties: readonly Property[]): ReadonlyMap<string, Property> {
  const known = indexes.get(properties);
  if (known !== undefined) return known;
  const index = buildIndex(properties);
  indexes.set(properties, index);
  return index;
}

/** A project asks again and again for the columns of one dataset. */
const indexes = new WeakMap<readonly Property[], ReadonlyMap<string, Property>>();

function buildIndex(properties: readonly Property[]): ReadonlyMap<string, Property> {
  const index = new Map<string, Property>();
  const physical = new Map<string, Property>();
  const visit = (property: Property, name: string) => {
    if (!index.has(name)) index.set(name, property);
    if (!physical.has(property.path)) physical.set(property.path, property);
    for (const child of property.properties) visit(child, `${name}.${child.name}`);
    if (property.items !== null) visit(property.items, `${name}[]`);
  };
  for (const property of properties) visit(property, property.name);
  for (const [path, property] of physical) if (!index.has(path)) index.set(path, property);
  return index;
}

/** The column of that name or path; null where there is none. */
export function findColumn(dataset: Pick<Dataset, 'properties'>, path: string): Property | null {
  return columnIndex(dataset.properties).get(path) ?? null;
}

/** The column that was probably meant, by its name in the contract. */
export function nearColumn(dataset: Pick<Dataset, 'properties'>, path: string): string | null {
  return didYouMean(path, columnIndex(dataset.properties).keys());
}
