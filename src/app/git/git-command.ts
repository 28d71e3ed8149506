/** Calls of git: never a prompt, never a hook, never a repository that the environment happens to name. */
import { spawn } from 'node:child_process';

export interface GitCall {
  /** Default: the working directory. */
  readonly cwd?: string;
  /** Sent to its standard input. */
  readonly input?: string;
  /** Default: a minute. */
  readonly timeoutMs?: number;
}

/** Git said no, or could not be asked. `message` is git's last line, without what could be a password. */
export class GitError extends Error {
  /** Exit code of git; null where it did not run to its end. */
  readonly code: number | null;
  constructor(message: string, code: number | null) {
    super(message);
    this.name = 'GitError';
    this.code = code;
  }
}

/** A repository that does not answer must not hold up a start for ever. */
const TIMEOUT_MS = 60_000;

/** What git writes to its standard output. @throws GitError */
export function git(args: readonly string[], call: GitCall = {}): Promise<Buffer> {
  const { cwd, input, timeoutMs = TIMEOUT_MS } = call;
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: environment(),
      timeout: timeoutMs,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    // Git may end before it has read everything; what it then says is the answer.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => reject(new GitError(startProblem(error), null)));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(lastWords(Buffer.concat(err).toString('utf8')), code));
    });
    child.stdin.end(input ?? '');
  });
}

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.has(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  };
}

/** A repository around the process (a hook of git sets these) must not be taken for the one that is asked about. */
const FOREIGN: ReadonlySet<string> = new Set([
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR'],
]);

function startProblem(error: Error): string {
  return 'code' in error && error.code === 'ENOENT' ? 'git is not installed' : 'git could not be started';
}

/** An address may hold a password: it is not repeated. */
function lastWords(said: string): string {
  const last = said.split('\n').findLast((line) => line.trim() !== '') ?? 'git did not answer in time';
  return last.replace(/\/\/[^@/\s]*@/g, '//***@');
}
