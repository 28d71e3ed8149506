// Starts programs, and ends every one of them when this process ends.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

const running = new Set();

/** Runs a program to its end. Never throws: a program that can not be started ends with code null. */
export function run(command, args, { cwd, env = {}, timeoutMs = 600_000 } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const timer = setTimeout(() => end(child, 'SIGKILL'), timeoutMs);
    const done = (code, said = '') => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr: stderr + said });
    };
    child.on('error', (error) => done(null, error.message));
    child.on('close', (code) => done(code));
  });
}

/** Starts a program that goes on, in a process group of its own; what it says goes to `log`, or to a pipe. */
export function start(command, args, { cwd, env = {}, log, stdio } = {}) {
  const into = log === undefined ? 'pipe' : openSync(log, 'a');
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: stdio ?? ['ignore', into, into],
    detached: true,
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  child.on('error', () => running.delete(child));
  return child;
}

/** Ends a program and what it started; resolves when it is over. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('close', resolve));
  end(child, 'SIGTERM');
  const timer = setTimeout(() => end(child, 'SIGKILL'), 20_000);
  await over;
  clearTimeout(timer);
}

function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is over already.
  }
}

process.on('exit', () => running.forEach((child) => end(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

/** Without what would steer the programs under test, and without proxies: everything is on this machine. */
function cleanEnvironment() {
  const steering = /^(ASSAY_|AIRFLOW|DAGSTER_|PREFECT_|DBT_|PYTHON|VIRTUAL_ENV$|https?_proxy$|all_proxy$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.test(name)));
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is not null; null after `timeoutMs`. */
export async function until(ask, timeoutMs, everyMs = 500) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) return null;
    await pause(everyMs);
  }
}
