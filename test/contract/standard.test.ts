/**
 * Our schemas against the standard's own, where those are at hand: the same verdict on its examples, on ours, on all
 * server types, and on thousands of mutations of them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { validate as ownV30 } from '../../src/generated/odcs-v3.0.validate.js';
import { validate as ownV31 } from '../../src/generated/odcs-v3.1.validate.js';
import { judgeSchema } from '../../src/contract/judge-schema.js';
import { makePlaces } from '../../src/contract/places.js';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { caseText } from './contract-of.js';
import { mutations } from './mutations.js';

const FOLDER = fileURLToPath(new URL('../../../shared/odcs/', import.meta.url));
const isHere = existsSync(FOLDER);
if (!isHere)
  process.stderr.write(
    `skipped: the standard's schemas are not at ${FOLDER}, so nothing can be compared with them\n`,
  );

const VERSIONS = [
  { name: 'v3.1.0', file: 'odcs-json-schema-v3.1.0.json', own: ownV31 },
  { name: 'v3.0.2', file: 'odcs-json-schema-v3.0.2.json', own: ownV30 },
] as const;

function standard(file: string): (value: unknown) => boolean {
  const ajv = new Ajv2019({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')));
  return (value) => validate(value) === true;
}

function load(text: string): JsonObject {
  const value: unknown = parse(text);
  if (!isObject(value)) throw new Error('an example is a mapping');
  return value;
}

/** The examples; the long one (69 tables) cut to its first table and column, which says as much. */
function examples(): readonly (readonly [name: string, document: JsonObject])[] {
  return readdirSync(`${FOLDER}examples`).map((name) => [
    name,
    load(readFileSync(`${FOLDER}examples/${name}`, 'utf8')),
  ]);
}

function shortened(document: JsonObject): JsonObject {
  const schema = document['schema'];
  return Array.isArray(schema) && schema.length > 10 ? { ...document, schema: schema.slice(0, 1) } : document;
}

const SETTINGS: JsonObject = {
  account: 'a',
  catalog: 'c',
  database: 'd',
  dataset: 'd',
  delimiter: 'array',
  endpointUrl: 'http://x',
  format: 'csv',
  host: 'h',
  location: 'sftp://x',
  path: 'p',
  port: 1,
  project: 'p',
  region: 'r',
  regionName: 'r',
  schema: 's',
  serviceName: 's',
  stagingDir: 's3://x',
  warehouse: 'w',
  stream: 's',
};
const TYPES = (
  'api athena azure bigquery clickhouse databricks denodo dremio duckdb glue cloudsql db2 hive impala informix kafka ' +
  'kinesis local mysql oracle postgresql postgres presto pubsub redshift s3 sftp snowflake sqlserver synapse trino ' +
  'vertica zen custom nope'
).split(' ');

/** For each type: the smallest server that the judge accepts, and that with each setting taken away, added or spoilt. */
function* servers(accepts: (value: unknown) => boolean): Generator<JsonObject> {
  const contract = (server: JsonObject): JsonObject => ({
    apiVersion: 'v3.0.2',
    kind: 'DataContract',
    id: 'a',
    version: '1',
    status: 'x',
    servers: [server],
  });
  for (const type of TYPES) {
    let server: JsonObject = { server: 's', type, ...SETTINGS };
    yield contract(server);
    for (const key of Object.keys(SETTINGS)) {
      const rest = without(server, key);
      if (accepts(contract(rest)) || !accepts(contract(server))) server = rest;
    }
    for (const [key, value] of Object.entries(SETTINGS)) {
      const rest = without(server, key);
      for (const other of [value, 5, 'zz', null]) yield contract({ ...rest, [key]: other ?? null });
      yield contract(rest);
    }
  }
}

function without(record: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

describe.skipIf(!isHere)('our schemas and the standard agree', () => {
  it.each(VERSIONS)('$name: on every example', ({ file, own }) => {
    const theirs = standard(file);
    const verdicts = examples().map(([name, document]) => [name, theirs(document)]);
    expect(examples().map(([name, document]) => [name, own(document)])).toEqual(verdicts);
    expect(verdicts.filter(([, ok]) => ok === true).length).toBeGreaterThan(8);
  });

  it.each(VERSIONS)('$name: on mutations of them', ({ file, own }) => {
    const theirs = standard(file);
    const documents = [
      ...examples().map(([, document]) => shortened(document)),
      load(caseText('orders.odcs.yaml')),
      load(caseText('customers.odcs.yaml')),
    ];
    const counts = { valid: 0, invalid: 0 };
    const different: string[] = [];
    for (const document of documents) {
      for (const mutation of mutations(document, 1)) {
        const verdict = theirs(mutation.document);
        counts[verdict ? 'valid' : 'invalid'] += 1;
        if (own(mutation.document) !== verdict)
          different.push(`${mutation.label}: the standard says ${String(verdict)}`);
      }
    }
    expect(different).toEqual([]);
    expect(counts.valid).toBeGreaterThan(1000);
    expect(counts.invalid).toBeGreaterThan(5000);
  });

  it.each(VERSIONS)('$name: on the settings of all server types', ({ file, own }) => {
    const theirs = standard(file);
    const different = [...servers(theirs)].filter((document) => own(document) !== theirs(document));
    expect(different).toEqual([]);
  });
});

describe('what the schema refuses', () => {
  const places = makePlaces('a.yaml', new Map(), () => ({ line: 1, column: 1 }));

  it('is never explained away', () => {
    const silent: string[] = [];
    for (const { label, document } of mutations(load(caseText('orders.odcs.yaml')))) {
      const isRefused = !ownV31(document);
      const faults = judgeSchema(document as Json, places);
      if (isRefused !== faults.length > 0) silent.push(label);
    }
    expect(silent).toEqual([]);
  });
});
