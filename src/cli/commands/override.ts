/** `assay override`: let known-bad data through, for a reason and until a moment; or approve such a wish as the second person. */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import type { Assay } from '../../app/assay.js';
import type { Override } from '../../model/decision.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { deliver, parseFormat } from '../output.js';
import { parseMoment, usage } from '../parse-options.js';
import { renderBreakers } from '../render.js';

interface Options extends CommonOptions {
  readonly reason?: string;
  readonly until?: string;
  readonly check: readonly string[];
  readonly dataVersion?: string;
  readonly approve?: string;
}

export function registerOverride(root: Command): void {
  const command = root
    .command('override')
    .argument('[dataset]', 'the blocked dataset')
    .description('allow a blocked dataset for a reason, until a moment; into gold a second person approves')
    .option('--reason <text>', 'why; shown on every decision that it changes')
    .option('--until <time>', 'when it ends by itself, ISO 8601')
    .option(
      '--check <id>',
      'only this check (repeatable); default: all of the dataset',
      (id: string, before: readonly string[]) => [...before, id],
      [],
    )
    .option('--data-version <id>', 'only this version of the data')
    .option('--approve <override>', 'approve this waiting override, as another person than its author');
  withCommonOptions(command, ['pretty', 'json']).action(override);
}

async function override(dataset: string | undefined, options: Options): Promise<void> {
  const wish = options.approve === undefined ? readWish(dataset, options) : null;
  const assay = await openAssay({ environment: options.env ?? null });
  try {
    const made = wish === null ? await assay.approve(options.approve ?? '') : await create(assay, wish);
    await deliver(
      (format, color) => renderBreakers({ states: [], transitions: [], overrides: [made] }, format, color),
      parseFormat(options.format),
      options.output,
    );
  } finally {
    await assay.close();
  }
}

const create = (assay: Assay, wish: ReturnType<typeof readWish>): Promise<Override> => assay.override(wish);

function readWish(dataset: string | undefined, options: Options) {
  if (dataset === undefined)
    throw usage('no-dataset', 'Name the dataset to override.', 'Or approve one with --approve ID.');
  if ((options.reason ?? '').trim() === '')
    throw usage('no-reason', 'An override needs a reason.', 'Add --reason "…".');
  if (options.until === undefined)
    throw usage(
      'no-expiry',
      'An override needs an end.',
      'Add --until with an ISO 8601 time, such as 2026-01-31T18:00:00Z.',
    );
  return {
    dataset,
    reason: options.reason ?? '',
    until: parseMoment('--until', options.until),
    checks: options.check.length === 0 ? null : options.check,
    dataVersion: options.dataVersion ?? null,
  };
}
