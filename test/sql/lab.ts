/** Both engines with the same tables, and measures taken on them the way a run does it. */
import pg from 'pg';
import { memoryServer, openDuckdbMemory } from '../../src/engine/duckdb/duckdb.js';
import type { EngineSession, Row, ServerConfig } from '../../src/engine/engine.js';
import { postgresEngine } from '../../src/engine/postgres/postgres.js';
import type { SuiteColumn } from '../../src/model/check.js';
import { pathSteps } from '../../src/model/column-path.js';
import { measureId, type Batch, type Expr, type Measure } from '../../src/model/measure.js';
import { targetKey, type DialectName, type Plan, type Target } from '../../src/model/plan.js';
import type { ReadingValue, Unknown } from '../../src/model/reading.js';
import { planRun } from '../../src/plan/plan.js';
import { takeReadings } from '../../src/run/take-readings.js';
import { startPostgres } from '../support/postgres.js';

export interface Lab {
  readonly dialect: DialectName;
  readonly session: EngineSession;
  /** A table as a plan sees it. */
  target(object: string, options?: TargetOptions): Promise<Target>;
  /** Values of measures, or why there is none, in order. */
  take(target: Target, measures: readonly Measure[], others?: readonly Target[]): Promise<readonly Taken[]>;
  run(sql: string): Promise<readonly Row[]>;
}
export type Taken = ReadingValue | { readonly unknown: Unknown };

export interface TargetOptions {
  readonly batch?: Batch;
  readonly where?: string;
  readonly columns?: readonly SuiteColumn[];
}

/** Runs the set-up on both engines; `close` ends them. */
export async function openLabs(setup: {
  readonly both?: string;
  readonly duckdb?: string;
  readonly postgres?: string;
}): Promise<{ readonly labs: readonly Lab[]; readonly close: () => Promise<void> }> {
  const server = await startPostgres();
  const url = await server.createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`${setup.both ?? ''};${setup.postgres ?? ''}`);
  await client.end();
  const config = serverOf(url);
  const duckdb = await openDuckdbMemory(`${setup.both ?? ''};${setup.duckdb ?? ''}`);
  const postgres = await postgresEngine.open(config, []);
  return {
    labs: [lab('duckdb', duckdb, memoryServer), lab('postgres', postgres, config)],
    close: async () => {
      await duckdb.close();
      await postgres.close();
      await server.close();
    },
  };
}

/** One engine's session as a lab. */
export function lab(dialect: DialectName, session: EngineSession, server: ServerConfig): Lab {
  return {
    dialect,
    session,
    target: async (object, options = {}) => ({
      dataset: object,
      object,
      table: await session.describe({ server, object, physicalName: object, batch: null, partition: [] }),
      columns: options.columns ?? [],
      batch: options.batch ?? null,
      where: options.where ?? null,
    }),
    take: async (target, measures, others = []) => {
      const known = Object.fromEntries(others.map((other) => [targetKey(other.dataset, other.batch), other]));
      return takePlan(planRun([{ check: 'c', measures }], target, known), measures, session);
    },
    run: (sql) => session.run(sql, { timeoutMs: 20_000 }),
  };
}

export async function takePlan(
  plan: Plan,
  measures: readonly Measure[],
  session: EngineSession,
): Promise<readonly Taken[]> {
  const { readings } = await takeReadings(plan, session, { timeoutMs: 20_000 });
  return measures.map((measure) => {
    const reading = readings.get(measureId(measure));
    if (reading === undefined) throw new Error('a measure without a reading');
    return reading.ok ? reading.value : { unknown: reading.unknown };
  });
}

export const column = (path: string): Expr => ({ expr: 'column', steps: pathSteps(path) });

/** A declared column, for targets. */
export const declared = (
  path: string,
  logicalType: SuiteColumn['logicalType'],
  classification: string | null = null,
): SuiteColumn => ({
  path,
  steps: pathSteps(path),
  logicalType,
  physicalType: null,
  options: {},
  classification,
});

function serverOf(url: string): ServerConfig {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    name: 'postgres',
    type: 'postgres',
    contract: { host: hostname, port: Number(port), database: pathname.slice(1), schema: 'public' },
    settings: { user: username, password },
    root: process.cwd(),
  };
}
