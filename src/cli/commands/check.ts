/** `assay check`: runs suites, prints verdicts, records them. */
import type { Command } from 'commander';
import type { Assay, CheckOptions } from '../../app/assay.js';
import { openAssay } from '../../app/open-assay.js';
import { RecordError } from '../../app/record-error.js';
import { FaultError } from '../../model/fault.js';
import type { Run } from '../../model/verdict.js';
import {
  splitArguments,
  withCommonOptions,
  withDataOptions,
  withSelect,
  type CommonOptions,
} from '../common-options.js';
import { EXIT, exitOfReport } from '../exit-code.js';
import { Exit } from '../exit.js';
import { faultLines } from '../fault-lines.js';
import { onInterrupt } from '../interrupt.js';
import { deliver, parseFormat, say } from '../output.js';
import { parseBatch, parseCount, parseMoment, parseSelect, usage } from '../parse-options.js';
import { showProgress } from '../progress-bar.js';
import { renderReport, runReport } from '../render.js';

interface Options extends CommonOptions {
  readonly server?: string;
  readonly batch: readonly string[];
  readonly asOf?: string;
  readonly where?: string;
  readonly select: readonly string[];
  readonly samples?: string;
  readonly record: boolean;
  readonly failOn: string;
}

export function registerCheck(root: Command): void {
  const command = root
    .command('check')
    .argument('[dataset|file...]', 'datasets of the project, or contract files (a folder: contracts/)')
    .description('run the checks of datasets and print the verdicts')
    .option('--where <sql>', 'only rows for which this holds (one dataset)')
    .option('--samples <n>', 'show at most n bad rows for each failed check')
    .option('--no-record', 'leave no trace in the store')
    .option('--fail-on <verdict>', 'fail, or warn: warnings exit 1 too', 'fail');
  withCommonOptions(withSelect(withDataOptions(command))).action(check);
}

async function check(names: readonly string[], options: Options): Promise<void> {
  if (options.failOn !== 'fail' && options.failOn !== 'warn')
    throw usage('bad-fail-on', `--fail-on ${options.failOn} is not known.`, 'Write fail or warn.');
  const { files, datasets } = splitArguments(names);
  const wishes = readWishes(options);
  const assay = await openAssay({
    files,
    environment: options.env ?? null,
    server: options.server ?? null,
  });
  const interrupt = onInterrupt();
  const progress = showProgress(options.quiet === true);
  let found: Found;
  try {
    const wanted = chosen(datasets, files, assay.datasets, wishes.where);
    found = await checkEach(assay, wanted, {
      ...wishes,
      signal: interrupt.signal,
      onProgress: progress.onProgress,
    });
  } finally {
    progress.stop();
    interrupt.done();
    await assay.close();
  }
  const report = runReport(found.runs);
  await deliver(
    (format, color) => renderReport(report, format, color),
    parseFormat(options.format),
    options.output,
  );
  if (interrupt.asked()) throw new Exit(EXIT.interrupted);
  if (found.unrecorded !== null) say(whyUnrecorded(found.unrecorded));
  throw new Exit(found.unrecorded !== null ? EXIT.notRecorded : exitOfReport(report, options.failOn));
}

interface Found {
  readonly runs: readonly Run[];
  readonly unrecorded: RecordError | null;
}

/** One after the other. @throws FaultError where the selection fits no check of any of them */
async function checkEach(assay: Assay, datasets: readonly string[], wishes: CheckOptions): Promise<Found> {
  let unrecorded: RecordError | null = null;
  const unselected: FaultError[] = [];
  const runs: Run[] = [];
  for (const dataset of datasets) {
    try {
      runs.push(await assay.check(dataset, wishes));
    } catch (error) {
      if (error instanceof RecordError) {
        unrecorded = error;
        runs.push(error.run);
      } else if (isEmptySelection(error)) unselected.push(error);
      else throw error;
    }
  }
  if (runs.length === 0) throw new FaultError(unselected.flatMap((error) => error.faults));
  return { runs, unrecorded };
}

function readWishes(options: Options) {
  return {
    batch: parseBatch(options.batch),
    where: options.where ?? null,
    select: parseSelect(options.select),
    samples: options.samples === undefined ? 0 : parseCount('--samples', options.samples, 1000),
    record: options.record,
    ...(options.asOf === undefined ? {} : { asOf: parseMoment('--as-of', options.asOf) }),
  };
}

/** The datasets named; with files alone, all of theirs. */
function chosen(
  names: readonly string[],
  files: readonly string[],
  all: readonly string[],
  where: string | null,
): readonly string[] {
  if (names.length === 0 && files.length === 0) {
    throw usage(
      'no-dataset',
      'Name a dataset or a contract file.',
      all.length === 0 ? 'The project has none yet.' : `The project has ${all.join(', ')}.`,
    );
  }
  const datasets = names.length === 0 ? all : names;
  if (datasets.length === 0)
    throw usage('no-dataset', 'The contracts describe no dataset.', 'A dataset is an object of `schema`.');
  if (where !== null && datasets.length !== 1)
    throw usage('where-needs-one', '--where belongs to one dataset.', 'Name exactly one.');
  return datasets;
}

/** Of several datasets some may have nothing that was selected; only where all of them have nothing is it a mistake. */
const isEmptySelection = (error: unknown): error is FaultError =>
  error instanceof FaultError && error.faults.every(({ code }) => code === 'nothing-selected');

function whyUnrecorded(error: RecordError): string {
  const { cause } = error;
  return cause instanceof FaultError
    ? `Checked, but not recorded:\n${faultLines(cause.faults)}`
    : error.message;
}
