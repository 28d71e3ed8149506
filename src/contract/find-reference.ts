/** The column that a reference means, among the contracts of a project. */
import { posix } from 'node:path';
import type { Contract, Dataset, Property } from '../model/contract.js';
import { didYouMean } from '../model/did-you-mean.js';
import { findColumn, nearColumn } from './find-column.js';
import type { NoElement } from './find-element.js';
import { parseReference, type Reference } from './parse-reference.js';

export interface FoundColumn {
  readonly dataset: Dataset;
  readonly column: Property;
}

/** @param own the contract that the reference stands in: its datasets come before those of others. */
export function findReference(
  text: string,
  own: Contract,
  contracts: readonly Contract[],
): FoundColumn | NoElement {
  const reference = parseReference(text);
  if (reference === null) {
    const hint = 'Write `table.column`, or `schema/<id>/properties/<id>`.';
    return { code: 'unknown-reference', message: `\`${text}\` names no column.`, hint };
  }
  const dataset = findDataset(reference, text, own, contracts);
  if ('code' in dataset) return dataset;
  return columnOf(dataset, reference, text);
}

function findDataset(
  reference: Reference,
  text: string,
  own: Contract,
  contracts: readonly Contract[],
): Dataset | NoElement {
  const scopes = scopesOf(reference, own, contracts);
  if ('code' in scopes) return scopes;
  for (const scope of scopes) {
    for (const matches of MATCHES) {
      const found = scope.filter((dataset) => matches(dataset, reference));
      if (found.length > 1) return ambiguous(text, found);
      if (found[0] !== undefined) return found[0];
    }
  }
  const names = scopes
    .flat()
    .flatMap((dataset) => [dataset.name, ...(dataset.id === null ? [] : [dataset.id])]);
  return unknown(`No contract has a dataset \`${reference.dataset}\`.`, didYouMean(reference.dataset, names));
}

const MATCHES: readonly ((dataset: Dataset, reference: Reference) => boolean)[] = [
  (dataset, { form, dataset: word }) => word === (form === 'full' ? dataset.id : dataset.name),
  (dataset, { form, dataset: word }) => word === (form === 'full' ? dataset.name : dataset.physicalName),
  (dataset, { dataset: word }) => word === dataset.id,
];

/** Datasets to look among, the nearer ones first. A file names one contract; `schema/…` alone means the own one. */
function scopesOf(
  reference: Reference,
  own: Contract,
  contracts: readonly Contract[],
): readonly (readonly Dataset[])[] | NoElement {
  if (reference.form === 'short') return [own.datasets, contracts.flatMap((contract) => contract.datasets)];
  if (reference.file === null) return [own.datasets];
  const { file } = reference;
  const beside = posix.normalize(posix.join(posix.dirname(own.file), file));
  const found =
    contracts.find((contract) => contract.file === beside) ??
    contracts.find((contract) => contract.file === posix.normalize(file));
  if (found !== undefined) return [found.datasets];
  const others = contracts.filter((contract) => contract.file !== own.file);
  const files = others.map((contract) => posix.relative(posix.dirname(own.file), contract.file));
  return unknown(`The project has no contract \`${file}\`.`, didYouMean(file, files));
}

function columnOf(dataset: Dataset, reference: Reference, text: string): FoundColumn | NoElement {
  if (reference.form === 'short') {
    const column = findColumn(dataset, reference.column);
    if (column !== null) return { dataset, column };
    return noColumn(dataset, reference.column);
  }
  let properties = dataset.properties;
  let column: Property | undefined;
  for (const word of reference.columns) {
    column = properties.find((p) => p.id === word) ?? properties.find((p) => p.name === word);
    if (column === undefined) return noColumn({ ...dataset, properties }, word);
    properties = column.properties;
  }
  return column === undefined ? unknown(`\`${text}\` names no column.`, null) : { dataset, column };
}

function noColumn(dataset: Dataset, word: string): NoElement {
  const ids = dataset.properties.flatMap((property) => property.id ?? []);
  return unknown(
    `\`${dataset.key}\` has no column \`${word}\`.`,
    nearColumn(dataset, word) ?? didYouMean(word, ids),
  );
}

function ambiguous(text: string, found: readonly Dataset[]): NoElement {
  const keys = found.map((dataset) => `\`${dataset.key}\``).join(' or ');
  const hint = 'Write `<file>.yaml#schema/<id>/properties/<id>` to name the contract.';
  return { code: 'ambiguous-reference', message: `\`${text}\` may mean ${keys}.`, hint };
}

function unknown(message: string, near: string | null): NoElement {
  const code = 'unknown-reference';
  return near === null ? { code, message } : { code, message, hint: `Did you mean \`${near}\`?` };
}
