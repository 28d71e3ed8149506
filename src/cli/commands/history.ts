/** `assay history`: what was found before, by run or for one check. */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { deliver, parseFormat } from '../output.js';
import { parseCount } from '../parse-options.js';
import { renderHistory } from '../render.js';

interface Options extends CommonOptions {
  readonly check?: string;
  readonly limit: string;
}

export function registerHistory(root: Command): void {
  const command = root
    .command('history')
    .argument('<dataset>', 'a dataset of the project')
    .description('runs and decisions of a dataset, or the measured values of one check')
    .option('--check <id>', 'one check: its values over time')
    .option('--limit <n>', 'how many, newest first', '30');
  withCommonOptions(command, ['pretty', 'json']).action(history);
}

async function history(name: string, options: Options): Promise<void> {
  const limit = parseCount('--limit', options.limit, 10_000);
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    const dataset = assay.find(name);
    const check = options.check === undefined ? null : assay.findCheck(dataset, options.check);
    const found = {
      dataset,
      check,
      points: check === null ? [] : await assay.checkHistory(dataset, check, limit),
      runs: check === null ? await assay.runs(dataset, limit) : [],
      decisions: check === null ? await assay.decisions(dataset, limit) : [],
    };
    await deliver(
      (format, color) => renderHistory(found, format, color),
      parseFormat(options.format),
      options.output,
    );
  } finally {
    await assay.close();
  }
}
