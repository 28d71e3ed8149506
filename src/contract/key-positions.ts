/** The order of the parts of a primary key or a partition key, as positions from 1. */
import type { Property } from '../generated/odcs-v3.1.js';
import { fault, type Fault } from '../model/fault.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

interface KeyWords {
  readonly flag: 'primaryKey' | 'partitioned';
  readonly position: 'primaryKeyPosition' | 'partitionKeyPosition';
  readonly noun: string;
}

export const PRIMARY_KEY: KeyWords = {
  flag: 'primaryKey',
  position: 'primaryKeyPosition',
  noun: 'primary key',
};
export const PARTITION_KEY: KeyWords = {
  flag: 'partitioned',
  position: 'partitionKeyPosition',
  noun: 'partition key',
};

export interface KeyPositions {
  /** By pointer of the property. */
  readonly positions: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
}

interface Part {
  readonly path: string;
  readonly given: number | null;
}

/** Given positions hold; parts without one follow them in the order of the document. `path` is that of the list. */
export function keyPositions(
  properties: readonly Property[],
  path: string,
  words: KeyWords,
  places: Places,
): KeyPositions {
  const faults: Fault[] = [];
  const parts: Part[] = [];
  const visit = (property: Property, at: string, isInArray: boolean) => {
    const position = property[words.position] ?? -1;
    if (property[words.flag] === true && isInArray) faults.push(inArray(at, words, places));
    else if (property[words.flag] === true) parts.push({ path: at, given: position > 0 ? position : null });
    else if (position > 0) faults.push(positionWithoutKey(at, words, places));
    property.properties?.forEach((child, i) => visit(child, pointer(at, 'properties', i), isInArray));
    if (property.items !== undefined) visit(itemAsProperty(property.items), pointer(at, 'items'), true);
  };
  properties.forEach((property, i) => visit(property, pointer(path, i), false));
  faults.push(...samePositions(parts, words, places));
  return { positions: positionsOf(parts), faults };
}

function itemAsProperty(item: NonNullable<Property['items']>): Property {
  return { ...item, name: item.name ?? 'items' };
}

function positionsOf(parts: readonly Part[]): ReadonlyMap<string, number> {
  let next = Math.max(0, ...parts.map((part) => part.given ?? 0));
  return new Map(parts.map((part) => [part.path, part.given ?? (next += 1)]));
}

function samePositions(parts: readonly Part[], words: KeyWords, places: Places): readonly Fault[] {
  const seen = new Set<number>();
  return parts.flatMap(({ path, given }) => {
    if (given === null) return [];
    if (!seen.has(given)) {
      seen.add(given);
      return [];
    }
    const message = `Position ${given} of the ${words.noun} is taken already.`;
    return [fault('duplicate-position', message, places.at(pointer(path, words.position)))];
  });
}

function positionWithoutKey(path: string, words: KeyWords, places: Places): Fault {
  const message = `\`${words.position}\` does nothing without \`${words.flag}: true\`.`;
  const hint = `Add \`${words.flag}: true\`, or take the position out.`;
  return fault('contradiction', message, places.at(pointer(path, words.position)), hint);
}

function inArray(path: string, words: KeyWords, places: Places): Fault {
  const message = `A field inside an array can not be part of the ${words.noun}.`;
  return fault('contradiction', message, places.at(pointer(path, words.flag)));
}
