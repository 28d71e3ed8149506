/** Contracts → schema YAML of dbt, a file each, with the tests that dbt has a generic one for, and singular tests for queries. */
import { stringify } from 'yaml';
import type { Contract, Dataset } from '../../model/contract.js';
import type { JsonObject } from '../../model/json.js';
import type { ExportedFile, Exporter } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { exportModel, type ExportedModel } from './dbt/model.js';
import type { RefOf } from './dbt/table-tests.js';

/** A model is called as its dataset. Needs dbt 1.10.5 (`arguments:`), and dbt_utils where the head of a file says so. */
export const exportDbt: Exporter = ({ contracts, suites }) => {
  const all = contracts.flatMap((contract) => contract.datasets);
  const names = modelNames(all);
  const refOf: RefOf = (key) => {
    const name = names.get(key);
    return name === undefined ? null : `ref('${name}')`;
  };
  const taken = new Set<string>();
  const parts = contracts.map((contract) => {
    const models = contract.datasets.flatMap((dataset) => {
      const suite = suites.find((one) => one.dataset === dataset.key);
      return suite === undefined
        ? []
        : [exportModel(dataset, suite, names.get(dataset.key) ?? dataset.name, refOf, taken)];
    });
    return { models, file: schemaFile(contract, models, taken) };
  });
  const notes = parts.flatMap(({ models }) => models.flatMap(({ notCarried }) => notCarried));
  return {
    files: parts.flatMap(({ models, file }) => [file, ...models.flatMap(({ files }) => files)]),
    notCarried: [...renamed(all, names), ...packages(parts.flatMap(({ models }) => models)), ...notes],
  };
};

/** A name in dbt has letters, digits and `_`, and is its own in the whole project. */
function modelNames(datasets: readonly Dataset[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    datasets.map((dataset) => {
      const base = dataset.name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
      const wishes = [base, `${dataset.layer ?? 'dataset'}_${base}`];
      let name = wishes.find((wish) => !taken.has(wish));
      for (let n = 2; name === undefined; n++) name = taken.has(`${base}_${n}`) ? undefined : `${base}_${n}`;
      taken.add(name);
      return [dataset.key, name] as const;
    }),
  );
}

function renamed(datasets: readonly Dataset[], names: ReadonlyMap<string, string>): readonly NotCarried[] {
  return datasets
    .filter(({ key, name }) => names.get(key) !== name)
    .map(({ key, name, place }) => ({
      where: `${place.file}:${place.line}`,
      what: `name ${name}`,
      reason: `The model is called ${names.get(key) ?? ''}: a name in dbt has letters, digits and _, and stands once.`,
    }));
}

function packages(models: readonly ExportedModel[]): readonly NotCarried[] {
  if (!models.some(({ usesUtils }) => usesUtils)) return [];
  return [
    {
      where: 'packages.yml',
      what: 'package dbt_utils',
      reason: 'Some tests are its own: add `dbt-labs/dbt_utils` to packages.yml and run `dbt deps`.',
    },
  ];
}

function schemaFile(contract: Contract, models: readonly ExportedModel[], taken: Set<string>): ExportedFile {
  const head = [
    `From the contract ${contract.id} ${contract.version}, by assay export.`,
    ...(models.some(({ usesUtils }) => usesUtils) ? ['Needs the package dbt-labs/dbt_utils.'] : []),
  ];
  const document: JsonObject = { version: 2, models: models.map(({ model }) => model) };
  const comment = head.map((line) => `# ${line.replace(/\s+/g, ' ')}\n`).join('');
  const text = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  return { name: `models/${fileName(contract.id, taken)}.yml`, text: `${comment}${text}` };
}
