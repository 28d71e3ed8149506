/** Files of every form through the real command line: what they hold is found, what they lack is said. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { CheckResult, Run } from '../../src/model/verdict.js';
import { testProject, type Ended, type TestProject } from '../support/cli.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

interface Dataset {
  readonly path: string;
  readonly format: string;
  readonly type?: string;
  readonly physicalName?: string;
  readonly properties: readonly object[];
  readonly quality?: readonly object[];
}

/** A project with a contract for each dataset, by name. */
function projectOf(datasets: Readonly<Record<string, Dataset>>): TestProject {
  const project = testProject({ 'assay.yaml': 'project: lake\n' });
  for (const [name, { path, format, type = 'local', properties, quality, physicalName }] of Object.entries(
    datasets,
  )) {
    const server = type === 'duckdb' ? { type, database: path, schema: 'main' } : { type, path, format };
    const object = { name, ...(physicalName === undefined ? {} : { physicalName }), properties, quality };
    project.write(
      `contracts/${name}.odcs.yaml`,
      stringify({
        apiVersion: 'v3.1.0',
        kind: 'DataContract',
        id: name,
        version: '1.0.0',
        status: 'active',
        servers: [{ server: 'files', ...server }],
        schema: [JSON.parse(JSON.stringify(object))],
      }),
    );
  }
  projects.push(project);
  return project;
}

