/**
 * The story of a review, in order: commits → both versions → what differs → whom it reaches → who approved it → would today's data pass →
 * verdict. What judges the change (policy, approvals already given, check packs of strangers) comes from the base branch, never from the change.
 */
import { join } from 'node:path';
import { diffProjects, type DiffSide } from '../../diff/diff-projects.js';
import { resolvePolicy } from '../../gate/policy.js';
import type { ContractDiff } from '../../model/change.js';
import type { Fault } from '../../model/fault.js';
import type { ProjectConfig } from '../../model/project.js';
import { judgeApprovals, reviewChanges } from '../../review/approval-needs.js';
import { impactOf } from '../../review/impact.js';
import { judgeReview } from '../../review/judge-review.js';
import type { AffectedDataset, Review } from '../../review/review.js';
import { mergeBase, needCommit, repositoryOf, type Repository } from '../git/git-repository.js';
import {
  prefixInTree,
  projectPrefix,
  sideOfCommit,
  sideOnDisk,
  type LoadedSide,
  type NotCompared,
} from './load-diff-side.js';
import { ProjectMemory } from '../project-memory.js';
import { approvalFiles, mergeApprovals, readApprovals } from './read-approvals.js';
import { tryChange } from './review-dry-run.js';
import { foreignSettings, loadJudge, onBase, type Judge } from './review-judge.js';
import { VERSION } from '../version.js';

export interface ReviewWish {
  readonly cwd: string;
  /** Branch, tag or commit that the change is to go into. */
  readonly base: string;
  /** Null: the files of the working tree. */
  readonly head: string | null;
  readonly environment: string | null;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  /** Nobody knows who wrote the change: nothing of it but its contracts is read. */
  readonly untrusted: boolean;
  /** Instead of the policy's. */
  readonly failOn: 'breaking' | 'risky' | 'never' | null;
  /** Why no dry run is wished; null where it is. */
  readonly noDryRun: string | null;
}

/** Reviews a change. @throws FaultError where there is nothing to compare: no repository, no such ref, a base that can not be judged by */
export async function reviewProject(wish: ReviewWish): Promise<Review> {
  const repository = await repositoryOf(wish.cwd);
  const { top } = repository;
  const tip = await needCommit(top, wish.base);
  const headCommit = await needCommit(top, wish.head ?? 'HEAD');
  const fork = await mergeBase(top, tip, headCommit);
  const prefix = (await prefixInTree(repository, tip)) ?? projectPrefix(repository);
  const sides: LoadedSide[] = [];
  try {
    const memory = new ProjectMemory();
    const head = await loadHead(wish, repository, { tip, headCommit, prefix, memory });
    sides.push(head);
    const base = await sideOfCommit(
      repository,
      { commit: fork, prefix, untrusted: wish.untrusted, memory },
      wish.environment,
    );
    sides.push(base);
    const judge = await loadJudge(repository, { tip, prefix }, wish);
    const foreign = wish.untrusted ? await foreignSettings(top, { tip, headCommit, prefix }) : [];
    return await review(wish, { repository, base, head, judge, foreign, tip, fork, prefix });
  } finally {
    for (const side of sides) side.remove();
  }
}

interface Commits {
  readonly tip: string;
  readonly headCommit: string;
  readonly prefix: string;
}

/** A stranger's files are read from git alone: on disk a link could lead anywhere. */
function loadHead(
  wish: ReviewWish,
  repository: Repository,
  { tip, headCommit: commit, prefix, memory }: Commits & { readonly memory: ProjectMemory },
): Promise<LoadedSide> {
  const { environment, untrusted } = wish;
  if (!untrusted && wish.head === null)
    return sideOnDisk({ cwd: join(repository.top, prefix), memory }, environment);
  const foreign = untrusted ? { settingsFrom: tip } : {};
  return sideOfCommit(repository, { commit, prefix, memory, untrusted, ...foreign }, environment);
}

interface Loaded {
  readonly repository: Repository;
  readonly base: LoadedSide;
  readonly head: LoadedSide;
  readonly judge: Judge;
  readonly foreign: readonly NotCompared[];
  readonly tip: string;
  readonly fork: string;
  readonly prefix: string;
}

