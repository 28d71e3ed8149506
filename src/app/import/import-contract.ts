/** What `assay import` does: finds the format, reads the source, and gives contracts that `lint` has nothing against. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readContract } from '../../contract/read-contract.js';
import { contractText } from '../../exchange/contract-text.js';
import { fileName } from '../../exchange/file-name.js';
import type { Imported, ImportOptions, ImportSource } from '../../exchange/imported.js';
import { tableDocument, type TableSource } from '../../exchange/import/table-document.js';
import { IMPORT_FORMATS } from '../../exchange/import-formats.js';
import { EngineError } from '../../engine/engine.js';
import { fault, FaultError, type Outcome } from '../../model/fault.js';
import { splitContracts } from '../../exchange/import/table-split.js';
import { importDatabase } from './import-databases.js';
import { importDdl } from './import-ddl.js';
import { importFiles } from './import-files.js';
import { type ChosenFormat, chooseFormat, OWN_FORMATS } from './import-format.js';
import { databaseServer } from './import-server.js';
import { loadConfig } from '../config.js';
import { unwrap } from '../sources.js';

export interface ImportWish {
  /** A format and its source, or a file alone. */
  readonly words: readonly string[];
  readonly options: ImportOptions;
  /** Of a project or a name for a new one. */
  readonly server: string | null;
  readonly schemas: readonly string[];
  /** A contract for each table. */
  readonly split: boolean;
  readonly environment: string | null;
  readonly cwd: string;
}

export interface ImportedContract {
  /** Without a folder: `orders.odcs.yaml`. */
  readonly file: string;
  readonly text: string;
  readonly datasets: number;
}

export interface ImportResult {
  readonly format: string;
  readonly contracts: readonly ImportedContract[];
  readonly notCarried: Imported['notCarried'];
}

/** @throws FaultError for what the caller or the source's author must mend */
export async function importContract(wish: ImportWish): Promise<ImportResult> {
  const format = unwrap(chooseFormat(wish.words, wish.cwd));
  try {
    const imported = await read(format, wish);
    const documents = wish.split ? splitContracts(imported) : [imported.document];
    const taken = new Set<string>();
    const contracts = documents.map((document): ImportedContract => {
      const file = `${fileName(idOf(document), taken)}.odcs.yaml`;
      const { schema } = document;
      const text = contractText(document);
      refuseFaulty(text, file);
      return { file, text, datasets: Array.isArray(schema) ? schema.length : 0 };
    });
    return { format: format.name, contracts, notCarried: imported.notCarried };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const code =
      error.reason === 'unreachable' || error.reason === 'timeout' ? 'server-not-run' : 'import-failed';
    throw new FaultError([fault(code, error.message)]);
  }
}

const idOf = ({ id }: Imported['document']): string => (typeof id === 'string' ? id : 'contract');

/** An importer that writes what the reader of contracts refuses has a bug: better nothing than that. */
function refuseFaulty(text: string, file: string): void {
  const read = readContract(text, file);
  if (read.ok) return;
  const hintOf = (code: string): string =>
    code === 'too-large'
      ? 'Import fewer tables (--schema), or write a contract for each (--split).'
      : 'This is a mistake of the import, not of the source; please report it.';
  throw new FaultError(read.faults.map((each) => ({ ...each, hint: each.hint ?? hintOf(each.code) })));
}

async function read({ name, source }: ChosenFormat, wish: ImportWish): Promise<Imported> {
  const own = name === 'files' ? name : OWN_FORMATS.find((each) => each.name === name)?.name;
  switch (own) {
    case 'ddl': {
      const text = unwrap(await readText(source, wish.cwd));
      return tableDocument(unwrap(await importDdl(text, wish.options.dialect ?? 'postgres')), wish.options);
    }
    case 'postgres':
    case 'duckdb':
      return tableDocument(await fromDatabase(own, source, wish), wish.options);
    case 'parquet':
    case 'csv':
    case 'json':
    case 'ndjson':
    case 'files': {
      const { config } = await loadConfig(wish.cwd, wish.environment);
      const files = await importFiles({
        path: source,
        format: own === 'files' ? null : own,
        cwd: wish.cwd,
        root: config.root,
        server: wish.server ?? 'files',
      });
      return tableDocument(unwrap(files), wish.options);
    }
    case undefined: {
      const format = IMPORT_FORMATS.find((each) => each.name === name);
      if (format === undefined) throw new Error(`no format ${name}`);
      const text = unwrap(await readText(source, wish.cwd));
      return unwrap(await (await format.load())(text, wish.options));
    }
  }
}

async function fromDatabase(
  type: 'postgres' | 'duckdb',
  source: string,
  wish: ImportWish,
): Promise<TableSource> {
  const server = await databaseServer({ ...wish, type, source });
  const schema = server.contract['schema'];
  const schemas =
    wish.schemas.length > 0 || typeof schema !== 'string' || schema === '' ? wish.schemas : [schema];
  return importDatabase(server, schemas);
}

/** Text formats are schemas, not data: a larger one is surely a mistake. */
const MOST_BYTES = 64 * 1024 * 1024;

async function readText(path: string, cwd: string): Promise<Outcome<ImportSource>> {
  const file = resolve(cwd, path);
  const refuse = (code: string, message: string, hint?: string): Outcome<ImportSource> => ({
    ok: false,
    faults: [fault(code, message, { file: path }, hint)],
  });
  if (!existsSync(file) || !statSync(file).isFile()) return refuse('no-file', `There is no file ${path}.`);
  if (statSync(file).size > MOST_BYTES) return refuse('too-large', `${path} has more than 64 MB.`);
  const bytes = await readFile(file);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, value: { name: basename(path), text: text.replaceAll('\r\n', '\n') } };
  } catch {
    return refuse('bad-encoding', `${path} is not UTF-8.`, 'Save it as UTF-8.');
  }
}
