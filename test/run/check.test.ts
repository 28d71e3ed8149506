/** The story of a check run on real files: what fails costs only itself, and what is explained is what runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProject } from '../../src/app/load-project.js';
import { sourcesOf } from '../../src/app/sources.js';
import { engineFor } from '../../src/engine/engines.js';
import type { Engine } from '../../src/engine/engine.js';
import type { Run } from '../../src/model/verdict.js';
import { checkDataset } from '../../src/run/check.js';
import { explainDataset } from '../../src/run/explain.js';
import type { CheckRequest, RunServices } from '../../src/run/run-services.js';

const root = mkdtempSync(join(tmpdir(), 'assay-run-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CONTRACT = `
apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
servers: [{server: f, type: duckdb, database: people.duckdb, schema: main}]
schema:
  - name: people
    properties:
      - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: age, logicalType: integer, required: true, logicalTypeOptions: {minimum: 0, maximum: 150}}
      - {name: nickname, logicalType: string, required: true, logicalTypeOptions: {maxLength: 3}}
      - {name: code, logicalType: string}
    quality:
      - {id: breaks, type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "cast(code as integer) > 5"}}}
      - {id: holds, type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "age > 100"}}}
`;

/** Two people; a code that is no number; a table without the column nickname. */
beforeAll(async () => {
  writeFileSync(join(root, 'people.odcs.yaml'), CONTRACT.trimStart());
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(join(root, 'people.duckdb'));
  const connection = await instance.connect();
  await connection.run(
    `create table people as select * from (values (1, 30, 'x'), (2, 40, '7')) t(id, age, code)`,
  );
  connection.closeSync();
  instance.closeSync();
});

async function world(sent: string[] = []): Promise<{ request: CheckRequest; services: RunServices }> {
  const project = await loadProject({ cwd: root, files: ['people.odcs.yaml'], environment: null });
  expect(project.faults).toEqual([]);
  const sources = sourcesOf(project, { server: null, environment: null });
  const services: RunServices = {
    catalogue: project.catalogue,
    engineFor: (type) => spied(engineFor(type), sent),
    sourceOf: sources.other,
    history: () => Promise.resolve(new Map()),
    now: () => new Date('2026-05-01T00:00:00Z'),
    newId: () => 'run-1',
    whenFree: (_, work) => work(),
  };
  const request: CheckRequest = {
    source: sources.open('people'),
    batch: null,
    asOf: '2026-05-01T00:00:00.000Z',
    where: null,
    select: null,
    samples: 0,
    fingerprint: false,
  };
  return { request, services };
}

/** The engine, noting the statements that a run sends. */
function spied(engine: Engine | null, sent: string[]): Engine | null {
  if (engine === null) return null;
  return {
    ...engine,
    open: async (server, related) => {
      const session = await engine.open(server, related);
      return { ...session, run: (sql, options) => (sent.push(sql), session.run(sql, options)) };
    },
  };
}

const verdictOf = (run: Run, id: string) => {
  const check = run.checks.find((each) => each.id.endsWith(id));
  return check === undefined
    ? 'absent'
    : check.reason === null
      ? check.verdict
      : `${check.verdict}: ${check.reason}`;
};

describe('a run', () => {
  test('one bad expression costs one check', async () => {
    const { request, services } = await world();
    const run = await checkDataset(request, services);
    expect(verdictOf(run, '/breaks')).toMatch(/^unknown: /);
    expect(verdictOf(run, '/holds')).toBe('pass');
    expect(verdictOf(run, 'people/age/nullValues')).toBe('pass');
    expect(run.verdict).toBe('fail');
  });

  test('a missing column does not spoil its neighbours', async () => {
    const { request, services } = await world();
    const run = await checkDataset(request, services);
    expect(verdictOf(run, 'nickname/columnPresent')).toBe('fail');
    expect(verdictOf(run, 'nickname/nullValues')).toBe('unknown: missing_column');
    const others = run.checks.filter((check) => check.column === 'age' || check.column === 'id');
    expect(others.length).toBeGreaterThanOrEqual(8);
    expect(others.map((check) => check.verdict)).toEqual(others.map(() => 'pass'));
  });

  test('what is explained is what is sent, before any retry', async () => {
    const sent: string[] = [];
    const { request, services } = await world(sent);
    const explained = await explainDataset(request, services);
    expect(sent).toEqual([]);
    await checkDataset(request, services);
    const statements = explained.statements.map((each) => ('sql' in each ? each.sql : 'unknown'));
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((sql) => !sent.includes(sql))).toEqual([]);
  });

  test('no value of a row stands in any message', async () => {
    const { request, services } = await world();
    const run = await checkDataset(request, services);
    expect(run.checks.map((check) => check.message).join('\n')).not.toContain("'x'");
  });

  test('nothing at the source is unknown in every check, never a pass', async () => {
    const { request, services } = await world();
    const server = {
      ...request.source.server,
      contract: { ...request.source.server.contract, database: 'none.duckdb' },
    };
    const run = await checkDataset({ ...request, source: { ...request.source, server } }, services);
    expect(new Set(run.checks.map((check) => check.verdict))).toEqual(new Set(['unknown']));
    expect(run.verdict).toBe('unknown');
  });

  test('a cancelled run is unknown, not passed', async () => {
    const { request, services } = await world();
    const run = await checkDataset({ ...request, signal: AbortSignal.abort() }, services);
    expect(run.verdict).not.toBe('pass');
    expect(verdictOf(run, '/holds')).toBe('unknown: cancelled');
  });

  test('a kind that throws is unknown, not passed', async () => {
    const { request, services } = await world();
    const entry = services.catalogue.get('nullValues');
    if (entry === undefined) throw new Error('nullValues is gone');
    const judge = (): never => {
      throw new Error('a bug');
    };
    const catalogue = new Map([
      ...services.catalogue,
      ['nullValues', { ...entry, check: { ...entry.check, judge } }],
    ]);
    const run = await checkDataset(request, { ...services, catalogue });
    expect(verdictOf(run, 'people/age/nullValues')).toBe('unknown: engine_error');
  });
});
