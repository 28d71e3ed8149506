/** `assay compile`: what each clause of a contract became, and what nothing executes. */
import type { Command } from 'commander';
import { loadProject } from '../../app/load-project.js';
import { FaultError } from '../../model/fault.js';
import { splitArguments, withCommonOptions, type CommonOptions } from '../common-options.js';
import { findDataset } from '../../app/find-dataset.js';
import { deliver, parseFormat } from '../output.js';
import { renderSuites } from '../render.js';

export function registerCompile(root: Command): void {
  const command = root
    .command('compile')
    .argument(
      '[dataset|file...]',
      'datasets, or contract files (a folder: contracts/); without any, those of assay.yaml',
    )
    .description('show the checks that each clause became, and what is not executed and why');
  withCommonOptions(command, ['pretty', 'json']).action(compile);
}

async function compile(names: readonly string[], options: CommonOptions): Promise<void> {
  const { files, datasets } = splitArguments(names);
  const project = await loadProject({ files, environment: options.env ?? null });
  if (project.faults.length > 0) throw new FaultError(project.faults);
  const keys = project.suites.map((suite) => suite.dataset);
  const wanted = datasets.map((name) => {
    const found = findDataset(name, keys);
    if (!found.ok) throw new FaultError(found.faults);
    return found.value;
  });
  const suites =
    wanted.length === 0 ? project.suites : project.suites.filter((suite) => wanted.includes(suite.dataset));
  await deliver(
    (format, color) => renderSuites(suites, format, color),
    parseFormat(options.format),
    options.output,
  );
}
