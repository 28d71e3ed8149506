/** Contracts → Avro schemas, a file a dataset. */
import type { Check } from '../../model/check.js';
import type { Dataset } from '../../model/contract.js';
import type { JsonObject } from '../../model/json.js';
import type { Exporter, ExportedFile } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { avroName, avroRecord } from './avro-type.js';

/** What the schema itself says. */
const SAID = ['columnPresent', 'columnType', 'noExtraColumns', 'columnOrder', 'nullValues'];

export const exportAvro: Exporter = ({ contracts, suites }) => {
  const notCarried: NotCarried[] = [];
  const taken = new Set<string>();
  const checks = new Map(suites.map((suite) => [suite.dataset, suite.checks]));
  const files = contracts.flatMap(({ datasets }) =>
    datasets.map((dataset): ExportedFile => {
      const schema = schemaOf(dataset, notCarried);
      notCarried.push(...unsaid(checks.get(dataset.key) ?? [], schema.enums));
      return {
        name: `${fileName(dataset.name, taken)}.avsc`,
        text: `${JSON.stringify(schema.record, null, 2)}\n`,
      };
    }),
  );
  return { files, notCarried };
};

function schemaOf(
  dataset: Dataset,
  notCarried: NotCarried[],
): { readonly record: JsonObject; readonly enums: ReadonlySet<string> } {
  const enums = new Set<string>();
  const namespace = dataset.custom['avroNamespace'];
  const names = new Set<string>();
  const name = avroName(dataset.name, names);
  const fields = avroRecord(dataset.properties, {
    dataset: dataset.key,
    names,
    enums,
    notCarried,
    prefix: name,
  });
  const stated = typeof namespace === 'string' && /^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)*$/.test(namespace);
  const record: JsonObject = {
    type: 'record',
    name,
    ...(stated ? { namespace } : {}),
    ...(dataset.description === null ? {} : { doc: dataset.description }),
    fields,
  };
  if (name !== dataset.name) renamed(dataset.key, dataset.name, name, notCarried);
  return { record, enums };
}

function renamed(where: string, from: string, to: string, notCarried: NotCarried[]): void {
  const reason = 'A name of Avro has letters, digits and _ only.';
  notCarried.push({ where, what: `name ${from}, written ${to}`, reason });
}

function unsaid(checks: readonly Check[], enums: ReadonlySet<string>): readonly NotCarried[] {
  return checks
    .filter((check) => !SAID.includes(check.kind) && !(check.kind === 'rowCount' && check.limit?.op === '>'))
    .filter(
      (check) =>
        !(
          check.kind === 'invalidValues' &&
          check.args['validValues'] !== undefined &&
          enums.has(check.column ?? '')
        ),
    )
    .map((check) => ({
      where: check.id.startsWith(check.dataset) ? check.id : `${check.dataset}/${check.id}`,
      what: check.kind,
      reason: 'A schema of Avro says types, not rules.',
    }));
}
