/**
 * One DuckDB for the sessions of one set of file servers: starting one costs more than a small scan, and a gate opens many. Each
 * session has a connection of its own. An instance without sessions is closed after a moment, or with the process.
 */
import { rmSync } from 'node:fs';
import { digest } from '../../model/digest.js';
import type { ServerConfig } from '../engine.js';
import { connectTo, openInstance, type OpenDuckdb } from './open-instance.js';

/** How long an instance waits for its next session. It does not keep the process alive. */
const IDLE_MS = 2_000;

interface Shared {
  readonly opening: Promise<OpenDuckdb>;
  /** Where it spills to, once it is open. */
  spill: string | null;
  sessions: number;
  timer: NodeJS.Timeout | null;
}

const instances = new Map<string, Shared>();
let watchesExit = false;

/** A connection to the instance of these servers. Databases are not shared: a session may hold a schema of its own. */
export async function openShared(servers: readonly ServerConfig[]): Promise<OpenDuckdb> {
  if (servers.some((server) => server.type !== 'local')) return openInstance(servers);
  const key = digest(servers.map(({ contract, settings, root }) => ({ contract, settings, root })));
  return (await join(key, servers)) ?? (await join(key, servers)) ?? openInstance(servers);
}

/** Null where the instance has died of an error of an earlier session; the next one gets a new one. */
async function join(key: string, servers: readonly ServerConfig[]): Promise<OpenDuckdb | null> {
  const shared = instances.get(key) ?? begin(key, servers);
  if (shared.timer !== null) clearTimeout(shared.timer);
  shared.timer = null;
  shared.sessions += 1;
  try {
    const open = await shared.opening;
    shared.spill = open.spill;
    const connection = await connectTo(open.instance);
    return { ...open, connection, close: () => leave(key, shared, connection) };
  } catch (error) {
    forget(key, shared);
    if (shared.spill === null) throw error;
    return null;
  }
}

function begin(key: string, servers: readonly ServerConfig[]): Shared {
  if (!watchesExit) process.once('exit', removeSpills);
  watchesExit = true;
  const shared: Shared = { opening: openInstance(servers), spill: null, sessions: 0, timer: null };
  instances.set(key, shared);
  return shared;
}

function leave(key: string, shared: Shared, connection: OpenDuckdb['connection']): Promise<void> {
  connection.closeSync();
  shared.sessions -= 1;
  if (shared.sessions > 0) return Promise.resolve();
  shared.timer = setTimeout(() => {
    forget(key, shared);
    void shared.opening.then((open) => open.close());
  }, IDLE_MS);
  shared.timer.unref();
  return Promise.resolve();
}

function forget(key: string, shared: Shared): void {
  if (instances.get(key) === shared) instances.delete(key);
}

/** The process ends and the instances with it: what they spilled must not stay. */
function removeSpills(): void {
  for (const { spill } of instances.values())
    if (spill !== null) rmSync(spill, { recursive: true, force: true });
}
