/** All contracts of a project, from files to resolved records. */
import type { Contract } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { ReadText } from './draft.js';
import { readDraft } from './read-contract.js';
import { readFiles } from './read-files.js';
import { follows } from './mend-form.js';
import { resolveProject } from './resolve-project.js';
import { sortFaults } from './sort-faults.js';

export interface ProjectContracts {
  /** Those without a fault of their own, so that a command may still speak of them. */
  readonly contracts: Contract[];
  /** Also those with faults beyond their form: to be looked at for more faults, never to be run. */
  readonly readable: Contract[];
  /** Of all files, by file, line and column. */
  readonly faults: Fault[];
  /** The project as it would be without the faults of form; null where there are none, or none that can be left out. */
  readonly mended: MendedProject | null;
}

export interface MendedProject {
  readonly readable: Contract[];
  /** Which of some faults are worth telling beside those of form: in the mended files, and no consequence of what was left out. */
  readonly deeper: (faults: readonly Fault[]) => readonly Fault[];
}

export type Remember = (file: string, text: string, read: () => ReadText) => ReadText;

/**
 * Reads, judges and resolves every contract under some paths as one project.
 * @param root folder that the paths, and the names of files in faults, are relative to.
 * @param layers that the project names, in order.
 * @param remember gives what was read from the very same text before, instead of reading it again
 */
export async function readProject(
  root: string,
  paths: readonly string[],
  layers: readonly string[],
  remember: Remember = (_file, _text, read) => read(),
): Promise<ProjectContracts> {
  const { texts, faults } = await readFiles(root, paths);
  const read = texts.map(({ text, file }) => ({
    file,
    outcome: remember(file, text, () => readDraft(text, file, layers)),
  }));
  const drafts = read.flatMap(({ outcome }) => (outcome.draft === null ? [] : [outcome.draft]));
  const unreadable = read.flatMap(({ file, outcome }) =>
    outcome.draft === null ? [{ file, ...outcome }] : [],
  );
  const unread = unreadable.flatMap(({ file, datasets }) => datasets.map((name) => [name, file] as const));
  const project = resolveProject(drafts, new Map(unread));
  const form = unreadable.flatMap((one) => one.faults);
  const mendable = unreadable.flatMap(({ mended }) => (mended === null ? [] : [mended]));
  const files = new Set(mendable.map(({ contract }) => contract.file));
  const deeper = (found: readonly Fault[]): readonly Fault[] =>
    found.filter((one) => one.file !== undefined && files.has(one.file) && !follows(one, form));
  const others = new Map(unread.filter(([, file]) => !files.has(file)));
  const mended = mendable.length === 0 ? null : resolveProject([...drafts, ...mendable], others);
  return {
    contracts: [...project.contracts],
    readable: [...project.readable],
    faults: [...sortFaults([...faults, ...form, ...project.faults, ...deeper(mended?.faults ?? [])])],
    mended: mended === null ? null : { readable: [...mended.readable], deeper },
  };
}
