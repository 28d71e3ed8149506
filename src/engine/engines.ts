/** The engines there are. */
import { duckdbEngine } from './duckdb/duckdb.js';
import type { Engine } from './engine.js';
import { postgresEngine } from './postgres/postgres.js';

export const engines: readonly Engine[] = [duckdbEngine, postgresEngine];

/** The engine that runs an ODCS server type; null where none does. */
export function engineFor(serverType: string): Engine | null {
  return engines.find((engine) => engine.serverTypes.includes(serverType)) ?? null;
}
