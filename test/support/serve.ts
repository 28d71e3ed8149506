/** The real service in a real process, on a free port of this machine. */
import type { ChildProcess } from 'node:child_process';
import type { Ended, TestProject } from './cli.js';

export interface Served {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Its log so far. */
  readonly log: () => string;
  readonly ended: Promise<Ended>;
  /** Asks it, with JSON in and out. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answered>;
  /** As a crash. */
  readonly kill: () => Promise<void>;
  /** As an operator does. */
  readonly stop: () => Promise<Ended>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Starts `assay serve` and waits until it listens. @throws Error with its log where it does not */
export async function serve(
  project: TestProject,
  env: Record<string, string> = {},
  ...args: readonly string[]
): Promise<Served> {
  const { child, ended } = project.start(env, 'serve', '--port', '0', ...args);
  let log = '';
  child.stderr?.on('data', (text: string) => (log += text));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      const found = /listens on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ code }) => reject(new Error(`serve ended with ${String(code)}: ${log}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    child,
    log: () => log,
    ended,
    call: (method, path, body, headers = {}) => call(url + path, method, body, headers),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function call(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = /json/.test(response.headers.get('content-type') ?? '')
    ? JSON.parse(text)
    : { text };
  return {
    status: response.status,
    headers: response.headers,
    body: parsed as Readonly<Record<string, unknown>>,
  };
}
