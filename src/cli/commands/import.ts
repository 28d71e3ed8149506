/** `assay import`: a schema or data of another kind → a contract, with all that it can not say. */
import { basename, dirname } from 'node:path';
import { type Command, Option } from 'commander';
import { importContract, type ImportResult } from '../../app/import/import-contract.js';
import { OWN_FORMATS } from '../../app/import/import-format.js';
import { IMPORT_FORMATS } from '../../exchange/import-formats.js';
import { repeatable } from '../common-options.js';
import { notCarriedText } from '../not-carried-text.js';
import { print, say } from '../output.js';
import { usage } from '../parse-options.js';
import { writeFiles } from '../write-files.js';

interface ImportFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly id?: string;
  readonly contractVersion: string;
  readonly layer?: string;
  readonly dialect?: 'postgres' | 'duckdb';
  readonly server?: string;
  readonly schema: readonly string[];
  readonly split?: boolean;
  readonly env?: string;
  readonly format: 'pretty' | 'json';
}

export function registerImport(root: Command): void {
  root
    .command('import')
    .argument('<format|file>', 'a format and its source, or a file alone')
    .argument('[source]', 'file, folder, glob, or ${env:NAME} with the address of a database')
    .description('make a contract of a schema, a database or data files')
    .option(
      '-o, --output <file>',
      'write the contract here (a folder: with --split, or ending in /); default: stdout',
    )
    .option('--force', 'write over a file that is there')
    .option('--id <id>', 'id of the contract (default: from the name of the source)')
    .option('--contract-version <version>', 'version of the contract', '0.1.0')
    .option('--layer <layer>', 'layer of the datasets')
    .addOption(
      new Option('--dialect <dialect>', 'of DDL (default: postgres)').choices(['postgres', 'duckdb']),
    )
    .option('--server <name>', 'a server of the project to read, or the name of the new one')
    .addOption(repeatable('--schema <name>', 'only this schema of a database'))
    .option('--split', 'a contract for each table')
    .option('--env <name>', 'environment of assay.yaml')
    .addOption(
      new Option('--format <format>', 'of what is printed').default('pretty').choices(['pretty', 'json']),
    )
    .addHelpText('after', formatHelp())
    .action(run);
}

function formatHelp(): string {
  const rows = [...OWN_FORMATS, ...IMPORT_FORMATS];
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    '',
    'Formats:',
    ...rows.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`),
  ].join('\n');
}

async function run(first: string, second: string | undefined, flags: ImportFlags): Promise<void> {
  const result = await importContract({
    words: second === undefined ? [first] : [first, second],
    options: {
      id: flags.id ?? null,
      version: flags.contractVersion,
      layer: flags.layer ?? null,
      dialect: flags.dialect ?? null,
    },
    server: flags.server ?? null,
    schemas: flags.schema,
    split: flags.split === true,
    environment: flags.env ?? null,
    cwd: process.cwd(),
  });
  const files = place(result, flags);
  if (flags.format === 'json') return print(JSON.stringify(report(result, files), null, 2));
  if (files === null) await print(result.contracts.map(({ text }) => text).join('---\n'));
  else
    for (const [index, path] of files.entries())
      say(`Wrote ${path} (${counted(result.contracts[index]?.datasets ?? 0)}).`);
  say(notCarriedText(result.notCarried));
}

const counted = (datasets: number): string =>
  `${String(datasets)} ${datasets === 1 ? 'dataset' : 'datasets'}`;

/** The paths that were written; null: everything goes to stdout. */
function place({ contracts }: ImportResult, { output, split, force }: ImportFlags): readonly string[] | null {
  if (output === undefined) {
    if (contracts.length < 2) return null;
    const message = `These are ${String(contracts.length)} contracts.`;
    throw usage('no-output', message, 'Name a folder for them: -o contracts/.');
  }
  const isFolder = split === true || /[/\\]$/.test(output);
  const files = contracts.map(({ file, text }) => ({ name: isFolder ? file : basename(output), text }));
  return writeFiles(isFolder ? output : dirname(output), files, force === true);
}

function report({ format, contracts, notCarried }: ImportResult, files: readonly string[] | null): object {
  return {
    kind: 'AssayImport',
    schemaVersion: 1,
    format,
    contracts: contracts.map(({ file, text, datasets }, index) => ({
      file: files?.[index] ?? file,
      datasets,
      ...(files === null ? { text } : {}),
    })),
    notCarried,
  };
}
