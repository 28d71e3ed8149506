/** Runs a case for real: its tables on an engine, planned, scanned and judged as a run does it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { duckdbEngine, memoryServer, openDuckdbMemory } from '../../src/engine/duckdb/duckdb.js';
import type { EngineSession, ServerConfig } from '../../src/engine/engine.js';
import { postgresEngine } from '../../src/engine/postgres/postgres.js';
import type { SuiteColumn } from '../../src/model/check.js';
import { pathSteps } from '../../src/model/column-path.js';
import { targetKey, type Target } from '../../src/model/plan.js';
import type { CheckResult } from '../../src/model/verdict.js';
import { planRun } from '../../src/plan/plan.js';
import { takeReadings } from '../../src/run/take-readings.js';
import { writeSample } from '../../src/sql/write-sample.js';
import { judgeCheck, type Asked } from '../../src/verdict/judge-check.js';
import type { Case, CaseTable } from './case-file.js';
import { csvText, jsonText, quoted, sqlType, tableSql, type CaseEngine } from './case-tables.js';
import { classificationOf, logicalType } from './run-cases.js';

/** An engine with the tables of a case on it. */
interface Staged {
  readonly session: EngineSession;
  readonly server: ServerConfig;
  readonly clear: () => Promise<void>;
}

export interface Stage {
  readonly engine: CaseEngine;
  readonly put: (each: Case) => Promise<Staged>;
}

export interface Judged {
  readonly result: CheckResult;
  /** Bad rows that a sample without a limit shows; null where the kind can show none. */
  readonly shown: number | null;
}

/** The verdict on real rows. */
export async function judgeReal(asked: Asked, each: Case, stage: Stage): Promise<Judged> {
  const { session, server, clear } = await stage.put(each);
  try {
    const target = await describe(
      session,
      server,
      each.dataset ?? 't',
      each,
      each.batch ?? null,
      stage.engine,
    );
    const others: Record<string, Target> = { [targetKey(target.dataset, null)]: { ...target, batch: null } };
    for (const [name, table] of Object.entries(each.tables ?? {}))
      others[targetKey(name, null)] = await describe(session, server, name, table, null, stage.engine);
    const plan = planRun([{ check: asked.check.id, measures: asked.measures }], target, others);
    const { readings } = await takeReadings(plan, session, { timeoutMs: 20_000 });
    const result = judgeCheck(asked, readings);
    return { result, shown: await showBadRows(asked, result, { target, others }, session) };
  } finally {
    await session.close();
    await clear();
  }
}

async function showBadRows(
  { kind, check }: Asked,
  result: CheckResult,
  tables: { readonly target: Target; readonly others: Readonly<Record<string, Target>> },
  session: EngineSession,
): Promise<number | null> {
  const badRows = kind.badRows?.(check) ?? null;
  if (badRows === null || result.rows === null || result.verdict === 'unknown') return null;
  const { dialect } = session;
  const columns = check.column === null ? [] : [check.column];
  const sample = { dialect, ...tables, badRows, keyColumns: [], columns, limit: 1000, masked: [] };
  return (await session.run(writeSample(sample), { timeoutMs: 20_000, guarded: true })).length;
}

async function describe(
  session: EngineSession,
  server: ServerConfig,
  name: string,
  table: CaseTable,
  batch: Target['batch'],
  engine: CaseEngine,
): Promise<Target> {
  const info = await session.describe({
    server,
    object: name,
    physicalName: name,
    batch: null,
    partition: [],
  });
  return {
    dataset: name,
    object: name,
    table: info,
    columns: suiteColumns(table, engine),
    batch,
    where: null,
  };
}

function suiteColumns({ columns, fields = {} }: CaseTable, engine: CaseEngine): readonly SuiteColumn[] {
  const own = Object.entries(columns).map(([name, column]) => ({
    path: name,
    steps: [{ field: name }],
    logicalType: logicalType(column),
    physicalType: sqlType(column, engine),
    options: {},
    classification: classificationOf(column),
  }));
  const below = Object.entries(fields).map(([path, type]) => ({
    path,
    steps: pathSteps(path),
    logicalType: type,
    physicalType: null,
    options: {},
    classification: null,
  }));
  return [...own, ...below];
}

const tablesOf = (each: Case): readonly (readonly [string, CaseTable])[] => [
  [each.dataset ?? 't', each],
  ...Object.entries(each.tables ?? {}),
];

/** DuckDB: tables in memory, or a file of text. */
export const duckdbStage: Stage = {
  engine: 'duckdb',
  put: async (each) => {
    if (each.source === 'csv' || each.source === 'json') return textFile(each, each.source);
    const sql = tablesOf(each).flatMap(([name, table]) => tableSql(name, table, 'duckdb'));
    const session = await openDuckdbMemory(sql.map((statement) => `${statement};`).join('\n'));
    return { session, server: memoryServer, clear: () => Promise.resolve() };
  },
};

async function textFile(each: Case, source: 'csv' | 'json'): Promise<Staged> {
  const root = mkdtempSync(join(tmpdir(), 'assay-case-'));
  const path = `rows.${source === 'csv' ? 'csv' : 'ndjson'}`;
  writeFileSync(join(root, path), source === 'csv' ? csvText(each) : jsonText(each));
  const format = source === 'csv' ? 'csv' : 'ndjson';
  const server: ServerConfig = {
    name: 'files',
    type: 'local',
    contract: { path, format },
    settings: {},
    root,
  };
  const clear = (): Promise<void> => {
    rmSync(root, { recursive: true, force: true });
    return Promise.resolve();
  };
  return { session: await duckdbEngine.open(server, []), server, clear };
}

/** PostgreSQL: a schema a case, in the database at `url`. */
export function postgresStage(url: string): Stage {
  let cases = 0;
  return {
    engine: 'postgres',
    put: async (each) => {
      cases += 1;
      const schema = `case_${String(cases)}`;
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(`create schema ${quoted(schema)}`);
        await client.query(`set search_path to ${quoted(schema)}`);
        for (const [name, table] of tablesOf(each))
          for (const statement of tableSql(name, table, 'postgres')) await client.query(statement);
      } finally {
        await client.end();
      }
      const server = serverOf(url, schema);
      return { session: await postgresEngine.open(server, []), server, clear: () => Promise.resolve() };
    },
  };
}

function serverOf(url: string, schema: string): ServerConfig {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    name: 'postgres',
    type: 'postgres',
    contract: { host: hostname, port: Number(port), database: pathname.slice(1), schema },
    settings: { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    root: process.cwd(),
  };
}
