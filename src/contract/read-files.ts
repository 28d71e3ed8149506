/** The only place of this folder that reads: files and folders of a project → texts. */
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fault, type Fault } from '../model/fault.js';

export interface ContractText {
  /** Relative to the root where it lies below it, with `/`. */
  readonly file: string;
  readonly text: string;
}

export interface ContractTexts {
  readonly texts: readonly ContractText[];
  readonly faults: readonly Fault[];
}

const MISSING_HINT =
  'Contracts lie in `contracts/`, or where `contracts` of assay.yaml says, or are named on the command line.';
const SUFFIX = /\.(ya?ml|json)$/i;
/** Folders that hold no contracts: tools' own, and JSON Schemas. */
const SKIPPED = new Set(['node_modules', 'schema']);
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads all contract files under some paths (relative to `root`), each once, in the order of their names. A folder
 * stands for all its `*.yaml`, `*.yml` and `*.json` files; hidden ones, `node_modules`, `schema` and the list of approvals are left out. A
 * path that does not exist, or a folder without a contract, is a fault.
 */
export async function readFiles(root: string, paths: readonly string[]): Promise<ContractTexts> {
  const faults: Fault[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(root, path);
    const found = await filesUnder(absolute);
    if (found === null)
      faults.push(
        fault('missing-path', `There is no file or folder \`${path}\`.`, { file: path }, MISSING_HINT),
      );
    else if (found.length === 0) faults.push(noContract(path));
    for (const file of found ?? []) files.add(file);
  }
  const read = await Promise.all([...files].sort().map((file) => readOne(root, file)));
  const texts = read.flatMap((one) => ('text' in one && !isApprovals(one) ? [one] : []));
  return { texts, faults: [...faults, ...read.flatMap((one) => ('code' in one ? [one] : []))] };
}

/** The file in which people approve changes lies beside the contracts. What says of itself that it is a contract is read as one, whatever its name. */
function isApprovals({ file, text }: ContractText): boolean {
  return (
    /(^|\/)approvals\.ya?ml$/.test(file) &&
    /^approvals[ \t]*:/m.test(text) &&
    !/^(kind|apiVersion|schema)[ \t]*:/m.test(text)
  );
}

function noContract(path: string): Fault {
  const hint = 'Contracts are `*.yaml`, `*.yml` or `*.json` files.';
  return fault('no-contract', `The folder \`${path}\` holds no contract.`, { file: path }, hint);
}

/** The contract files of a file or folder, sorted as the system gives them; null where there is nothing of that name. */
export async function filesUnder(path: string): Promise<readonly string[] | null> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? await walk(path, new Set()) : [path];
  } catch {
    return null;
  }
}

/** @param above real paths of the folders around, so that a link to one of them ends the walk. */
async function walk(folder: string, above: ReadonlySet<string>): Promise<readonly string[]> {
  const real = await realpath(folder);
  if (above.has(real)) return [];
  const inside = new Set(above).add(real);
  const entries = (await readdir(folder)).filter((name) => !name.startsWith('.') && !SKIPPED.has(name));
  const found = await Promise.all(
    entries.sort().map(async (name) => {
      const path = join(folder, name);
      const entry = await stat(path).catch(() => lstat(path));
      if (entry.isDirectory()) return walk(path, inside);
      return SUFFIX.test(name) ? [path] : [];
    }),
  );
  return found.flat();
}

async function readOne(root: string, path: string): Promise<ContractText | Fault> {
  const file = nameOf(root, path);
  try {
    const bytes = await readFile(path);
    if (bytes.length > MOST_BYTES) return fault('too-large', 'The file is larger than 16 MB.', { file });
    return { file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) {
      return fault(
        'not-utf8',
        'The file is not UTF-8 text.',
        { file, line: 1, column: 1 },
        'Save it as UTF-8.',
      );
    }
    return fault('unreadable-file', `The file can not be read (${codeOf(error)}).`, { file });
  }
}

function nameOf(root: string, path: string): string {
  const name = relative(root, path);
  const isBelow = name !== '' && !name.startsWith('..') && !isAbsolute(name);
  return (isBelow ? name : path).split(sep).join('/');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
