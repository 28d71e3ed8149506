/** Datasets of contracts that could not be read: a reference to one of them is not the mistake of its author. */
import { isObject, type Json } from '../model/json.js';
import type { Element, NoElement } from './find-element.js';
import type { FoundColumn } from './find-reference.js';

/** File by name, physical name or id of a dataset. */
export type UnreadDatasets = ReadonlyMap<string, string>;

/** What a faulty document calls its datasets, as far as that can be told. */
export function unreadNames(value: Json): readonly string[] {
  const schema = isObject(value) ? value['schema'] : undefined;
  if (!Array.isArray(schema)) return [];
  return schema.flatMap((dataset: Json) =>
    isObject(dataset)
      ? [dataset['name'], dataset['physicalName'], dataset['id']].filter((word) => typeof word === 'string')
      : [],
  );
}

/** The result of a search; where an unread contract would have been its answer, that is said. */
export function blameUnread<Found extends Element | FoundColumn>(
  text: string,
  found: Found | NoElement,
  unread: UnreadDatasets,
): Found | NoElement {
  if ('dataset' in found || found.code !== 'unknown-reference') return found;
  const word = text.split(/[./#]/).find((part) => unread.has(part));
  if (word === undefined) return found;
  const message = `\`${text}\` can not be looked up: ${unread.get(word) ?? ''} has faults of its own.`;
  return { code: 'unread-reference', message, hint: 'Mend that contract first.' };
}
