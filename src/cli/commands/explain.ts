/** `assay explain`: every statement that a check would run and which checks it serves; scans nothing. */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import type { Explained } from '../../run/explain.js';
import {
  splitArguments,
  withCommonOptions,
  withDataOptions,
  withSelect,
  type CommonOptions,
} from '../common-options.js';
import { deliver, parseFormat } from '../output.js';
import { parseBatch, parseMoment, parseSelect, usage } from '../parse-options.js';
import { renderPlans } from '../render.js';

interface Options extends CommonOptions {
  readonly server?: string;
  readonly batch: readonly string[];
  readonly asOf?: string;
  readonly where?: string;
  readonly select: readonly string[];
}

export function registerExplain(root: Command): void {
  const command = root
    .command('explain')
    .argument('[dataset|file...]', 'datasets of the project, or contract files (a folder: contracts/)')
    .description('print every statement that check would run, and which checks it serves')
    .option('--where <sql>', 'only rows for which this holds (one dataset)');
  withCommonOptions(withSelect(withDataOptions(command)), ['pretty', 'json']).action(explain);
}

async function explain(names: readonly string[], options: Options): Promise<void> {
  const { files, datasets } = splitArguments(names);
  const assay = await openAssay({
    files,
    environment: options.env ?? null,
    server: options.server ?? null,
  });
  try {
    const chosen = datasets.length > 0 || files.length === 0 ? datasets : assay.datasets;
    if (chosen.length === 0)
      throw usage(
        'no-dataset',
        'Name a dataset or a contract file.',
        `The project has ${assay.datasets.join(', ')}.`,
      );
    const wishes = {
      batch: parseBatch(options.batch),
      where: options.where ?? null,
      select: parseSelect(options.select),
      ...(options.asOf === undefined ? {} : { asOf: parseMoment('--as-of', options.asOf) }),
    };
    const plans: Explained[] = [];
    for (const dataset of chosen) plans.push(await assay.explain(dataset, wishes));
    await deliver(
      (format, color) => renderPlans(plans, format, color),
      parseFormat(options.format),
      options.output,
    );
  } finally {
    await assay.close();
  }
}
