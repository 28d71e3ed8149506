/** `customProperties` as one record, and the faults of the few that Assay reads. */
import type { CustomProperty, Item, OdcsV31, Property } from '../generated/odcs-v3.1.js';
import { editDistance } from '../model/did-you-mean.js';
import { readDeprecation } from '../model/deprecation.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { isTimeZone } from '../model/time-zone.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

/** The words that each property may have; null: any text (the project's layers, a time zone). */
const KNOWN: { readonly [property: string]: readonly string[] | null } = {
  layer: null,
  timezone: null,
  extraColumns: ['allow', 'warn', 'fail'],
  columnOrder: ['ignore', 'warn', 'fail'],
  deprecated: null,
};

/** As a record; where a property stands twice, the last one. */
export function customRecord(list: readonly CustomProperty[] | undefined): JsonObject {
  // The schema has just said that the list holds such entries, with any JSON as value.
  return Object.fromEntries((list ?? []).map((entry) => [entry.property, (entry.value ?? null) as Json]));
}

/**
 * Faults of the custom properties of the contract and its datasets. A name close to one of ours is a fault where it
 * would have been a working clause, so that a typo is no silence; all other names are the author's own.
 */
export function customFaults(document: OdcsV31, layers: readonly string[], places: Places): readonly Fault[] {
  const lists = [
    { list: document.customProperties, path: '/customProperties' },
    ...(document.schema ?? []).map((dataset, i) => ({
      list: dataset.customProperties,
      path: pointer('/schema', i, 'customProperties'),
    })),
  ];
  const ofColumns = (document.schema ?? []).flatMap((dataset, i) =>
    columnFaults(dataset.properties, pointer('/schema', i, 'properties'), places),
  );
  return [
    ...lists.flatMap(({ list, path }) => [
      ...(list ?? []).flatMap((entry, i) => entryFaults(entry, layers, pointer(path, i), places)),
      ...repeated(list ?? [], path, places),
    ]),
    ...ofColumns,
  ];
}

/** On a column only `deprecated` is ours. */
function columnFaults(
  columns: readonly (Property | Item)[] | undefined,
  path: string,
  places: Places,
): readonly Fault[] {
  return (columns ?? []).flatMap((column, i) => ownFaults(column, pointer(path, i), places));
}

function ownFaults(column: Property | Item, path: string, places: Places): readonly Fault[] {
  const list = pointer(path, 'customProperties');
  // The others keep their places in the list, but not their names.
  const ours = (column.customProperties ?? []).map((entry) =>
    isNear(entry.property ?? '', 'deprecated') ? entry : { ...entry, property: '' },
  );
  return [
    ...ours.flatMap((entry, at) => entryFaults(entry, [], pointer(list, at), places)),
    ...repeated(ours, list, places),
    ...columnFaults(column.properties, pointer(path, 'properties'), places),
    ...(column.items === undefined ? [] : ownFaults(column.items, pointer(path, 'items'), places)),
  ];
}

const plainWord = (word: string): string => word.toLowerCase().replace(/[_\s-]/g, '');

function entryFaults(
  entry: CustomProperty,
  layers: readonly string[],
  path: string,
  places: Places,
): readonly Fault[] {
  const value: unknown = entry.value;
  // v3.0 does not ask for it.
  const property: string | undefined = entry.property;
  if (property === undefined) return [];
  if (!Object.hasOwn(KNOWN, property)) return nearMiss(property, value, layers, path, places);
  const words = KNOWN[property] ?? null;
  const place = places.valueAt(pointer(path, 'value'));
  if (property === 'deprecated') return deprecationFaults(entry.value as Json, place);
  if (typeof value !== 'string' || value === '') {
    return [fault('wrong-type', `The value of \`${property}\` must be text.`, place)];
  }
  if (property === 'timezone' && !isZone(value)) {
    const hint = 'Write one as `Europe/Paris`, or `UTC`.';
    return [fault('unknown-value', `\`${value}\` is no time zone.`, place, hint)];
  }
  if (words === null || words.includes(value)) return [];
  const hint = `Known: ${words.join(', ')}.`;
  return [fault('unknown-value', `\`${property}\` can not be \`${value}\`.`, place, hint)];
}

/** Not to be deprecated is no fault: `deprecated: false`. */
function deprecationFaults(value: Json | undefined, place: Place): readonly Fault[] {
  if (value === false) return [];
  const read = readDeprecation(value ?? null);
  if (typeof read !== 'string') return [];
  const hint = 'Write `value: {since: 2026-01-31, removeAfter: 2026-07-31, useInstead: other_column}`.';
  return [fault('bad-value', `This is no deprecation: ${read}.`, place, hint)];
}

/** A zone of the IANA database or a fixed offset (`+02:00`). */
export function isZone(text: string): boolean {
  return /^[+-]\d\d:\d\d$/.test(text) || (/^[A-Z]/.test(text) && isTimeZone(text));
}

function nearMiss(
  property: string,
  value: unknown,
  layers: readonly string[],
  path: string,
  places: Places,
): readonly Fault[] {
  const meant = Object.keys(KNOWN).find((known) => isNear(property, known));
  if (meant === undefined || !isPlausible(meant, value, layers)) return [];
  const message = `\`${property}\` is not \`${meant}\`, and would do nothing.`;
  return [
    fault('unknown-key', message, places.valueAt(pointer(path, 'property')), `Did you mean \`${meant}\`?`),
  ];
}

/** The same word but for a slip or two, or its noun. */
function isNear(property: string, known: string): boolean {
  const [word, other] = [plainWord(property), plainWord(known)];
  return (
    editDistance(word, other) <= (known.length > 8 ? 2 : 1) ||
    (known === 'deprecated' && word === 'deprecation')
  );
}

function isPlausible(meant: string, value: unknown, layers: readonly string[]): boolean {
  if (meant === 'deprecated') return isObject(value) || value === true;
  if (typeof value !== 'string') return false;
  if (meant === 'layer') return layers.includes(value);
  return meant === 'timezone' ? isZone(value) : true;
}

function repeated(list: readonly CustomProperty[], path: string, places: Places): readonly Fault[] {
  return list.flatMap((entry, i) => {
    const isSecond = list.findIndex((other) => other.property === entry.property) < i;
    if (!isSecond || !Object.hasOwn(KNOWN, entry.property)) return [];
    const message = `\`${entry.property}\` stands twice here.`;
    return [fault('duplicate-property', message, places.at(pointer(path, i)), 'Keep one of them.')];
  });
}
