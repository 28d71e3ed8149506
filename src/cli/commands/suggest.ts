/** `assay suggest`: a contract draft from the data as they are, each rule with its evidence. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { loadProject } from '../../app/load-project.js';
import { FaultError } from '../../model/fault.js';
import { counted } from '../../suggest/readable.js';
import type { Suggestion } from '../../suggest/suggestion.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { faultLines } from '../fault-lines.js';
import { onInterrupt, type Interrupt } from '../interrupt.js';
import { print, say } from '../output.js';
import { parseCount, parseMoment, usage } from '../parse-options.js';

interface Options {
  readonly env?: string;
  readonly server?: string;
  readonly table?: string;
  readonly layer?: string;
  readonly name?: string;
  readonly sample?: string;
  readonly holdOut: boolean;
  readonly asOf?: string;
  readonly format: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

export function registerSuggest(root: Command): void {
  root
    .command('suggest')
    .argument('[source]', 'a file, a glob in quotes, a folder, a database, or a dataset of the project')
    .description('draft a contract from the data as they are, each rule with its evidence')
    .option('--server <name>', 'server of the project that has the table')
    .option('--table <name>', 'table of a database: table, or schema.table')
    .option('--layer <name>', 'layer of the dataset')
    .option('--name <name>', 'what the dataset is to be called')
    .option('--sample <rows>', 'look at about so many rows only')
    .option('--no-hold-out', 'do not try the rules on rows that they were not learned from')
    .option('--as-of <time>', 'the moment that freshness is told at, ISO 8601 (default: now)')
    .option('--env <name>', 'environment of assay.yaml')
    .addOption(
      new Option('--format <format>', 'of what is printed').default('yaml').choices(['yaml', 'json']),
    )
    .option('-o, --output <file>', 'write the draft to this file instead; .json: as data')
    .option('--force', 'overwrite the file')
    .option('-q, --quiet', 'no progress')
    .action(suggest);
}

async function suggest(source: string | undefined, options: Options): Promise<void> {
  const interrupt = onInterrupt();
  try {
    const found = await look(source ?? null, options, interrupt);
    await write(found, options);
    if (options.quiet !== true) say(summary(found));
  } catch (error) {
    if (interrupt.asked()) throw new Exit(EXIT.interrupted);
    if (!(error instanceof FaultError) || error.faults.some(({ code }) => code !== 'source-not-read'))
      throw error;
    say(faultLines(error.faults));
    throw new Exit(EXIT.notEvaluated);
  } finally {
    interrupt.done();
  }
}

async function look(source: string | null, options: Options, interrupt: Interrupt): Promise<Suggestion> {
  const sample = options.sample === undefined ? null : parseCount('--sample', options.sample, 1_000_000_000);
  if (sample === 0) throw usage('bad-number', '--sample 0 looks at nothing.', 'Give the number of rows.');
  const asOf = options.asOf === undefined ? new Date().toISOString() : parseMoment('--as-of', options.asOf);
  const project = await loadProject({ environment: options.env ?? null });
  const cwd = process.cwd();
  const root = project.config.file === null ? cwd : project.config.root;
  const [{ resolveSource }, { suggest: suggestContract }] = await Promise.all([
    import('../../app/suggest/suggest-source.js'),
    import('../../app/suggest/suggest.js'),
  ]);
  const { subject, server } = resolveSource(
    {
      source,
      server: options.server ?? null,
      table: options.table ?? null,
      layer: options.layer ?? null,
      name: options.name ?? null,
      environment: options.env ?? null,
    },
    { cwd, root, project },
  );
  return suggestContract({
    subject,
    server,
    catalogue: project.catalogue,
    layers: project.config.layers,
    asOf,
    sample,
    holdOut: options.holdOut,
    signal: interrupt.signal,
    ...(options.quiet === true ? {} : { onStep: (step: string) => say(`… ${step}`) }),
  });
}

async function write(found: Suggestion, { output, format, force }: Options): Promise<void> {
  const asData = (): string => JSON.stringify(found, null, 2);
  if (output === undefined) return print(format === 'json' ? asData() : found.text);
  const path = resolve(output);
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
  try {
    const text = /\.json$/i.test(output) || format === 'json' ? `${asData()}\n` : found.text;
    await writeFile(path, text, { flag: force === true ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'EEXIST')
      throw usage('file-exists', `${output} is there already.`, 'Overwrite it with --force.');
    throw usage('not-writable', `${output} could not be written (${code}).`);
  }
}

function summary({ dataset, rules, dropped, rows, sample, heldOut, cost }: Suggestion): string {
  const looked =
    sample === null ? `${counted(rows)} rows` : `a sample of ${counted(sample)} of ${counted(rows)} rows`;
  const tried = heldOut.length === 0 ? 'none tried on held-out rows' : 'tried on held-out rows';
  const out = dropped.length === 0 ? '' : `, ${dropped.length} left out`;
  return `${dataset}: ${rules.length} rules from ${looked} (${tried}${out}; ${cost.statements} statements)`;
}
