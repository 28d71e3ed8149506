/** Who holds a lock: a process, told apart from a later one that got its number. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Of this start of the machine; null where the system does not say. */
  readonly boot: string | null;
  /** Clock ticks from boot to the start of the process; null where the system does not say. */
  readonly started: string | null;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), boot: bootId(), started: startOf(process.pid) };
}

/** False only where it is sure that the process has ended: on another machine, nothing is sure. */
export function mayBeAlive(other: ProcessIdentity): boolean {
  if (other.host !== hostname()) return true;
  const boot = bootId();
  if (other.boot !== null && boot !== null && other.boot !== boot) return false;
  if (!answers(other.pid)) return false;
  const started = startOf(other.pid);
  return other.started === null || started === null || other.started === started;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
}

function bootId(): string | null {
  return readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold blanks and parentheses. A zombie has ended for our purposes. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${String(pid)}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