async function review(wish: ReviewWish, loaded: Loaded): Promise<Review> {
  const { base, head, judge, prefix } = loaded;
  const written = await readApprovals(head.project.config.root, judge.config.contracts);
  const faults = [...head.project.faults, ...written.faults];
  const notCompared = [...notComparable(base, head), ...loaded.foreign];
  const out = new Set([...notCompared, ...filesOf(faults)].map(({ file }) => file));
  const [before, after] = [without(base.diff, out), without(head.diff, out)];
  const catalogue = new Map([...base.project.catalogue, ...head.project.catalogue]);
  const diff = diffProjects(before, after, { asOf: wish.asOf, assay: VERSION, catalogue });
  const versions = { base: contractsOf(before), head: contractsOf(after) };
  const { policy } = judge.settings;
  const approving = {
    policy,
    ...versions,
    approvals: mergeApprovals(written.entries, judge.approvals),
    today: wish.asOf.slice(0, 10),
    baseOnly: wish.untrusted || policy.approvalsFrom === 'base',
  };
  const changes = reviewChanges(diff.changes, approving);
  const approvals = judgeApprovals(diff.changes, approving);
  const contracts = diff.contracts.map(withoutChanges);
  const gates = gatesOf([...versions.base, ...versions.head], judge.config, wish.environment);
  const unread = [...out].filter((file) => /\.(ya?ml|json)$/i.test(file) && !/^assay\.ya?ml$/.test(file));
  const dryRun = await tryChange({
    base: base.project,
    head: head.project,
    suites: after.suites,
    config: judge.config,
    settings: judge.settings.dryRun,
    environment: wish.environment,
    untrusted: wish.untrusted,
    declined: wish.noDryRun ?? (faults.length > 0 ? 'the contracts have faults' : null),
  });
  return {
    kind: 'AssayReview',
    schemaVersion: 1,
    assay: VERSION,
    ...judgeReview({ policy, faults, notCompared, changes, contracts, dryRun, approvals }),
    project: judge.config.project,
    prefix,
    base: { ref: wish.base, commit: loaded.fork },
    head: { ref: wish.head, commit: head.commit },
    asOf: wish.asOf,
    untrusted: wish.untrusted,
    faults,
    notCompared,
    summary: diff.summary,
    contracts,
    changes,
    impact: impactOf({ changes: diff.changes, ...versions, gates, unread }),
    dryRun,
    approvals,
    approvalsFile: approvalFiles(judge.config.contracts)[0] ?? 'contracts/approvals.yaml',
  };
}

/** There was no contract yet: not a fault of the base, but its beginning. */
const EMPTY = new Set(['missing-path', 'no-contract']);
/** Faults that are in no contract: without configuration and check kinds there is nothing to compare with. */
const GROUND = new Set(['missing-pack', 'bad-pack', 'duplicate-kind']);

function notComparable(base: LoadedSide, head: LoadedSide): readonly NotCompared[] {
  const faults = base.project.faults.filter(({ code }) => !EMPTY.has(code));
  const ground = faults.filter(({ code }) => GROUND.has(code));
  if (ground.length > 0) throw onBase(ground);
  const faulty = filesOf(faults).map(({ file }) => ({ file, reason: 'it has faults on the base branch' }));
  return [
    ...faulty,
    ...base.skipped,
    ...head.skipped.filter(({ file }) => !base.skipped.some((one) => one.file === file)),
  ];
}

const filesOf = (faults: readonly Fault[]): readonly { readonly file: string }[] =>
  [...new Set(faults.flatMap(({ file }) => (file === undefined ? [] : [file])))].map((file) => ({ file }));

function without(side: DiffSide, files: ReadonlySet<string>): DiffSide {
  const { contracts, suites } = side;
  const kept = contracts.filter(({ contract }) => !files.has(contract.file));
  const keys = new Set(kept.flatMap(({ contract }) => contract.datasets.map(({ key }) => key)));
  return { ...side, contracts: kept, suites: suites.filter(({ dataset }) => keys.has(dataset)) };
}

function withoutChanges(one: ContractDiff): Review['contracts'][number] {
  const { contract, file, status, baseVersion, writtenVersion, suggestedVersion, step, versionHolds } = one;
  return { contract, file, status, baseVersion, writtenVersion, suggestedVersion, step, versionHolds };
}

const contractsOf = ({ contracts }: DiffSide) => contracts.map(({ contract }) => contract);

function gatesOf(
  contracts: ReturnType<typeof contractsOf>,
  config: ProjectConfig,
  environment: string | null,
): ReadonlyMap<string, AffectedDataset['gate']> {
  const datasets = contracts.flatMap((contract) => contract.datasets);
  return new Map(
    datasets.map(({ key, layer }) => {
      const policy = resolvePolicy({ dataset: key, layer, environment }, config);
      return [key, policy.ok ? { onFail: policy.value.effects.fail, shadow: policy.value.shadow } : null];
    }),
  );
}
