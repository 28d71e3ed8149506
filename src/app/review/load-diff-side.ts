/** One side of a comparison: a project at a git ref, in a folder or in a file, with the documents behind its contracts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readDocument, type SourceDocument } from '../../contract/read-document.js';
import type { DiffContract, DiffSide } from '../../diff/diff-projects.js';
import { resolvePolicy } from '../../gate/policy.js';
import type { Contract } from '../../model/contract.js';
import type { Policy } from '../../model/decision.js';
import { fault, FaultError } from '../../model/fault.js';
import { commitOf, listTree, repositoryOf, type Repository } from '../git/git-repository.js';
import { loadProject, type LoadedProject, type ProjectWish } from '../load-project.js';
import { materialise } from '../git/materialise.js';
import type { ProjectMemory } from '../project-memory.js';

/** What can not be compared, said aloud. */
export interface NotCompared {
  readonly file: string;
  readonly reason: string;
}

export interface LoadedSide {
  readonly project: LoadedProject;
  /** Contracts without a fault, with their suites. */
  readonly diff: DiffSide;
  /** Contract files of a commit that were not read. */
  readonly skipped: readonly NotCompared[];
  /** Commit that was read; null for files as they lie on disk. */
  readonly commit: string | null;
  /** Where files of a commit are kept until then; nothing for those on disk. */
  readonly remove: () => void;
}

/**
 * Loads what a name means: a file or folder that is there (a folder with an `assay.yaml` is a project of its own), else a git ref.
 * @param cwd absolute; relative names and the repository are looked for there
 * @throws FaultError where it is neither, or both
 */
export async function loadDiffSide(
  name: string,
  cwd: string,
  { environment, memory }: { readonly environment: string | null; readonly memory: ProjectMemory },
): Promise<LoadedSide> {
  const path = resolve(cwd, name);
  const found = statSync(path, { throwIfNoEntry: false });
  const repository = await repositoryOf(cwd).catch(() => null);
  const commit = repository === null ? null : await commitOf(repository.top, name);
  if (found !== undefined && (commit === null || /[/\\]|\.(ya?ml|json)$/i.test(name))) {
    const isProject = found.isDirectory() && existsSync(join(path, 'assay.yaml'));
    return sideOnDisk({ ...(isProject ? { cwd: path } : { cwd, files: [name] }), memory }, environment);
  }
  if (found !== undefined) {
    const hint = `Write ./${name} for the file or folder, or refs/heads/${name} for the branch.`;
    throw sideFault('ambiguous-side', `${name} is a file or folder here, and a git ref.`, hint);
  }
  if (repository === null || commit === null) {
    const hint = 'Name a branch, tag or commit that was fetched, a folder, or a contract file.';
    throw sideFault('unknown-side', `${name} is neither a file or folder nor a git ref here.`, hint);
  }
  return sideOfCommit(repository, { commit, prefix: projectPrefix(repository), memory }, environment);
}

/** The project as its files lie on disk. */
export async function sideOnDisk(
  wish: Omit<ProjectWish, 'environment' | 'cwd'> & { readonly cwd: string },
  environment: string | null,
): Promise<LoadedSide> {
  const project = await loadProject({ ...wish, environment });
  const { config, commit } = project;
  const own = wish.files === undefined ? config.root : wish.cwd;
  const folder = commit === null ? own : join(config.root, '.assay', 'contracts', commit);
  return {
    project,
    diff: {
      ...diffSideOf(project, folder),
      // Files that are named by hand have no configuration of their own to compare.
      ...(wish.files === undefined ? { policies: policiesOf(project, environment) } : {}),
    },
    skipped: [],
    commit: null,
    remove: () => undefined,
  };
}

