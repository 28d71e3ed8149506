/** `assay lint`: every fault of the contracts, without touching data. */
import type { Command } from 'commander';
import { loadProject } from '../../app/load-project.js';
import type { NotExecuted } from '../../model/check.js';
import { fault, type Fault } from '../../model/fault.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { deliver, parseFormat } from '../output.js';
import { faultReport, renderReport } from '../render.js';

export function registerLint(root: Command): void {
  const command = root
    .command('lint')
    .argument('[file...]', 'contract files or folders (default: those of assay.yaml)')
    .description('find all faults of contracts and configuration, without touching data')
    .option('--strict', 'a clause that nothing executes is a fault too');
  withCommonOptions(command, ['pretty', 'json', 'github', 'sarif']).action(lint);
}

async function lint(
  files: readonly string[],
  options: CommonOptions & { readonly strict?: boolean },
): Promise<void> {
  const project = await loadProject({ files, environment: options.env ?? null });
  const strict: readonly Fault[] =
    options.strict === true ? project.suites.flatMap((suite) => suite.notExecuted.map(notExecuted)) : [];
  const faults = [...project.faults, ...strict];
  const counts = `${project.contracts.length} contract${project.contracts.length === 1 ? '' : 's'}, ${project.suites.length} dataset${project.suites.length === 1 ? '' : 's'}`;
  const report = faultReport(faults);
  await deliver(
    (format, color) =>
      format === 'pretty' && faults.length === 0
        ? `${counts}: no faults`
        : renderReport(report, format, color),
    parseFormat(options.format),
    options.output,
  );
  if (faults.length > 0) throw new Exit(EXIT.usage);
}

const notExecuted = (entry: NotExecuted): Fault =>
  fault(
    'not-executed',
    `Nothing executes this clause: ${entry.reason}.`,
    entry.clause,
    'Remove it, or leave out --strict.',
  );
