/** One document of several datasets → a document each. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { Imported } from '../imported.js';

/** Ids are `<id>-<dataset>`; everything else of the contract stands in each. References go by `table.column` across contracts. */
export function splitContracts({ document }: Pick<Imported, 'document'>): readonly JsonObject[] {
  const { schema, id } = document;
  const datasets: readonly Json[] = Array.isArray(schema) ? (schema as readonly Json[]) : [];
  if (datasets.length < 2) return [document];
  return datasets.filter(isObject).map((dataset) => {
    const name = typeof dataset['name'] === 'string' ? dataset['name'] : 'dataset';
    return {
      ...document,
      id: `${typeof id === 'string' ? id : 'contract'}-${name}`,
      name,
      schema: [dataset],
      ...ownServiceLevels(document['slaProperties'], name),
    };
  });
}

/** A service level that names another dataset stands in that one's contract; one that names none is about all of them. */
function ownServiceLevels(written: Json | undefined, dataset: string): JsonObject {
  if (!Array.isArray(written)) return {};
  const own = (written as readonly Json[]).filter((sla) => {
    const element = isObject(sla) ? sla['element'] : undefined;
    return typeof element !== 'string' || element === dataset || element.startsWith(`${dataset}.`);
  });
  return { slaProperties: own.length === 0 ? undefined : own };
}
