/** A project as a commit has it, written into a folder of its own: configuration, contracts and check packs, nothing else. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../config.js';
import { listTree, readBlobs, type TreeEntry } from './git-repository.js';

export interface MaterialiseWish {
  /** Absolute folder of the repository. */
  readonly top: string;
  readonly commit: string;
  /** Folder of the project below it, with `/` at its end; empty: the top. */
  readonly prefix: string;
  /** Take configuration and check packs from this commit instead: those of `commit` are not even read. */
  readonly settingsFrom?: string;
  /** Folder whose `node_modules` the check packs may load from; null: they load nothing but Assay's own kit. */
  readonly modules: string | null;
}

export interface Materialised {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Contract files that were left out, from the project's folder, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly remove: () => void;
}

const CONFIG_NAMES = ['assay.yaml', 'assay.yml'];
/** Larger ones are refused as contracts anyway. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Writes the project of a commit; four calls of git, however many files there are. */
export async function materialise(wish: MaterialiseWish): Promise<Materialised> {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'assay-review-')));
  const remove = (): void => rmSync(outside, { recursive: true, force: true });
  try {
    const tree = join(outside, 'tree');
    const root = join(tree, wish.prefix);
    mkdirSync(root, { recursive: true });
    linkModules(outside, root, wish.modules);
    const settings = wish.settingsFrom ?? wish.commit;
    const names = CONFIG_NAMES.map((name) => `${wish.prefix}${name}`);
    await write(wish.top, tree, await listTree(wish.top, settings, names));
    const { contracts, packs } = await pathsOf(root, wish.prefix);
    const packed = packs.length === 0 ? [] : await listTree(wish.top, settings, packs);
    const found = contracts.length === 0 ? [] : await listTree(wish.top, wish.commit, contracts);
    const skipped = [
      ...(await write(wish.top, tree, found.filter(mayBeContract))),
      ...(await write(wish.top, tree, packed)),
    ];
    const relative = ({ path, reason }: Skipped) => ({ file: posix.relative(wish.prefix, path), reason });
    return { root, skipped: skipped.map(relative), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A link without a suffix may stand for a folder of contracts. */
const mayBeContract = ({ path, type }: TreeEntry): boolean =>
  /\.(ya?ml|json)$/i.test(path) || (type === 'link' && !/\.[^/]*$/.test(path));

/** Contracts and packs, from the top of the repository; those outside of it are none of this repository's commits. */
async function pathsOf(
  root: string,
  prefix: string,
): Promise<{ readonly contracts: readonly string[]; readonly packs: readonly string[] }> {
  // Only the file that was just written counts, not one of a folder above the temporary one.
  const written = CONFIG_NAMES.some((name) => existsSync(join(root, name)));
  if (!written) writeFileSync(join(root, 'assay.yaml'), '{}\n');
  const { config } = await loadConfig(root, null, {});
  const inside = (paths: readonly string[]): readonly string[] =>
    paths
      .filter((path) => !posix.isAbsolute(path))
      .map((path) => posix.join(prefix, path).replace(/\/+$/, ''))
      .filter((path) => path !== '..' && !path.startsWith('../'))
      .map((path) => (path === '.' ? '' : path));
  return { contracts: inside(config.contracts), packs: inside(config.packs) };
}

interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Links are not followed: one that a change brings could lead to any file of this machine. */
async function write(top: string, tree: string, entries: readonly TreeEntry[]): Promise<readonly Skipped[]> {
  const why = ({ type, size }: TreeEntry): string | null => {
    if (type === 'link') return 'it is a symbolic link, and links of a commit are not followed';
    return size > MOST_BYTES ? 'it is larger than 16 MB' : null;
  };
  const wanted = entries.filter((entry) => why(entry) === null);
  const blobs = await readBlobs(
    top,
    wanted.map(({ id }) => id),
  );
  for (const { path, id } of wanted) {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, blobs.get(id) ?? '');
  }
  return entries.flatMap((entry) => {
    const reason = why(entry);
    return reason === null ? [] : [{ path: entry.path, reason }];
  });
}

/** Packs of the project import `assay/kit`: they get ours. What else they may load is looked for nearer to them. */
function linkModules(outside: string, root: string, modules: string | null): void {
  mkdirSync(join(outside, 'node_modules'));
  symlinkSync(ownPackage(), join(outside, 'node_modules', 'assay'), 'junction');
  const theirs = modules === null ? null : join(modules, 'node_modules');
  if (theirs !== null && existsSync(theirs)) symlinkSync(theirs, join(root, 'node_modules'), 'junction');
}

/** The folder of this package, whether it runs from sources, from `dist` or from its bundle. */
function ownPackage(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "assay"')) return folder;
    if (dirname(folder) === folder) throw new Error('the package of Assay has no package.json');
  }
}