export interface CommitSide {
  readonly commit: string;
  /** Folder of the project in the repository, with `/` at its end; empty: the top. */
  readonly prefix: string;
  /** Take configuration and packs from that commit instead. */
  readonly settingsFrom?: string;
  /** The files on disk are a stranger's: check packs load nothing of them. */
  readonly untrusted?: boolean;
  readonly memory: ProjectMemory;
}

/** The project as a commit has it. */
export async function sideOfCommit(
  { top }: Repository,
  { commit, prefix, settingsFrom, untrusted = false, memory }: CommitSide,
  environment: string | null,
): Promise<LoadedSide> {
  const foreign = settingsFrom === undefined ? {} : { settingsFrom };
  const modules = untrusted ? null : nearestModules(join(top, prefix));
  const { root, skipped, remove } = await materialise({ top, commit, prefix, modules, ...foreign });
  try {
    const { project, diff } = await sideOnDisk({ cwd: root, memory }, environment);
    return { project, diff, skipped, commit, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The folder of the nearest `assay.yaml` on disk, below the top of the repository; without one the asked folder. */
export function projectPrefix({ top, prefix }: Repository): string {
  const steps = prefix.split('/').filter((step) => step !== '');
  for (let depth = steps.length; depth >= 0; depth -= 1) {
    const folder = steps.slice(0, depth);
    const there = ['assay.yaml', 'assay.yml'].some((name) => existsSync(join(top, ...folder, name)));
    if (there) return folder.map((step) => `${step}/`).join('');
  }
  return prefix;
}

/** The same in the tree of a commit; null where it has no `assay.yaml` there or above. */
export async function prefixInTree({ top, prefix }: Repository, commit: string): Promise<string | null> {
  const steps = prefix.split('/').filter((step) => step !== '');
  const folders = steps.map((_, index) => `${steps.slice(0, index + 1).join('/')}/`);
  const names = ['', ...folders].flatMap((folder) => [`${folder}assay.yaml`, `${folder}assay.yml`]);
  const found = await listTree(top, commit, names);
  const deepest = found.map(({ path }) => path.replace(/[^/]*$/, '')).sort((a, b) => b.length - a.length);
  return deepest[0] ?? null;
}

function nearestModules(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) return at;
    if (dirname(at) === at) return null;
  }
}

/** The contracts that may be compared: a fault anywhere in one leaves it out, and is said by whoever loads it. */
function diffSideOf(project: LoadedProject, folder: string): DiffSide {
  const faulty = new Set(project.faults.map(({ file }) => file));
  const contracts = project.contracts.filter(({ file }) => !faulty.has(file));
  const keys = new Set(contracts.flatMap(({ datasets }) => datasets.map(({ key }) => key)));
  return {
    contracts: contracts.map((contract) => withDocument(contract, folder)),
    suites: project.suites.filter(({ dataset }) => keys.has(dataset)),
  };
}

function policiesOf(
  { contracts, config }: LoadedProject,
  environment: string | null,
): ReadonlyMap<string, Policy> {
  const datasets = contracts.flatMap((contract) => contract.datasets);
  return new Map(
    datasets.flatMap(({ key, layer }) => {
      const policy = resolvePolicy({ dataset: key, layer, environment }, config);
      return policy.ok ? [[key, policy.value] as const] : [];
    }),
  );
}

/** The document is read when it is asked for: most contracts of a comparison are equal, and never are. */
function withDocument(contract: Contract, folder: string): DiffContract {
  let read: SourceDocument | null = null;
  const source = (): SourceDocument => (read ??= readAgain(contract, folder));
  return {
    contract,
    get document() {
      return source().value;
    },
    placeAt: (path) => source().places.at(path),
  };
}

function readAgain({ file }: Contract, folder: string): SourceDocument {
  const read = readDocument(readFileSync(resolve(folder, file), 'utf8'), file);
  if (!read.ok) throw new FaultError(read.faults);
  return read.value;
}

const sideFault = (code: string, message: string, hint: string): FaultError =>
  new FaultError([fault(code, message, {}, hint)]);
