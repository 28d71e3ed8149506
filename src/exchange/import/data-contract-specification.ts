/** A data contract of the Data Contract Specification, 1.0 to 1.2 → the standard. */
import { fault } from '../../model/fault.js';
import { isObject, type JsonObject } from '../../model/json.js';
import { assemble } from '../draft/assemble.js';
import type { DraftDataset } from '../draft/draft.js';
import { listOf, mapOf, textOf, textsOf } from '../draft/json-read.js';
import { fittingId } from '../draft/long-names.js';
import { readSource } from '../draft/read-source.js';
import type { Importer, NotCarried } from '../imported.js';
import { readModel } from './data-contract-specification/model.js';
import { readServers } from './data-contract-specification/servers.js';
import { serviceLevels, type ServiceLevels } from './data-contract-specification/service-levels.js';

/** The contract keeps its own version and status, whatever the options say; the id too, unless they name one. */
export const importDataContractSpecification: Importer = (source, options) => {
  const read = readSource(source, 'a contract of the Data Contract Specification');
  if (!read.ok) return read;
  const { value, lineAt } = read.value;
  const version = value['dataContractSpecification'];
  if (typeof version !== 'string' && typeof version !== 'number') {
    const message = `${source.name} is no contract of the Data Contract Specification: it has no \`dataContractSpecification\`.`;
    return {
      ok: false,
      faults: [fault('wrong-format', message, { file: source.name, line: 1, column: 1, path: '' })],
    };
  }
  if (!/^(0\.9|1)(\.\d+)*$/.test(String(version))) {
    const message = `Version ${String(version)} of the Data Contract Specification is not read.`;
    const place = {
      file: source.name,
      line: lineAt('/dataContractSpecification') ?? 1,
      column: 1,
      path: '/dataContractSpecification',
    };
    return { ok: false, faults: [fault('unknown-version', message, place, 'Versions 1.0 to 1.2 are read.')] };
  }
  return { ok: true, value: contractOf(value, source.name.replace(/\.(ya?ml|json)$/i, ''), options) };
};

function contractOf(value: JsonObject, name: string, options: Parameters<Importer>[1]) {
  const { servers, platform, notCarried: lostServers } = readServers(mapOf(value['servers']));
  const models = Object.entries(mapOf(value['models']));
  const names = new Set(models.map(([model]) => model));
  const context = { definitions: mapOf(value['definitions']), platform };
  const read = models.map(([model, written]) => readModel(model, mapOf(written), context, names));
  const levels = serviceLevels(mapOf(value['servicelevels']), ({ model, column }) =>
    isMoment(
      read.map(({ dataset }) => dataset),
      model,
      column,
    ),
  );
  const datasets = read.map(({ dataset }) => withLevels(dataset, levels));
  const info = mapOf(value['info']);
  const head = {
    id: textOf(value['id']) ?? name,
    keys: { ...headKeys(value, info), ...(servers.length === 0 ? {} : { servers }) },
    slaProperties: levels.slaProperties,
    notCarried: [
      ...lostServers,
      ...read.flatMap(({ notCarried }) => notCarried),
      ...levels.notCarried,
      ...oldQuality(value),
    ],
  };
  return assemble(datasets, head, options);
}

function isMoment(datasets: readonly DraftDataset[], model: string, column: string): boolean {
  const found = datasets.find(({ name }) => name === model)?.columns.find(({ name }) => name === column);
  return ['date', 'timestamp'].some((type) => type === found?.keys['logicalType']);
}

function withLevels(dataset: DraftDataset, { rules }: ServiceLevels): DraftDataset {
  const own = rules.filter(({ model }) => model === dataset.name).map(({ rule }) => rule);
  return { ...dataset, rules: [...dataset.rules, ...own] };
}

function headKeys(value: JsonObject, info: JsonObject): JsonObject {
  const terms = mapOf(value['terms']);
  const policies = listOf(terms['policies'])
    .filter(isObject)
    .flatMap((policy) => {
      const url = textOf(policy['url']);
      return url === null
        ? []
        : [{ type: textOf(policy['name']) ?? 'policy', url, ...text('description', policy['description']) }];
    });
  const description = {
    ...text('purpose', info['description']),
    ...text('usage', terms['usage']),
    ...text('limitations', terms['limitations']),
    ...(policies.length === 0 ? {} : { authoritativeDefinitions: policies }),
  };
  const links = Object.entries(mapOf(value['links'])).flatMap(([type, url]) =>
    typeof url === 'string' ? [{ type, url }] : [],
  );
  const custom = (['billing', 'noticePeriod'] as const).flatMap((property) =>
    textOf(terms[property]) === null ? [] : [{ property, value: textOf(terms[property]) }],
  );
  const tags = textsOf(value['tags']);
  const owner = textOf(info['owner']);
  const stated = info['version'];
  const version = typeof stated === 'string' || typeof stated === 'number' ? fittingId(String(stated)) : null;
  return {
    ...text('name', info['title']),
    ...(version === null ? {} : { version }),
    ...text('status', info['status']),
    ...(tags.length === 0 ? {} : { tags }),
    ...(Object.keys(description).length === 0 ? {} : { description }),
    ...(owner === null ? {} : { team: { name: owner } }),
    ...supportOf(mapOf(info['contact'])),
    ...(links.length === 0 ? {} : { authoritativeDefinitions: links }),
    ...(custom.length === 0 ? {} : { customProperties: custom }),
  };
}

const text = (key: string, value: JsonObject[string]): JsonObject =>
  textOf(value) === null ? {} : { [key]: textOf(value) };

function supportOf(contact: JsonObject): JsonObject {
  const email = textOf(contact['email']);
  const channel = email ?? textOf(contact['name']) ?? textOf(contact['url']);
  if (channel === null) return {};
  return {
    support: [
      {
        channel,
        ...text('url', contact['url']),
        ...(email === null ? {} : { tool: 'email' }),
        ...text('description', contact['name']),
      },
    ],
  };
}

/** Checks at the top of the document are of before 1.0. */
function oldQuality(value: JsonObject): readonly NotCarried[] {
  if (value['quality'] === undefined) return [];
  return [
    {
      where: 'quality',
      what: 'quality',
      reason: 'Checks at the top of a contract are deprecated: write them at models and fields.',
    },
  ];
}
