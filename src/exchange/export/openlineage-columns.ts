/** `transformSourceObjects` → the lineage of columns, as far as they name columns. */
import { findElement, isElement } from '../../contract/find-element.js';
import type { Contract, Dataset, Property } from '../../model/contract.js';
import type { JsonObject } from '../../model/json.js';
import type { NotCarried } from '../imported.js';
import { namespaceOf } from './openlineage-source.js';

export interface Lineage {
  /** By column; null where no column of a source is named. */
  readonly fields: JsonObject | null;
  readonly notCarried: readonly NotCarried[];
}

interface Sited {
  readonly contract: Contract;
  readonly dataset: Dataset;
}

/** OpenLineage ties column to column. Where a contract names only the dataset, a column of the same name is not a fact. */
export function lineageOf(dataset: Dataset, all: readonly Sited[]): Lineage {
  const notCarried: NotCarried[] = [];
  const fields = dataset.properties.flatMap((property): (readonly [string, JsonObject])[] => {
    const inputFields = property.sources.flatMap((source): JsonObject[] => {
      const input = inputOf(source, dataset, all);
      if (input !== null) return [input];
      notCarried.push({
        where: `${dataset.key}.${property.path}`,
        what: `transformSourceObjects ${source}`,
        reason:
          'It names a dataset, and OpenLineage ties columns to columns: write `dataset.column` to say which.',
      });
      return [];
    });
    return inputFields.length === 0 ? [] : [[nameOf(property), { inputFields }]];
  });
  return { fields: fields.length === 0 ? null : Object.fromEntries(fields), notCarried };
}

function nameOf({ steps, path }: Property): string {
  const [step] = steps;
  return step !== undefined && 'field' in step ? step.field : path;
}

/** Null for what names no column. */
function inputOf(source: string, self: Dataset, all: readonly Sited[]): JsonObject | null {
  const others = all.filter(({ dataset }) => dataset.key !== self.key);
  const found = findElement(
    source,
    others.map(({ dataset }) => dataset),
  );
  if (!isElement(found) || found.column === null) return null;
  const site = others.find(({ dataset }) => dataset.key === found.dataset.key);
  if (site === undefined) return null;
  return {
    namespace: namespaceOf(site.contract),
    name: found.dataset.physicalName,
    field: nameOf(found.column),
  };
}
