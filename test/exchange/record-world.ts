/** Contracts in a few words, the validator of their records, and what the checks say of one record as a file or a table of one row. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../../src/app/load-packs.js';
import { readContract } from '../../src/contract/read-contract.js';
import { duckdbEngine, memoryServer, openDuckdbMemory } from '../../src/engine/duckdb/duckdb.js';
import type { EngineSession, ServerConfig } from '../../src/engine/engine.js';
import { recordSchema, type RecordSchema } from '../../src/exchange/types/record-schema.js';
import { validatorText } from '../../src/exchange/types/validator-text.js';
import type { Check, Suite } from '../../src/model/check.js';
import type { Contract, Dataset } from '../../src/model/contract.js';
import type { Fault } from '../../src/model/fault.js';
import type { JsonObject } from '../../src/model/json.js';
import { planRun } from '../../src/plan/plan.js';
import { takeReadings } from '../../src/run/take-readings.js';
import { compileProject } from '../../src/suite/compile.js';
import { judgeCheck } from '../../src/verdict/judge-check.js';

export const { catalogue } = await loadPacks(import.meta.dirname, []);

export interface Compiled {
  readonly contract: Contract;
  readonly suites: readonly Suite[];
  readonly faults: readonly Fault[];
}

/** Reads and compiles an ODCS document; keys that a test is not about are filled in. */
export function compiled(document: JsonObject): Compiled {
  const whole = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'orders',
    version: '1.0.0',
    status: 'active',
    ...document,
  };
  const read = readContract(JSON.stringify(whole), 'orders.odcs.json');
  if (!read.ok) throw new Error(JSON.stringify(read.faults, null, 1));
  const { suites, faults } = compileProject([read.value], catalogue, { layers: ['gold'] });
  return { contract: read.value, suites, faults };
}

/** A contract of one dataset with these properties. */
export function ofColumns(properties: readonly JsonObject[], keys: JsonObject = {}): Compiled {
  return compiled({ schema: [{ name: 'orders', properties, ...keys }] });
}

export function schemaOf({ contract, suites }: Compiled): RecordSchema {
  const [dataset] = contract.datasets;
  const [suite] = suites;
  if (dataset === undefined || suite === undefined) throw new Error('no dataset');
  return recordSchema(contract, dataset, suite);
}

export interface Validator {
  (data: unknown): boolean;
  readonly errors?:
    readonly { readonly instancePath: string; readonly keyword: string; readonly message?: string }[] | null;
}

/** The generated module, loaded by Node. */
export async function validatorOf(schema: JsonObject): Promise<Validator> {
  const text = validatorText(schema, 'validateIt');
  const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
    readonly validateIt: Validator;
  };
  return module.validateIt;
}

const OF_RECORDS = ['columnType', 'nullValues', 'missingValues', 'invalidValues', 'noExtraColumns'];

/** Ids of the failing checks of single records (and those that could not tell), on one record as a line of an NDJSON file. */
export async function brokenByLine(
  record: JsonObject,
  { contract, suites }: Compiled,
): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'assay-record-'));
  writeFileSync(join(root, 'orders.ndjson'), `${JSON.stringify(record)}\n`);
  const server: ServerConfig = {
    name: 'files',
    type: 'local',
    contract: { path: 'orders.ndjson', format: 'ndjson' },
    settings: {},
    root,
  };
  const session = await duckdbEngine.open(server, []);
  try {
    return await broken(session, server, contract.datasets[0], suites[0]);
  } finally {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** The same on a table that a statement makes and another fills; null where the row can not be written. */
export async function brokenInTable(
  sql: string,
  { contract, suites }: Compiled,
): Promise<readonly string[] | null> {
  let session: EngineSession;
  try {
    session = await openDuckdbMemory(sql);
  } catch {
    return null;
  }
  try {
    return await broken(session, memoryServer, contract.datasets[0], suites[0]);
  } finally {
    await session.close();
  }
}

async function broken(
  session: EngineSession,
  server: ServerConfig,
  dataset: Dataset | undefined,
  suite: Suite | undefined,
): Promise<readonly string[]> {
  if (dataset === undefined || suite === undefined) throw new Error('no dataset');
  const table = await session.describe({
    server,
    object: dataset.name,
    physicalName: dataset.physicalName,
    batch: null,
    partition: [],
  });
  const target = {
    dataset: dataset.key,
    object: dataset.name,
    table,
    columns: suite.columns,
    batch: null,
    where: null,
  };
  const context = { asOf: '2001-02-01T00:00:00.000Z', batch: null, history: [] };
  const asked = suite.checks
    .filter(({ kind }) => OF_RECORDS.includes(kind))
    .map((check: Check) => {
      const kind = catalogue.get(check.kind)?.check;
      if (kind === undefined) throw new Error(check.kind);
      return { check, kind, context, measures: kind.needs(check, context) };
    });
  const plan = planRun(
    asked.map(({ check, measures }) => ({ check: check.id, measures })),
    target,
    {},
  );
  const { readings } = await takeReadings(plan, session, { timeoutMs: 20_000 });
  return asked
    .map((one) => judgeCheck(one, readings))
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
    .map(({ id, verdict, message }) => `${verdict} ${id}: ${message}`);
}
