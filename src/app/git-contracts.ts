/** Contracts from a git repository: the tree of a ref, checked out once for each commit into a folder that never changes afterwards. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GitContracts } from '../generated/config.js';
import { fault, FaultError } from '../model/fault.js';
import { resolveReferences } from './secrets.js';
import { unwrap } from './sources.js';

const run = promisify(execFile);

/** A repository that does not answer must not hold up a start for ever. */
const TIMEOUT_MS = 60_000;
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

export interface Checkout {
  /** Folder with the tree. */
  readonly root: string;
  readonly commit: string;
}

/**
 * The tree of the ref as it is now. A commit that is there already is not fetched again; several processes may do this at once.
 * @param root of the project: checkouts stand below its `.assay/contracts`
 * @throws FaultError contracts-git
 */
export async function checkOut(git: GitContracts, root: string): Promise<Checkout> {
  const url = unwrap(resolveReferences(git.git, root, 'The contracts'));
  const ref = git.ref ?? 'HEAD';
  if (url.startsWith('-') || ref.startsWith('-')) throw gitFault(git, 'that is no address or ref');
  const commit = await commitOf(git, url, ref);
  const folder = join(root, '.assay', 'contracts', commit);
  if (!existsSync(folder)) await fetchTree(git, url, ref, folder);
  return { root: folder, commit };
}

async function commitOf(git: GitContracts, url: string, ref: string): Promise<string> {
  if (COMMIT.test(ref)) return ref;
  const listed = (await ask(git, url, ['ls-remote', '--', url, ref, `${ref}^{}`])).split('\n');
  const found = listed.map((line) => line.split('\t')).filter(([sha = '']) => COMMIT.test(sha));
  // An annotated tag is listed twice; the second line is the commit that it stands for.
  const [sha] = found.find(([, name = '']) => name.endsWith('^{}')) ?? found[0] ?? [];
  if (sha === undefined) throw gitFault(git, `it has no ref ${ref}`);
  return sha;
}

/** Into a folder of its own first: it gets its name when it is whole. */
async function fetchTree(git: GitContracts, url: string, ref: string, folder: string): Promise<void> {
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, 'draft-'));
  try {
    await ask(git, url, ['init', '--quiet', draft]);
    await ask(git, url, ['-C', draft, 'fetch', '--quiet', '--depth', '1', '--no-tags', '--', url, ref]);
    await ask(git, url, ['-C', draft, 'checkout', '--quiet', '--detach', 'FETCH_HEAD']);
    rmSync(join(draft, '.git'), { recursive: true });
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function ask(git: GitContracts, url: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      timeout: TIMEOUT_MS,
      env: {
        ...process.env,
        GIT_TERMINAL_PROMPT: '0',
        GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
        // A repository around the project must not be taken for the one that is asked about.
        GIT_DIR: undefined,
        GIT_WORK_TREE: undefined,
      },
    });
    return stdout;
  } catch (error) {
    throw gitFault(git, whyOf(error, url));
  }
}

/** Git's last words; the address may hold a password and is not repeated. */
function whyOf(error: unknown, url: string): string {
  if (!(error instanceof Error)) return 'git failed';
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  const said = 'stderr' in error ? String(error.stderr).trim() : error.message;
  const last = said.split('\n').findLast((line) => line.trim() !== '') ?? 'git did not answer in time';
  return last.replaceAll(url, 'the repository').replace(/\/\/[^@/\s]*@/g, '//***@');
}

const gitFault = (git: GitContracts, why: string): FaultError =>
  new FaultError([
    fault(
      'contracts-git',
      `The contracts could not be read from git (${git.ref ?? 'its default branch'}): ${why}.`,
      {},
      'Check `contracts` in assay.yaml, and that this machine may read the repository.',
    ),
  ]);
