/** A data contract in Soda's language, version 4 → a contract with one dataset. */
import { fault } from '../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { parsePhysicalType } from '../../model/physical-type.js';
import { assemble } from '../draft/assemble.js';
import type { DraftColumn, DraftDataset } from '../draft/draft.js';
import { listOf, mapOf, textOf } from '../draft/json-read.js';
import { readSource } from '../draft/read-source.js';
import type { Importer, NotCarried } from '../imported.js';
import { translateCheck, type SodaCheck, type TranslatedCheck } from './soda/translate-check.js';
import { withDefaults } from './soda/variables.js';
import { typeKeys } from './table-type.js';

/** `dataset: source/database/schema/orders` gives the dataset `orders`. */
export const importSoda: Importer = (source, options) => {
  const read = readSource(source, 'a Soda contract');
  if (!read.ok) return read;
  const { contract, notCarried: variables } = withDefaults(read.value.value);
  const path = textOf(contract['dataset']);
  const name = path?.split('/').at(-1) ?? '';
  if (path === null || name === '') {
    const message = `${source.name} is no Soda contract: it has no \`dataset\`.`;
    const hint =
      '`checks for …:` is SodaCL of Soda 3, which is not read: Soda writes contracts of version 4 from a dataset.';
    const isOld = Object.keys(contract).some((key) => key.startsWith('checks for '));
    return {
      ok: false,
      faults: [
        fault(
          'wrong-format',
          message,
          { file: source.name, line: 1, column: 1, path: '' },
          isOld ? hint : undefined,
        ),
      ],
    };
  }
  const { dataset, notCarried } = sodaDataset(contract, name);
  const head = {
    id: name,
    keys: { name },
    slaProperties: [],
    notCarried: [server(path), ...variables, ...notCarried],
  };
  return { ok: true, value: assemble([dataset], head, options) };
};

const server = (where: string): NotCarried => ({
  where: `dataset ${where}`,
  what: 'where the data lies',
  reason: 'Soda keeps data sources in a file of their own: add a server to the contract (`servers`).',
});

const IGNORED = ['dataset', 'description', 'columns', 'checks', 'filter', 'check_attributes'];

function sodaDataset(
  contract: JsonObject,
  name: string,
): { readonly dataset: DraftDataset; readonly notCarried: readonly NotCarried[] } {
  const filter = textOf(contract['filter']);
  const written = listOf(contract['columns'])
    .filter(isObject)
    .filter((column) => textOf(column['name']) !== null);
  const kept = written.filter((column) => column['optional'] !== true);
  const ofColumns = kept.flatMap((column) => {
    const own = textOf(column['name']) ?? '';
    return checksOf(column['checks'], own, column, filter, `columns.${own}.checks`);
  });
  const checks = [...ofColumns, ...checksOf(contract['checks'], null, {}, filter, 'checks')];
  const translated = checks.map((check) => ('reason' in check ? check : translateCheck(check)));
  const read = translated.flatMap((one) => ('rules' in one ? [one] : []));
  const description = textOf(contract['description']);
  return {
    dataset: {
      name,
      keys: description === null ? {} : { description },
      custom: shapeOf(read, checks),
      columns: kept
        .filter((column, i) => kept.findIndex((other) => other['name'] === column['name']) === i)
        .map(draftColumn),
      primaryKey: [],
      upstream: [],
      rules: read.flatMap(({ rules }) => rules),
      where: name,
    },
    notCarried: [
      ...written.filter((column) => column['optional'] === true).map(optional),
      ...translated.flatMap((one) => ('rules' in one ? one.notCarried : [one])),
      ...Object.keys(contract)
        .filter((key) => !IGNORED.includes(key))
        .map(unknownKey),
    ],
  };
}

const optional = (column: JsonObject): NotCarried => ({
  where: `columns.${textOf(column['name']) ?? ''}`,
  what: 'optional column with its checks',
  reason: 'A column of a contract must be there: add it once it always is.',
});

const unknownKey = (key: string): NotCarried => ({
  where: key,
  what: `key ${key}`,
  reason: key.startsWith('soda_')
    ? 'When checks run is the business of the orchestrator.'
    : 'Assay does not know this key of a Soda contract.',
});

/** Validity and missing values of the column hold for its checks, unless they state their own. */
function checksOf(
  list: Json | undefined,
  column: string | null,
  holder: JsonObject,
  filter: string | null,
  where: string,
): readonly (SodaCheck | NotCarried)[] {
  const shared = Object.fromEntries(
    Object.entries(holder).filter(([key]) => /^(missing|valid|invalid)_/.test(key)),
  );
  return listOf(list).map((entry, index) => {
    const place = `${where}[${index}]`;
    const [first, ...more] = isObject(entry)
      ? Object.entries(entry)
      : typeof entry === 'string'
        ? [[entry, null] as const]
        : [];
    if (first === undefined || more.length > 0) {
      return { where: place, what: 'check', reason: 'It is no mapping with the type of one check.' };
    }
    const [type, body] = first;
    const inherited = ['missing', 'invalid', 'duplicate', 'aggregate'].includes(type) ? shared : {};
    return {
      type,
      column,
      body: { ...withoutUnused(type, inherited), ...mapOf(body) },
      filter,
      where: place,
    };
  });
}

/** A missing check does not look at validity. */
function withoutUnused(type: string, shared: JsonObject): JsonObject {
  return type === 'missing'
    ? Object.fromEntries(Object.entries(shared).filter(([key]) => key.startsWith('missing_')))
    : shared;
}

/** What the schema check asks for besides the columns themselves. */
function shapeOf(read: readonly TranslatedCheck[], checks: readonly (SodaCheck | NotCarried)[]): JsonObject {
  const shapes = read.flatMap(({ meaning }) => (meaning.kind === 'shape' ? [meaning] : []));
  const schema = checks.find((check): check is SodaCheck => 'type' in check && check.type === 'schema');
  const word = mapOf(schema?.body['threshold'])['level'] === 'warn' ? 'warn' : 'fail';
  return {
    ...(shapes.some(({ allowsMore }) => !allowsMore) ? { extraColumns: word } : {}),
    ...(shapes.some(({ allowsOrder }) => !allowsOrder) ? { columnOrder: word } : {}),
  };
}

function draftColumn(column: JsonObject): DraftColumn {
  const type = textOf(column['data_type']);
  const length = column['character_maximum_length'];
  const hasLength = typeof length === 'number' && Number.isInteger(length) && length > 0;
  const written =
    type !== null && hasLength && /char|string/i.test(type) && !type.includes('(')
      ? `${type}(${length})`
      : type;
  const description = textOf(column['description']);
  return {
    name: textOf(column['name']) ?? '',
    keys: {
      ...(description === null ? {} : { description }),
      ...(written === null ? {} : typeKeys(parsePhysicalType(written))),
    },
  };
}
