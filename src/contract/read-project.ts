/** All contracts of a project, from files to resolved records. */
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import { readDraft, sortFaults } from './read-contract.js';
import { readFiles } from './read-files.js';
import { resolveProject } from './resolve-project.js';

export interface ProjectContracts {
  /** Those without a fault of their own, so that a command may still speak of them. */
  readonly contracts: Contract[];
  /** Of all files, by file, line and column. */
  readonly faults: Fault[];
}

/**
 * Reads, judges and resolves every contract under some paths as one project.
 * @param root folder that the paths, and the names of files in faults, are relative to.
 * @param layers that the project names, in order.
 */
export async function readProject(
  root: string,
  paths: readonly string[],
  layers: readonly string[],
): Promise<ProjectContracts> {
  const { texts, faults } = await readFiles(root, paths);
  const outcomes = texts.map(({ text, file }) => readDraft(text, file, layers));
  const drafts = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const own = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.faults));
  const project = resolveProject(drafts);
  return {
    contracts: [...project.contracts],
    faults: [...sortFaults([...faults, ...own, ...project.faults])],
  };
}
