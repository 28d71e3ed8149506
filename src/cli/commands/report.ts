/** `assay report`: one run, or all datasets at a glance, as a file to send and to keep. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import { fault, FaultError } from '../../model/fault.js';
import { overviewPage } from '../../report/html/overview-page.js';
import { runPage } from '../../report/html/run-page.js';
import { print } from '../output.js';
import { usage } from '../parse-options.js';
import { gatherOverview } from '../report/gather-overview.js';
import { gatherRun } from '../report/gather-run.js';

interface Options {
  readonly html?: boolean;
  readonly run?: string;
  readonly overview?: boolean;
  readonly out?: string;
  readonly env?: string;
}

export function registerReport(root: Command): void {
  root
    .command('report')
    .argument('[dataset]', 'the latest run of this dataset')
    .description(
      'one run, or every dataset at a glance, as one static HTML file: for e-mail and as an artefact of CI',
    )
    .option('--html', 'the form: one file without scripts, and without anything from outside')
    .option('--run <id>', 'this run')
    .option('--overview', 'every dataset (the default)')
    .option('--out <file>', 'write to this file instead of printing')
    .option('--env <name>', 'environment of assay.yaml')
    .action(report);
}

async function report(dataset: string | undefined, options: Options): Promise<void> {
  if (options.html !== true) throw usage('no-format', 'The form of the report is not named.', 'Say --html.');
  const subjects = [dataset, options.run, options.overview].filter((one) => one !== undefined);
  if (subjects.length > 1)
    throw usage(
      'two-subjects',
      'A report is of one run or of all datasets.',
      'Name one: a dataset, --run or --overview.',
    );
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    const [last] = dataset === undefined ? [] : await assay.runs(assay.find(dataset), 1);
    if (dataset !== undefined && last === undefined)
      throw new FaultError([
        fault('no-run', `${dataset} was never checked.`, {}, `Run \`assay check ${dataset}\` first.`),
      ]);
    const run = options.run ?? last?.runId;
    const text =
      run === undefined
        ? overviewPage(await gatherOverview(assay, options.env ?? null))
        : runPage(await gatherRun(assay, run));
    await (options.out === undefined ? print(text) : write(options.out, text));
  } finally {
    await assay.close();
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage('not-writable', `${path} could not be written (${code}).`);
  }
}
