/** What judges a change: configuration, policy and approvals as they stand on the base branch now. */
import { join } from 'node:path';
import { FaultError, type Fault } from '../../model/fault.js';
import type { ProjectConfig } from '../../model/project.js';
import type { ReviewPolicy } from '../../review/review.js';
import { ciSettings, type CiSettings } from './ci-settings.js';
import { loadConfig } from '../config.js';
import { listTree, type Repository } from '../git/git-repository.js';
import type { NotCompared } from './load-diff-side.js';
import { materialise } from '../git/materialise.js';
import { readApprovals, type WrittenApproval } from './read-approvals.js';

type FailOn = ReviewPolicy['failOn'];

/** Commits of the base branch and of the change, and the folder of the project. */
export interface JudgePlace {
  readonly tip: string;
  readonly headCommit: string;
  readonly prefix: string;
}

/** What the change is judged by, as it stands on the base branch now. */
export interface Judge {
  readonly config: ProjectConfig;
  readonly settings: CiSettings;
  readonly approvals: readonly WrittenApproval[];
}

/** Policy, approvals and servers of the base branch. @throws FaultError where its configuration has faults: no policy is no permission */
export async function loadJudge(
  { top }: Repository,
  { tip, prefix }: Pick<JudgePlace, 'tip' | 'prefix'>,
  { environment, failOn }: { readonly environment: string | null; readonly failOn: FailOn | null },
): Promise<Judge> {
  const { root, remove } = await materialise({ top, commit: tip, prefix, modules: null });
  try {
    const { config, written, faults } = await loadConfig(root, environment);
    if (faults.length > 0) throw onBase(faults);
    const settings = ciSettings(written.ci);
    const policy = { ...settings.policy, ...(failOn === null ? {} : { failOn }) };
    // What can not be read approves nothing; the change may be what mends it.
    const { entries } = await readApprovals(root, config.contracts);
    return {
      config: { ...config, root: join(top, prefix) },
      settings: { ...settings, policy },
      approvals: entries,
    };
  } finally {
    remove();
  }
}

/** Faults that are not the change's. */
export function onBase(faults: readonly Fault[]): FaultError {
  return new FaultError(faults.map((one) => ({ ...one, message: `On the base branch: ${one.message}` })));
}

/** A stranger's configuration is not read; that it differs is said. */
export async function foreignSettings(top: string, at: JudgePlace): Promise<readonly NotCompared[]> {
  const names = ['assay.yaml', 'assay.yml'].map((name) => `${at.prefix}${name}`);
  const [mine, theirs] = await Promise.all(
    [at.tip, at.headCommit].map((commit) => listTree(top, commit, names)),
  );
  const known = new Set(mine?.map(({ path, id }) => `${path} ${id}`));
  return (theirs ?? [])
    .filter(({ path, id }) => !known.has(`${path} ${id}`))
    .map(({ path }) => ({
      file: path.slice(at.prefix.length),
      reason: 'the change comes from a fork: the configuration of the base branch was used in its place',
    }));
}
