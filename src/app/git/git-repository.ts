/** The repository around a folder: its commits, and what lies in the tree of one. */
import { realpathSync } from 'node:fs';
import { fault, FaultError } from '../../model/fault.js';
import { git, GitError } from './git-command.js';

export interface Repository {
  /** Absolute folder of the working tree. */
  readonly top: string;
  /** The asked folder below it, with `/`: empty at the top, else with a closing slash. */
  readonly prefix: string;
}

/** A file in the tree of a commit. */
export interface TreeEntry {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** `link`: a symbolic link, whose content is where it leads. */
  readonly type: 'file' | 'link';
}

/** The repository that holds a folder. @throws FaultError no-repository */
export async function repositoryOf(folder: string): Promise<Repository> {
  try {
    const said = await git(['rev-parse', '--show-toplevel', '--show-prefix'], { cwd: realpathSync(folder) });
    const [top = '', prefix = ''] = said.toString('utf8').split('\n');
    return { top, prefix };
  } catch (error) {
    const hint =
      'Run it in a checkout; in a container, git may ask for `git config --global safe.directory`.';
    throw gitFault('no-repository', 'This is no git working tree', error, hint);
  }
}

/** The commit that a ref stands for; null where there is no such ref. */
export async function commitOf(top: string, ref: string): Promise<string | null> {
  if (!isRef(ref)) return null;
  try {
    const said = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { cwd: top });
    return said.toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitError && error.code !== null) return null;
    throw gitFault('contracts-git', `The ref ${ref} could not be read`, error);
  }
}

/** What git takes for an option, or for a set of commits, is no ref. */
const isRef = (ref: string): boolean => !/^-|\.\.|[\u0000-\u0020]/.test(ref) && ref !== '';

/** The commit, or a fault that says what to do. @throws FaultError unknown-ref */
export async function needCommit(top: string, ref: string): Promise<string> {
  const commit = await commitOf(top, ref);
  if (commit !== null) return commit;
  const hint = 'Fetch it first: `git fetch origin`, or `fetch-depth: 0` of actions/checkout.';
  throw new FaultError([fault('unknown-ref', `This repository has no ref ${ref}.`, {}, hint)]);
}

/** Where two lines of commits parted: what a pull request is compared with. @throws FaultError no-merge-base */
export async function mergeBase(top: string, base: string, head: string): Promise<string> {
  try {
    return (await git(['merge-base', base, head], { cwd: top })).toString('utf8').trim();
  } catch (error) {
    const hint =
      'A shallow checkout lacks the history: fetch it, with `fetch-depth: 0` of actions/checkout or `git fetch --unshallow`.';
    throw gitFault('no-merge-base', 'The two versions have no common commit here', error, hint);
  }
}

/** Every file below some paths (all of them where none is named), as the commit has it. */
export async function listTree(
  top: string,
  commit: string,
  paths: readonly string[],
): Promise<readonly TreeEntry[]> {
  const below = paths.filter((path) => path !== '');
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '-l', '--full-tree', commit];
  const named = below.length < paths.length || below.length === 0 ? [] : ['--', ...below];
  const said = await ask(top, [...args, ...named]);
  return said
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', type, id = '', size = '', path = ''] =
        /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([^]*)$/.exec(line) ?? [];
      if (type !== 'blob' || !isInside(path)) return [];
      return [{ path, id, size: Number(size), type: mode === '120000' ? 'link' : 'file' } as const];
    });
}

/** A tree made by hand may hold names that lead out of it. */
const isInside = (path: string): boolean =>
  !path.split(/[/\\]/).some((step) => step === '' || step === '.' || step === '..');

/** The content of some files, by id. */
export async function readBlobs(top: string, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const said = await ask(top, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < said.length;) {
    const end = said.indexOf(0x0a, at);
    const [id = '', type, size = ''] = said.toString('utf8', at, end).split(' ');
    if (type !== 'blob') throw new Error(`git has no blob ${id}`);
    const from = end + 1;
    blobs.set(id, said.subarray(from, from + Number(size)));
    at = from + Number(size) + 1;
  }
  return blobs;
}

async function ask(top: string, args: readonly string[], input?: string): Promise<Buffer> {
  try {
    return await git(args, { cwd: top, ...(input === undefined ? {} : { input }) });
  } catch (error) {
    throw gitFault('contracts-git', 'The repository could not be read', error);
  }
}

function gitFault(code: string, what: string, error: unknown, hint?: string): FaultError {
  const said = error instanceof GitError ? error.message : '';
  const why = said === '' ? '' : `: ${said.replace(/^(fatal|error): /, '').replace(/\.$/, '')}`;
  return new FaultError([fault(code, `${what}${why}.`, {}, hint)]);
}
