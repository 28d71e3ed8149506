/** CSV and JSON have no types: a column is given one only where the product's own check finds that every value reads as it. */
import { v7 as uuid } from 'uuid';
import { readContract } from '../../contract/read-contract.js';
import type { ServerConfig } from '../../engine/engine.js';
import { engineFor } from '../../engine/engines.js';
import { contractText } from '../../exchange/contract-text.js';
import type { ServerEntry } from '../../exchange/import/table-model.js';
import { FaultError } from '../../model/fault.js';
import type { JsonObject } from '../../model/json.js';
import type { Catalogue } from '../../model/kit.js';
import type { LogicalType } from '../../model/type.js';
import type { CheckResult } from '../../model/verdict.js';
import { checkDataset } from '../../run/check.js';
import { compileProject } from '../../suite/compile.js';
import { loadPacks } from '../load-packs.js';

/** The first that fits is taken; text is what everything else is. */
const CANDIDATES: readonly LogicalType[] = [
  ...(['integer', 'number', 'boolean', 'date', 'timestamp', 'time'] as const),
  ...(['object', 'array'] as const),
];
/** `007` is a code, not seven. */
const LEADING_ZERO = '^[+-]?0[0-9]';

/** For each column what all of its values read as; null where nothing does, or where it has no value. One scan a candidate. */
export async function textTypes(
  names: readonly string[],
  server: ServerConfig,
  entry: ServerEntry,
  text: 'csv' | 'json',
): Promise<ReadonlyMap<string, LogicalType | null>> {
  const { catalogue } = await loadPacks(server.root, []);
  const found = new Map<string, LogicalType | null>(names.map((name) => [name, null]));
  const look = (columns: readonly string[], keys: JsonObject) =>
    checkColumns(columns, keys, { server, entry, catalogue });
  const rule = { metric: 'invalidValues', arguments: { forbiddenPattern: LEADING_ZERO }, mustBe: 0 };
  const asText = await look(names, { logicalType: 'string', required: true, quality: [rule] });
  const filled = names.filter((name) => hasValues(asText.get(name) ?? []));
  const reads = (checks: readonly CheckResult[] | undefined): boolean => passes(checks, 'columnType');
  for (const name of filled) if (reads(asText.get(name))) found.set(name, 'string');
  const codes = text === 'csv' ? filled.filter((name) => !passes(asText.get(name), 'invalidValues')) : [];
  let open = filled.filter((name) => !codes.includes(name));
  for (const logicalType of CANDIDATES) {
    // Brackets in a text are a text.
    if (open.length === 0 || (text === 'csv' && (logicalType === 'object' || logicalType === 'array')))
      continue;
    const checks = await look(open, { logicalType });
    const fitting = open.filter((name) => reads(checks.get(name)));
    for (const name of fitting) found.set(name, logicalType);
    open = open.filter((name) => !fitting.includes(name));
  }
  return found;
}

function hasValues(checks: readonly CheckResult[]): boolean {
  const nulls = checks.find(({ kind }) => kind === 'nullValues');
  return (
    nulls?.rows !== null && nulls?.rows !== undefined && Number(nulls.rows.bad) < Number(nulls.rows.total)
  );
}

const passes = (checks: readonly CheckResult[] | undefined, kind: string): boolean =>
  checks?.some((check) => check.kind === kind && check.verdict === 'pass') === true;

interface Look {
  readonly server: ServerConfig;
  readonly entry: ServerEntry;
  readonly catalogue: Catalogue;
}

/** The checks of a contract in which every one of the columns has these keys; by column. */
async function checkColumns(
  names: readonly string[],
  keys: JsonObject,
  { server, entry, catalogue }: Look,
): Promise<ReadonlyMap<string, readonly CheckResult[]>> {
  const properties = names.map((name, index) => ({ id: `c${String(index)}`, name, ...keys }));
  const contract = readContract(contractText(draft(entry, properties)), 'import.yaml');
  if (!contract.ok) throw new FaultError(contract.faults);
  const { suites } = compileProject([contract.value], catalogue, { layers: [] });
  const [dataset] = contract.value.datasets;
  const [suite] = suites;
  if (dataset === undefined || suite === undefined) return new Map();
  const run = await checkDataset(
    {
      source: { contract: contract.value, dataset, suite, server },
      batch: null,
      asOf: new Date().toISOString(),
      where: null,
      select: (check) => check.column !== null,
      samples: 0,
      fingerprint: false,
    },
    {
      catalogue,
      engineFor,
      sourceOf: () => null,
      history: () => Promise.resolve(new Map()),
      now: () => new Date(),
      newId: () => uuid(),
      whenFree: (_server, work) => work(),
    },
  );
  const paths = new Map(dataset.properties.map(({ path, name }) => [path, name]));
  const found = new Map<string, CheckResult[]>();
  for (const check of run.checks) {
    const name = paths.get(check.column ?? '') ?? '';
    found.set(name, [...(found.get(name) ?? []), check]);
  }
  return found;
}

const draft = (entry: ServerEntry, properties: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'import',
  version: '0.0.0',
  status: 'draft',
  servers: [entry],
  schema: [{ name: 'import', properties }],
});
