/** `assay export`: contracts → DDL, schemas and pages of other tools, with all that these can not say. */
import { type Command, Option } from 'commander';
import { EXPORT_FORMATS } from '../../exchange/export-formats.js';
import type { Exported } from '../../exchange/exported.js';
import { notCarriedText } from '../not-carried-text.js';
import { print, say } from '../output.js';
import { usage } from '../parse-options.js';
import { writeFiles } from '../write-files.js';

interface ExportFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly dialect: 'postgres' | 'duckdb';
  readonly env?: string;
  readonly format: 'pretty' | 'json';
}

export function registerExport(root: Command): void {
  root
    .command('export')
    .argument('<format>', 'what to write, see below')
    .argument('[file...]', 'contract files or folders (default: those of assay.yaml)')
    .description('write contracts as DDL, as schemas of other tools, or as pages')
    .option('-o, --output <folder>', 'write the files into this folder; default: a single one goes to stdout')
    .option('--force', 'write over files that are there')
    .addOption(
      new Option('--dialect <dialect>', 'of DDL').default('postgres').choices(['postgres', 'duckdb']),
    )
    .option('--env <name>', 'environment of assay.yaml')
    .addOption(
      new Option('--format <format>', 'of what is printed').default('pretty').choices(['pretty', 'json']),
    )
    .addHelpText('after', formatHelp())
    .action(run);
}

function formatHelp(): string {
  const width = Math.max(...EXPORT_FORMATS.map(({ name }) => name.length));
  const rows = EXPORT_FORMATS.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`);
  return ['', 'Formats:', ...rows].join('\n');
}

async function run(format: string, files: readonly string[], flags: ExportFlags): Promise<void> {
  const { exportContracts } = await import('../../app/export-contracts.js');
  const exported = await exportContracts({
    format,
    files,
    options: { dialect: flags.dialect },
    environment: flags.env ?? null,
    cwd: process.cwd(),
  });
  const written =
    flags.output === undefined ? null : writeFiles(flags.output, exported.files, flags.force === true);
  if (flags.format === 'json') return print(JSON.stringify(report(format, exported, written), null, 2));
  if (written === null) await print(onlyFile(exported).text);
  else for (const path of written) say(`Wrote ${path}.`);
  say(notCarriedText(exported.notCarried));
}

function onlyFile({ files }: Exported): Exported['files'][number] {
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return only;
  throw usage(
    'no-output',
    `The export has ${String(files.length)} files.`,
    'Name a folder for them: -o FOLDER.',
  );
}

function report(format: string, { files, notCarried }: Exported, written: readonly string[] | null): object {
  return {
    kind: 'AssayExport',
    schemaVersion: 1,
    format,
    files: files.map(({ name, text }, index) => ({
      file: written?.[index] ?? name,
      ...(written === null ? { text } : {}),
    })),
    notCarried,
  };
}
