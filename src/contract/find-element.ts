/** What an `element` of an SLA or a source of a column speaks of: a dataset, or a column of one. */
import type { Dataset, Property } from '../model/contract.js';
import { didYouMean } from '../model/did-you-mean.js';
import { findColumn, nearColumn } from './find-column.js';

export interface Element {
  readonly dataset: Dataset;
  /** Null where the dataset itself is meant. */
  readonly column: Property | null;
}

/** Why nothing, or more than one thing, was found. */
export interface NoElement {
  readonly code: 'unknown-reference' | 'ambiguous-reference' | 'unread-reference';
  readonly message: string;
  readonly hint?: string;
}

/** Finds `dataset` or `dataset.column`, the dataset by key, name, physical name or id. A key wins over a name. */
export function findElement(text: string, datasets: readonly Dataset[]): Element | NoElement {
  for (const words of [keyOnly, allNames]) {
    const exact = datasets.filter((dataset) => words(dataset).includes(text));
    const inside = exact.length > 0 ? [] : columnsOf(text, datasets, words);
    const found = [...exact.map((dataset): Element => ({ dataset, column: null })), ...inside];
    if (found.length > 1) return ambiguous(text, found);
    if (found[0] !== undefined) return found[0];
  }
  return unknown(text, datasets);
}

export function isElement(found: Element | NoElement): found is Element {
  return 'dataset' in found;
}

function keyOnly(dataset: Dataset): readonly string[] {
  return [dataset.key];
}

function allNames(dataset: Dataset): readonly string[] {
  return [dataset.key, dataset.name, dataset.physicalName, ...(dataset.id === null ? [] : [dataset.id])];
}

function columnsOf(
  text: string,
  datasets: readonly Dataset[],
  words: (dataset: Dataset) => readonly string[],
): readonly Element[] {
  return datasets.flatMap((dataset) => {
    const columns = words(dataset)
      .filter((word) => text.startsWith(`${word}.`))
      .map((word) => findColumn(dataset, text.slice(word.length + 1)));
    const column = columns.find((found) => found !== null);
    return column === undefined || column === null ? [] : [{ dataset, column }];
  });
}

function ambiguous(text: string, found: readonly Element[]): NoElement {
  const keys = found.map(
    ({ dataset, column }) => `\`${dataset.key}${column === null ? '' : `.${column.name}`}\``,
  );
  const message = `\`${text}\` may be ${keys.join(' or ')}.`;
  return { code: 'ambiguous-reference', message, hint: `Write ${keys[0] ?? ''} or ${keys[1] ?? ''}.` };
}

function unknown(text: string, datasets: readonly Dataset[]): NoElement {
  const code = 'unknown-reference';
  const owner = datasets.find((dataset) => allNames(dataset).some((word) => text.startsWith(`${word}.`)));
  if (owner !== undefined) {
    const word = allNames(owner).find((name) => text.startsWith(`${name}.`)) ?? owner.name;
    const column = text.slice(word.length + 1);
    const near = nearColumn(owner, column);
    const message = `\`${owner.key}\` has no column \`${column}\`.`;
    return near === null ? { code, message } : { code, message, hint: `Did you mean \`${word}.${near}\`?` };
  }
  const near = didYouMean(text, datasets.flatMap(allNames)) ?? nearOwner(text, datasets);
  const message = `No contract has \`${text}\`.`;
  return near === null ? { code, message } : { code, message, hint: `Did you mean \`${near}\`?` };
}

/** `tab.txn_date` for `tbl.txn_date`: the dataset's part alone is misspelt. */
function nearOwner(text: string, datasets: readonly Dataset[]): string | null {
  const dot = text.lastIndexOf('.');
  if (dot < 0) return null;
  const word = didYouMean(text.slice(0, dot), datasets.flatMap(allNames));
  return word === null ? null : `${word}${text.slice(dot)}`;
}