/** Writes a Parquet file (or another database) below the project. */
async function duck(project: TestProject, path: string, ...statements: readonly string[]): Promise<void> {
  const file = join(project.root, path);
  mkdirSync(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(path.endsWith('.duckdb') ? file : ':memory:');
  const connection = await instance.connect();
  for (const statement of statements)
    await connection.run(statement.replace('$FILE', file.replaceAll("'", "''")));
  connection.closeSync();
  instance.closeSync();
}

const check = (project: TestProject, ...args: string[]): Promise<Ended> =>
  project.assay('check', ...args, '--no-record', '--format', 'json');

function runs(done: Ended): ReadonlyMap<string, Run> {
  expect(done.stdout, done.stderr).toMatch(/^\{/);
  return new Map((JSON.parse(done.stdout) as { runs: Run[] }).runs.map((run) => [run.dataset, run]));
}

/** Checks that are not a pass, as [kind, column, verdict, observed]. */
const findings = (run: Run | undefined): readonly unknown[] =>
  (run?.checks ?? [])
    .filter((each) => each.verdict !== 'pass')
    .map((each: CheckResult) => [each.kind, each.column, each.verdict, each.observed ?? each.reason]);

const ID = { name: 'id', logicalType: 'integer', required: true, unique: true };

describe('files', { timeout: 180_000 }, () => {
  test('a lake of Hive partitions, read whole and by batch', async () => {
    const day = { name: 'day', logicalType: 'date', partitioned: true, required: true };
    const project = projectOf({
      parquet: { path: 'lake/day=*/*.parquet', format: 'parquet', properties: [day, ID] },
      lines: { path: 'lines/day=*/*.ndjson', format: 'ndjson', properties: [day, ID] },
    });
    await duck(project, 'lake/day=2026-05-01/a.parquet', "copy (select 1 as id) to '$FILE' (format parquet)");
    await duck(
      project,
      'lake/day=2026-05-02/b.parquet',
      "copy (select unnest([1, 2, 2]) as id) to '$FILE' (format parquet)",
    );
    project.write('lines/day=2026-05-01/a.ndjson', '{"id":1}\n{"id":2}\n');
    project.write('lines/day=2026-05-02/b.ndjson', '{"id":7}\n{"id":null}\n');
    const batch = await check(project, 'parquet', 'lines', '--batch', 'day=2026-05-01');
    expect(batch.code, batch.stdout).toBe(0);
    const whole = runs(await check(project, 'parquet', 'lines'));
    expect(findings(whole.get('parquet'))).toEqual([['duplicateValues', 'id', 'fail', 2]]);
    expect(findings(whole.get('lines'))).toEqual([['nullValues', 'id', 'fail', 1]]);
  });

  test('text in its forms: JSON array, semicolons, odd names, columns that only some files have, wrong types', async () => {
    const odd = ['a "quoted" one', 'naïve 🚀', 'dot.ted', "it's"];
    const project = projectOf({
      array: { path: 'array.json', format: 'json', properties: [ID, { name: 'tags', logicalType: 'array' }] },
      semicolons: {
        path: 'odd ; file [1] 🚀.csv',
        format: 'csv',
        properties: odd.map((name) => ({ name, required: true })),
      },
      union: {
        path: 'union/*.csv',
        format: 'csv',
        properties: [ID, { name: 'late', logicalType: 'string', required: true }],
      },
      types: {
        path: 'types.csv',
        format: 'csv',
        properties: [
          { name: 'n', logicalType: 'integer' },
          { name: 'd', logicalType: 'date' },
          { name: 'b', logicalType: 'boolean' },
        ],
      },
    });
    project.write('array.json', '[{"id": 1, "tags": ["x"]}, {"id": 2, "tags": "x"}]');
    project.write('odd ; file [1] 🚀.csv', '"a ""quoted"" one";"naïve 🚀";dot.ted;it\'s\n"x;\ny";2;3;4\n');
    project.write('union/a.csv', 'id\n1\n');
    project.write('union/b.csv', 'late,id\nyes,2\n');
    project.write('types.csv', 'n,d,b\n1,2026-02-28,true\n1.5,2026-02-30,maybe\nx,28.02.2026,false\n');
    const found = runs(await check(project, 'array', 'semicolons', 'union', 'types'));
    expect(findings(found.get('array'))).toEqual([['columnType', 'tags', 'fail', 1]]);
    expect(findings(found.get('semicolons'))).toEqual([]);
    expect(findings(found.get('union'))).toEqual([['nullValues', 'late', 'fail', 1]]);
    expect(findings(found.get('types'))).toEqual([
      ['columnType', 'n', 'fail', 2],
      ['columnType', 'd', 'fail', 2],
      ['columnType', 'b', 'fail', 1],
    ]);
  });

  test('nothing there: an empty file, a header alone, no rows, no file', async () => {
    const csv = (path: string): Dataset => ({ path, format: 'csv', properties: [ID] });
    const project = projectOf({
      header: csv('header.csv'),
      void: csv('void.csv'),
      none: csv('none.csv'),
      parquet: { path: 'empty.parquet', format: 'parquet', properties: [ID] },
      json: { path: 'empty.ndjson', format: 'ndjson', properties: [ID] },
    });
    project.write('header.csv', 'id\n');
    project.write('void.csv', '');
    project.write('empty.ndjson', '');
    await duck(project, 'empty.parquet', "copy (select 1 as id where false) to '$FILE' (format parquet)");
    const done = await check(project, 'header', 'void', 'none', 'parquet', 'json');
    expect(done.code).toBe(1);
    const found = runs(done);
    expect(findings(found.get('header'))).toEqual([['rowCount', null, 'fail', 0]]);
    expect(findings(found.get('parquet'))).toEqual([['rowCount', null, 'fail', 0]]);
    for (const name of ['void', 'json']) {
      expect(['fail', 'unknown']).toContain(found.get(name)?.verdict);
      expect(findings(found.get(name))).toContainEqual(['rowCount', null, 'fail', 0]);
    }
    expect(found.get('none')?.verdict).toBe('unknown');
    expect(found.get('none')?.checks.every((each) => each.reason === 'missing_table')).toBe(true);
  });

  test('a DuckDB database, a corrupt Parquet file, 2,000 columns, a path that escapes', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => `c${String(i)}`);
    const project = projectOf({
      database: {
        type: 'duckdb',
        path: 'shop.duckdb',
        format: '',
        physicalName: 'odd "table"',
        properties: [ID],
      },
      corrupt: { path: 'corrupt.parquet', format: 'parquet', properties: [ID] },
      wide: {
        path: 'wide.parquet',
        format: 'parquet',
        properties: many.map((name) => ({ name, required: true })),
      },
      escape: {
        path: 'days/${batch.day}/x.csv',
        format: 'csv',
        properties: [ID],
      },
    });
    await duck(project, 'shop.duckdb', 'create table "odd ""table""" as select unnest([1, 1, null]) as id');
    await duck(
      project,
      'wide.parquet',
      `copy (select ${many.map((name, i) => `${i === 7 ? 'null::integer' : String(i)} as ${name}`).join(', ')}) to '$FILE' (format parquet)`,
    );
    project.write('corrupt.parquet', 'PAR1 this is none PAR1');
    project.write('secret/x.csv', 'id\n1\n');
    const found = runs(await check(project, 'database', 'corrupt', 'wide'));
    expect(findings(found.get('database'))).toEqual([
      ['nullValues', 'id', 'fail', 1],
      ['duplicateValues', 'id', 'fail', 1],
    ]);
    expect(found.get('corrupt')?.verdict).toBe('unknown');
    expect(findings(found.get('wide'))).toEqual([['nullValues', 'c7', 'fail', 1]]);
    expect(found.get('wide')?.cost.statements).toBeLessThan(20);
    const escape = await check(project, 'escape', '--batch', 'day=../secret');
    expect([2, 3], escape.stdout).toContain(escape.code);
    expect(escape.stdout + escape.stderr).toMatch(/leaves the declared folder/);
  });
});
