/** Contracts from a git repository: the tree of a ref, checked out once for each commit into a folder that never changes afterwards. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GitContracts } from '../../generated/config.js';
import { fault, FaultError } from '../../model/fault.js';
import { git, GitError } from './git-command.js';
import { resolveReferences } from '../secrets.js';
import { unwrap } from '../sources.js';

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
export async function checkOut(from: GitContracts, root: string): Promise<Checkout> {
  const url = unwrap(resolveReferences(from.git, root, 'The contracts'));
  const ref = from.ref ?? 'HEAD';
  if (url.startsWith('-') || ref.startsWith('-')) throw gitFault(from, 'that is no address or ref');
  const commit = await commitOf(from, url, ref);
  const folder = join(root, '.assay', 'contracts', commit);
  if (!existsSync(folder)) await fetchTree(from, url, ref, folder);
  return { root: folder, commit };
}

async function commitOf(from: GitContracts, url: string, ref: string): Promise<string> {
  if (COMMIT.test(ref)) return ref;
  const listed = (await ask(from, url, ['ls-remote', '--', url, ref, `${ref}^{}`])).split('\n');
  const found = listed.map((line) => line.split('\t')).filter(([sha = '']) => COMMIT.test(sha));
  // An annotated tag is listed twice; the second line is the commit that it stands for.
  const [sha] = found.find(([, name = '']) => name.endsWith('^{}')) ?? found[0] ?? [];
  if (sha === undefined) throw gitFault(from, `it has no ref ${ref}`);
  return sha;
}

/** Into a folder of its own first: it gets its name when it is whole. */
async function fetchTree(from: GitContracts, url: string, ref: string, folder: string): Promise<void> {
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, 'draft-'));
  try {
    await ask(from, url, ['init', '--quiet', draft]);
    await ask(from, url, ['-C', draft, 'fetch', '--quiet', '--depth', '1', '--no-tags', '--', url, ref]);
    await ask(from, url, ['-C', draft, 'checkout', '--quiet', '--detach', 'FETCH_HEAD']);
    rmSync(join(draft, '.git'), { recursive: true });
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function ask(from: GitContracts, url: string, args: readonly string[]): Promise<string> {
  try {
    return (await git(args)).toString('utf8');
  } catch (error) {
    // The address may hold a password and is not repeated.
    const said = error instanceof GitError ? error.message : 'git failed';
    throw gitFault(from, said.replaceAll(url, 'the repository'));
  }
}

const gitFault = (from: GitContracts, why: string): FaultError =>
  new FaultError([
    fault(
      'contracts-git',
      `The contracts could not be read from git (${from.ref ?? 'its default branch'}): ${why}.`,
      {},
      'Check `contracts` in assay.yaml, and that this machine may read the repository.',
    ),
  ]);
