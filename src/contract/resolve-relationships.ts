/** Relationships of a dataset → their targets in the project. */
import { pathText } from '../model/column-path.js';
import type { Contract, Dataset, Property, Relationship } from '../model/contract.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { findColumn } from './find-column.js';
import { findReference, type FoundColumn } from './find-reference.js';
import { keyTypeMismatch } from './key-types.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { blameUnread, type UnreadDatasets } from './unread-datasets.js';

interface Context {
  readonly own: Contract;
  readonly contracts: readonly Contract[];
  readonly places: Places;
  readonly unread: UnreadDatasets;
  readonly faults: Fault[];
}

/** The dataset with all its relationships resolved, also those of its columns; what can not be is added to `faults`. */
export function resolveRelationships(dataset: Dataset, context: Context): Dataset {
  const onColumns = (property: Property): Property => ({
    ...property,
    relationships: property.relationships.map((one) => resolveOne(one, dataset, [property], context)),
    properties: property.properties.map(onColumns),
    items: property.items === null ? null : onColumns(property.items),
  });
  return {
    ...dataset,
    relationships: dataset.relationships.map((one) => resolveOne(one, dataset, null, context)),
    properties: dataset.properties.map(onColumns),
  };
}

/** @param columns this side where it is known; null: to be found by `from`. */
function resolveOne(
  relationship: Relationship,
  dataset: Dataset,
  columns: readonly Property[] | null,
  context: Context,
): Relationship {
  const { place } = relationship;
  const from = columns ?? fromColumns(relationship, dataset, context);
  const to = toColumns(relationship, context);
  if (from === null || to === null) return relationship;
  const first = to[0];
  if (from.length !== to.length || first === undefined) {
    const message = `${from.length} columns can not refer to ${to.length}.`;
    context.faults.push(
      fault('composite-arity', message, place, 'List as many on both sides, in one order.'),
    );
    return relationship;
  }
  if (to.some((other) => other.dataset.key !== first.dataset.key)) {
    context.faults.push(fault('several-targets', 'All columns of one key stand in one dataset.', place));
    return relationship;
  }
  context.faults.push(...mismatches(from, to, place));
  return {
    ...relationship,
    from: from.map(({ steps }) => pathText(steps)),
    target: { dataset: first.dataset.key, columns: to.map(({ column }) => pathText(column.steps)) },
  };
}

function mismatches(from: readonly Property[], to: readonly FoundColumn[], place: Place): readonly Fault[] {
  return from.flatMap((column, i) => {
    const other = to[i];
    const message = other === undefined ? null : keyTypeMismatch(column, other.column);
    return message === null ? [] : [fault('type-mismatch', message, place)];
  });
}

function fromColumns(
  { from, place }: Relationship,
  dataset: Dataset,
  { own, places, faults }: Context,
): readonly Property[] | null {
  // Only this dataset is looked at, so that a namesake in another layer is no ambiguity.
  const self: Contract = { ...own, datasets: [dataset] };
  const found = from.map((text, i) => {
    const column = findReference(text, self, [self]);
    if (!('code' in column)) return findColumn(dataset, column.column.path);
    const hint =
      column.hint ?? `Begin it with \`${dataset.name}.\`: a relationship starts at its own dataset.`;
    faults.push(fault(column.code, column.message, listPlace(place, 'from', i, from, places), hint));
    return null;
  });
  return withoutNull(found);
}

function toColumns(
  { to, place }: Relationship,
  { own, contracts, places, unread, faults }: Context,
): readonly FoundColumn[] | null {
  const found = to.map((text, i) => {
    const column = blameUnread(text, findReference(text, own, contracts), unread);
    if (!('code' in column)) return column;
    faults.push(fault(column.code, column.message, listPlace(place, 'to', i, to, places), column.hint));
    return null;
  });
  return withoutNull(found);
}

function withoutNull<T>(items: readonly (T | null)[]): readonly T[] | null {
  const kept = items.filter((item) => item !== null);
  return kept.length === items.length ? kept : null;
}

/** Where one of the references stands; a list has a place for each. */
function listPlace(place: Place, key: string, i: number, list: readonly string[], places: Places): Place {
  const path = pointer(place.path, key);
  const item = places.valueAt(pointer(path, i));
  const isList =
    list.length > 1 || item.line !== places.valueAt(path).line || item.column !== places.valueAt(path).column;
  return isList ? { ...item, path: pointer(path, i) } : { ...places.valueAt(path), path };
}
