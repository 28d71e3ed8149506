/** Things of one contract that must be unique and are not: ids within a list, servers, datasets, columns. */
import type { Item, OdcsV31, Property } from '../generated/odcs-v3.1.js';
import { fault, type Fault } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

/** Data of the author's own, where `id` means what the author wants. */
const FREE = new Set(['value', 'arguments', 'implementation', 'examples', 'logicalTypeOptions']);

/** Columns are compared as written: a source may hold `a` and `A`. */
export function findDuplicates(document: OdcsV31, places: Places): readonly Fault[] {
  const servers = (document.servers ?? []).map((server) => server.server);
  // The document came out of the JSON reader; its generated type only names the keys.
  const json = document as unknown as Json;
  return [
    ...duplicateIds(json, '', places),
    ...second(servers, '/servers', 'server', 'duplicate-server', 'A server of this name', places),
    ...(document.schema ?? []).flatMap((dataset, i) =>
      duplicateColumns(dataset.properties, pointer('/schema', i, 'properties'), places),
    ),
  ];
}

function duplicateIds(node: Json, path: string, places: Places): readonly Fault[] {
  if (Array.isArray(node)) {
    const items: readonly Json[] = node;
    const ids = items.map((item) => (isObject(item) && typeof item['id'] === 'string' ? item['id'] : null));
    return [
      ...second(ids, path, 'id', 'duplicate-id', 'An entry with this `id`', places),
      ...items.flatMap((item, i) => duplicateIds(item, pointer(path, i), places)),
    ];
  }
  if (!isObject(node)) return [];
  return Object.entries(node)
    .filter(([key]) => !FREE.has(key))
    .flatMap(([key, child]) => duplicateIds(child ?? null, pointer(path, key), places));
}

function duplicateColumns(
  properties: readonly Property[] | undefined,
  path: string,
  places: Places,
): readonly Fault[] {
  const list = properties ?? [];
  const names = list.map((property) => property.name);
  const physical = list.map((property) => property.physicalName ?? property.name);
  const byName = second(names, path, 'name', 'duplicate-column', 'A column of this name', places);
  const named = new Set(byName.map((f) => f.line));
  const byPhysical = second(
    physical,
    path,
    'physicalName',
    'duplicate-column',
    'A column of the source',
    places,
  );
  return [
    ...byName,
    ...byPhysical.filter((f) => !named.has(f.line)),
    ...list.flatMap((property, i) => duplicateFields(property, pointer(path, i), places)),
  ];
}

function duplicateFields(property: Property | Item, path: string, places: Places): readonly Fault[] {
  return [
    ...duplicateColumns(property.properties, pointer(path, 'properties'), places),
    ...(property.items === undefined ? [] : duplicateFields(property.items, pointer(path, 'items'), places)),
  ];
}

/** A fault at each entry whose value an earlier one has. */
function second(
  values: readonly (string | null)[],
  path: string,
  key: string,
  code: string,
  what: string,
  places: Places,
): readonly Fault[] {
  return values.flatMap((value, i) => {
    const first = values.indexOf(value);
    if (value === null || first === i) return [];
    const line = places.at(pointer(path, first)).line;
    const message = `${what} (\`${value}\`) stands in line ${line} already.`;
    return [fault(code, message, places.valueAt(pointer(path, i, key)), 'Rename one of them.')];
  });
}
