/** All contracts of a project, from files to resolved records. */
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import { readDraft } from './read-contract.js';
import { readFiles } from './read-files.js';
import { resolveProject } from './resolve-project.js';
import { sortFaults } from './sort-faults.js';

export interface ProjectContracts {
  /** Those without a fault of their own, so that a command may still speak of them. */
  readonly contracts: Contract[];
  /** Also those with faults beyond their form: to be looked at for more faults, never to be run. */
  readonly readable: Contract[];
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
  const read = texts.map(({ text, file }) => ({ file, outcome: readDraft(text, file, layers) }));
  const drafts = read.flatMap(({ outcome }) => (outcome.draft === null ? [] : [outcome.draft]));
  const unreadable = read.flatMap(({ file, outcome }) =>
    outcome.draft === null ? [{ file, ...outcome }] : [],
  );
  const unread = unreadable.flatMap(({ file, datasets }) => datasets.map((name) => [name, file] as const));
  const project = resolveProject(drafts, new Map(unread));
  return {
    contracts: [...project.contracts],
    readable: [...project.readable],
    faults: [...sortFaults([...faults, ...unreadable.flatMap((one) => one.faults), ...project.faults])],
  };
}
