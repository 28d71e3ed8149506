/** Contracts → a JSON Schema (2020-12) for one record of each dataset. */
import { isObject, type Json } from '../../model/json.js';
import type { Exported, Exporter } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { recordSchema } from '../types/record-schema.js';

/** One file a dataset, by key. Words of ours in it (`x-minimum`, …) are listed: a validator of JSON Schema does not look at them. */
export const exportJsonSchema: Exporter = ({ contracts, suites }): Exported => {
  const taken = new Set<string>();
  const written = contracts
    .flatMap((contract) => contract.datasets.map((dataset) => ({ contract, dataset })))
    .sort((a, b) => (a.dataset.key < b.dataset.key ? -1 : 1))
    .flatMap(({ contract, dataset }) => {
      const suite = suites.find((one) => one.dataset === dataset.key);
      if (suite === undefined) return [];
      const { schema, notCarried } = recordSchema(contract, dataset, suite);
      const file = {
        name: `${fileName(dataset.key, taken)}.schema.json`,
        text: `${JSON.stringify(schema, null, 2)}\n`,
      };
      return [{ file, notCarried: [...notCarried, ...ownWords(schema, dataset.key)] }];
    });
  return {
    files: written.map(({ file }) => file),
    notCarried: written.flatMap(({ notCarried }) => notCarried),
  };
};

const REASON =
  'JSON Schema has no such word for text; only the validators that `assay types` writes look at it.';

/** Constraints that stand in words of ours. */
function ownWords(schema: Json, where: string): readonly NotCarried[] {
  if (Array.isArray(schema)) return schema.flatMap((part: Json) => ownWords(part, where));
  if (!isObject(schema)) return [];
  const own = Object.keys(schema).filter((key) => /^x-(m|exclusiveM|digits)/.test(key));
  return [
    ...own.map((key) => ({ where, what: `${key} ${String(schema[key] as string)}`, reason: REASON })),
    ...Object.entries(schema).flatMap(([key, part]) => inner(key, part ?? null, where)),
  ];
}

/** Names of columns and values are no keywords. */
function inner(key: string, part: Json, where: string): readonly NotCarried[] {
  if (key === 'properties' || key === 'patternProperties')
    return Object.entries(isObject(part) ? part : {}).flatMap(([name, column]) =>
      ownWords(column ?? null, `${where}.${name}`),
    );
  return ['items', 'anyOf', 'allOf', 'not'].includes(key) ? ownWords(part, where) : [];
}
