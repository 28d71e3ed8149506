/** Shortcuts of the tests of foreign formats: an imported document, read and compiled with the real kinds. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openAssay } from '../../src/app/open-assay.js';
import { loadPacks } from '../../src/app/load-packs.js';
import { readDraft } from '../../src/contract/read-contract.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import { contractText } from '../../src/exchange/contract-text.js';
import type { Imported, Importer, ImportOptions, NotCarried } from '../../src/exchange/imported.js';
import type { Check, Suite } from '../../src/model/check.js';
import type { Contract } from '../../src/model/contract.js';
import type { Fault } from '../../src/model/fault.js';
import type { JsonObject } from '../../src/model/json.js';
import { compileProject } from '../../src/suite/compile.js';

const { catalogue } = await loadPacks(import.meta.dirname, []);
const LAYERS = ['bronze', 'silver', 'gold'];

export const OPTIONS: ImportOptions = { id: null, version: '1.0.0', layer: null, dialect: null };

export interface Compiled {
  readonly contract: Contract;
  readonly suites: readonly Suite[];
}

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** Reads and compiles; throws with all faults where there is one: an imported document has none. */
export function compiled(document: JsonObject): Compiled {
  const text = contractText(document);
  const read = readDraft(text, 'imported.odcs.yaml', LAYERS);
  if (read.draft === null) throw new Error(`${told(read.faults)}\n${text}`);
  const { readable, faults } = resolveProject([read.draft]);
  const [contract] = readable;
  if (faults.length > 0 || contract === undefined) throw new Error(`${told(faults)}\n${text}`);
  const { suites, faults: problems } = compileProject(readable, catalogue, { layers: LAYERS });
  if (problems.length > 0) throw new Error(`${told(problems)}\n${text}`);
  return { contract, suites };
}

const told = (faults: readonly Fault[]): string =>
  faults.map((one) => `${one.line ?? 0}: ${one.code} ${one.message}`).join('\n');

/** Imports; throws where that is a fault. */
export async function imported(
  importer: Importer,
  text: string,
  name = 'source.yml',
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const outcome = await importer({ name, text }, { ...OPTIONS, ...options });
  if (!outcome.ok) throw new Error(told(outcome.faults));
  return outcome.value;
}

export async function faultsOf(
  importer: Importer,
  text: string,
  name = 'source.yml',
): Promise<readonly Fault[]> {
  const outcome = await importer({ name, text }, OPTIONS);
  return outcome.ok ? [] : outcome.faults;
}

/** What a check asks, in one line: `amount invalidValues {"min":0} = 0 rows`; a warning ends in `!warn`. */
export function asked(check: Check): string {
  const { column, kind, args, limit, unit, severity } = check;
  const bound =
    'low' in limit
      ? `${limit.op} ${String(limit.low)} ${String(limit.high)}`
      : `${limit.op} ${String(limit.value)}`;
  const options = Object.keys(args).length === 0 ? '' : ` ${JSON.stringify(args)}`;
  return `${column ?? '*'} ${kind}${options} ${bound} ${unit}${severity === 'warn' ? ' !warn' : ''}`;
}

const IMPLIED = new Set(['columnPresent', 'columnType', 'noExtraColumns', 'columnOrder']);

/** Of one dataset, without what its columns imply and without the implied count of rows. */
export function rulesOf({ suites }: Compiled, dataset: string): readonly string[] {
  const suite = suites.find((one) => one.dataset === dataset);
  if (suite === undefined)
    throw new Error(`no dataset ${dataset}: ${suites.map((one) => one.dataset).join(', ')}`);
  return suite.checks
    .filter((check) => !IMPLIED.has(check.kind))
    .map(asked)
    .filter((text) => text !== '* rowCount > 0 rows')
    .sort();
}

/** `where: reason`, shortened. */
export const lost = (notCarried: readonly NotCarried[]): readonly string[] =>
  notCarried.map(({ where, what, reason }) => `${where} | ${what} | ${reason}`);

/** The verdict of every check of the one dataset of an imported document on rows that DuckDB makes, by what it asks: `fail 2`. */
export async function judged(document: JsonObject, select: string): Promise<ReadonlyMap<string, string>> {
  const root = mkdtempSync(join(tmpdir(), 'assay-exchange-'));
  try {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`copy (${select}) to '${join(root, 'rows.parquet')}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    const servers = [{ server: 'files', type: 'local', path: 'rows.parquet', format: 'parquet' }];
    const [name] = compiled({ ...document, servers }).suites.map(({ dataset }) => dataset);
    writeFileSync(join(root, 'assay.yaml'), 'project: exchange\ncontracts: [c.odcs.yaml]\n');
    writeFileSync(join(root, 'c.odcs.yaml'), contractText({ ...document, servers }));
    const assay = await openAssay({ cwd: root });
    const suite = assay.inside.project.suites.find(({ dataset }) => dataset === name);
    const run = await assay.check(name ?? '', { record: false, asOf: AS_OF });
    await assay.close();
    const texts = new Map(suite?.checks.map((check) => [check.id, asked(check)]));
    return new Map(
      run.checks.map(({ id, verdict, observed, reason, message }) => [
        texts.get(id) ?? id,
        verdict === 'unknown' ? `unknown ${String(reason)} ${message}` : `${verdict} ${String(observed)}`,
      ]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const AS_OF = '2026-05-02T00:00:00Z';
