/** What `assay export` does: loads contracts, and writes them in another format. */
import { EXPORT_FORMATS } from '../exchange/export-formats.js';
import type { Exported, ExportOptions } from '../exchange/exported.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, FaultError } from '../model/fault.js';
import { loadProject } from './load-project.js';

export interface ExportWish {
  readonly format: string;
  /** Contract files or folders; none: those of the project. */
  readonly files: readonly string[];
  readonly options: ExportOptions;
  readonly environment: string | null;
  readonly cwd: string;
}

/** @throws FaultError for an unknown format, for faults of the contracts, and where there is nothing to export */
export async function exportContracts(wish: ExportWish): Promise<Exported> {
  const format = EXPORT_FORMATS.find(({ name }) => name === wish.format);
  if (format === undefined) {
    const names = EXPORT_FORMATS.map(({ name }) => name);
    const hint = nearHint(wish.format, names) ?? `The formats are ${names.join(', ')}.`;
    throw new FaultError([
      fault('unknown-format', `There is no format ${wish.format} to export to.`, {}, hint),
    ]);
  }
  const { cwd, files, environment } = wish;
  const project = await loadProject({ cwd, files, environment });
  if (project.faults.length > 0) throw new FaultError(project.faults);
  if (project.contracts.every(({ datasets }) => datasets.length === 0)) {
    const hint = 'Name contract files, or put contracts where assay.yaml says they are.';
    throw new FaultError([fault('no-datasets', 'There is no dataset to export.', {}, hint)]);
  }
  const write = await format.load();
  return write({ contracts: project.contracts, suites: project.suites }, wish.options);
}
