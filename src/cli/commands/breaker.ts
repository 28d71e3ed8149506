/** `assay breaker`: the state of the breakers, and changing one by hand. */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import { deliver, parseFormat } from '../output.js';
import { usage } from '../parse-options.js';
import { renderBreakers } from '../render.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';

interface Options extends CommonOptions {
  readonly reason?: string;
}

const ACTIONS = ['status', 'trip', 'reset'];

export function registerBreaker(root: Command): void {
  const command = root
    .command('breaker')
    .argument('[action]', 'status, trip (block by hand) or reset (close by hand)', 'status')
    .argument('[dataset]', 'for status: only this one, with its history')
    .description('show the breakers, or open and close one by hand')
    .option('--reason <text>', 'why; required for trip and reset, kept in the audit log');
  withCommonOptions(command, ['pretty', 'json']).action(breaker);
}

async function breaker(action: string, dataset: string | undefined, options: Options): Promise<void> {
  if (!ACTIONS.includes(action))
    throw usage(
      'unknown-action',
      `assay breaker ${action} is not known.`,
      `Use one of ${ACTIONS.join(', ')}.`,
    );
  if (action !== 'status' && dataset === undefined)
    throw usage('no-dataset', `Name the dataset to ${action}.`);
  if (action !== 'status' && (options.reason ?? '').trim() === '') {
    throw usage(
      'no-reason',
      `A ${action} by hand needs a reason.`,
      'Add --reason "…": whoever finds it later will ask.',
    );
  }
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    if (dataset !== undefined && action === 'trip') await assay.trip(dataset, options.reason ?? '');
    if (dataset !== undefined && action === 'reset') await assay.reset(dataset, options.reason ?? '');
    const states = await assay.breakers();
    const key = dataset === undefined ? null : assay.find(dataset);
    const shown = key === null ? states : states.filter((state) => state.dataset === key);
    const transitions = key === null ? [] : await assay.transitions(key, 20);
    const overrides = await assay.overrides(key);
    await deliver(
      (format, color) => renderBreakers({ states: shown, transitions, overrides }, format, color),
      parseFormat(options.format),
      options.output,
    );
  } finally {
    await assay.close();
  }
}
