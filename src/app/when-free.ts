/** Bounded concurrency: so many sessions at once on one source, the rest wait their turn. */
import pLimit, { type LimitFunction } from 'p-limit';
import type { ServerConfig } from '../engine/engine.js';

/** Sessions at once on a database; files are read by one session at a time, which uses every core. */
const DATABASE_SESSIONS = 4;

/** One gatekeeper for the life of a process; sources are told apart by their contract keys, not by their name. */
export function sessionLimits(): <T>(server: ServerConfig, work: () => Promise<T>) => Promise<T> {
  const limits = new Map<string, LimitFunction>();
  return (server, work) => {
    const { host, port, database, path } = { ...server.contract, ...server.settings } as Record<
      string,
      unknown
    >;
    const key = JSON.stringify([server.type, host, port, database, path]);
    const most = server.settings.concurrency ?? (server.type.startsWith('postgres') ? DATABASE_SESSIONS : 1);
    const limit = limits.get(key) ?? pLimit(most);
    limits.set(key, limit);
    return limit(work);
  };
}
