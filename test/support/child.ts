/** Child processes that run a TypeScript file of the tests, to be killed at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HOOKS = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'typescript-hooks.mjs')).href;

export interface Child {
  readonly process: ChildProcess;
  /** Lines of stdout so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that passes. */
  readonly line: (passes: (line: string) => boolean) => Promise<string>;
  /** Exit code, or null when it was killed; stdout's lines are complete. */
  readonly ended: Promise<number | null>;
  /** At once, as a crash. Only this child. */
  readonly kill: () => void;
}

/** Starts `file` (below test/) with arguments. */
export function startChild(file: string, ...args: readonly string[]): Child {
  const path = join(dirname(fileURLToPath(import.meta.url)), '..', file);
  const child = spawn(process.execPath, ['--import', HOOKS, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const line = (passes: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find(passes);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended before: ${lines.join(' | ')}`)));
    });
  return { process: child, lines, line, ended, kill: () => void child.kill('SIGKILL') };
}
