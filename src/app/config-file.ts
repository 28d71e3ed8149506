/** Finds and reads `assay.yaml`. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readDocument, type SourceDocument } from '../contract/read-document.js';
import { fault, type Fault } from '../model/fault.js';

const NAMES = ['assay.yaml', 'assay.yml'];

export interface FoundConfig {
  /** Absolute folder of the file; where it was looked for, if there is none. */
  readonly root: string;
  /** Its name in `root`; null where there is none. */
  readonly file: string | null;
  /** Null where there is none, where it is empty, or where it can not be read. */
  readonly source: SourceDocument | null;
  readonly faults: readonly Fault[];
}

/** Looks in a folder, then in those above it. @param cwd absolute */
export async function findConfig(cwd: string): Promise<FoundConfig> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const there = await Promise.all(NAMES.map((name) => exists(join(folder, name))));
    const names = NAMES.filter((_, index) => there[index]);
    const [file, other] = names;
    if (file !== undefined) return readConfig(folder, file, other);
    if (dirname(folder) === folder) return { root: cwd, file: null, source: null, faults: [] };
  }
}

async function readConfig(root: string, file: string, other: string | undefined): Promise<FoundConfig> {
  const nothing = { root, file, source: null };
  if (other !== undefined) {
    const message = `There are two configurations: ${file} and ${other}.`;
    return { ...nothing, faults: [fault('two-configurations', message, { file: other }, 'Keep one.')] };
  }
  const text = await readFile(join(root, file), 'utf8').catch(() => null);
  if (text === null) {
    const message = `${file} can not be read.`;
    return { ...nothing, faults: [fault('unreadable-file', message, { file }, 'Check its permissions.')] };
  }
  if (isBlank(text)) return { ...nothing, faults: [] };
  const read = readDocument(text, file);
  return read.ok ? { root, file, source: read.value, faults: [] } : { ...nothing, faults: read.faults };
}

/** Nothing but comments: a project with defaults only. */
const isBlank = (text: string): boolean =>
  text.split('\n').every((line) => /^\uFEFF?\s*(#.*|---\s*)?$/.test(line));

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
