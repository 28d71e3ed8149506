/** The real command line in a real process, on a project in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'assay.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestProject {
  readonly root: string;
  /** Writes a file below the project. */
  readonly write: (path: string, text: string) => void;
  /** Runs `assay …` to its end. */
  readonly assay: (...args: readonly string[]) => Promise<Ended>;
  /** The same with more environment. */
  readonly assayWith: (env: Record<string, string>, ...args: readonly string[]) => Promise<Ended>;
  /** Starts `assay …` and hands over the process. */
  readonly start: (
    env: Record<string, string>,
    ...args: readonly string[]
  ) => { readonly child: ChildProcess; readonly ended: Promise<Ended> };
  readonly remove: () => void;
}

/** A new empty project. */
export function testProject(files: Record<string, string> = {}): TestProject {
  const root = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const start = (env: Record<string, string>, ...args: readonly string[]) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: root,
      env: { ...cleanEnvironment(), NO_COLOR: '1', ASSAY_USER: 'tester', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { child, ended: collect(child) };
  };
  return {
    root,
    write,
    start,
    assay: (...args) => start({}, ...args).ended,
    assayWith: (env, ...args) => start(env, ...args).ended,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The environment of the test run without what would steer the product. */
function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    ([key, value]) => value !== undefined && !key.startsWith('ASSAY_') && key !== 'FORCE_COLOR',
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

function collect(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
