/** Bounded concurrency: at most so many sessions at once on one source, whoever asks. */
import pLimit, { type LimitFunction } from 'p-limit';
import { digest } from '../model/digest.js';
import type { ServerConfig } from './engine.js';

/** Where a server's settings say nothing. */
export const DEFAULT_SESSIONS = 4;

/** One limit for each source of this process; sources are told apart by what is connected to, not by their name. */
const limits = new Map<string, LimitFunction>();

/** Runs the work (a whole session) when the source has room for it. The bound is the server's `concurrency`, default 4. */
export function limitSource<T>(server: ServerConfig, work: () => Promise<T>): Promise<T> {
  const { concurrency = DEFAULT_SESSIONS } = server.settings;
  const source = sourceId(server);
  let limit = limits.get(source);
  if (limit === undefined) limits.set(source, (limit = pLimit(Math.max(1, concurrency))));
  limit.concurrency = Math.max(1, concurrency);
  return limit(work);
}

/** What is connected to: two schemas of one database are one source. */
export function sourceId({ type, contract, settings, root }: ServerConfig): string {
  if (settings.url !== undefined) return digest({ url: settings.url });
  const host = settings.host ?? contract['host'];
  const port = settings.port ?? contract['port'];
  const database = settings.database ?? contract['database'];
  return digest({ type, host, port, database, path: contract['path'], root });
}
