/** What must not happen: SQL that writes or looks elsewhere, slips of the pen that weaken a gate, values that leak. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Fault } from '../../src/model/fault.js';
import type { Report } from '../../src/model/verdict.js';
import { validate } from '../../src/generated/report.validate.js';
import { testProject, type Ended, type TestProject } from '../support/cli.js';

const projects: TestProject[] = [];
const keep = (project: TestProject): TestProject => {
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const report = (done: Ended): Report => {
  expect(done.stdout, done.stderr).toMatch(/^\{/);
  return JSON.parse(done.stdout) as Report;
};

const contract = (server: object, quality: readonly object[]): string =>
  stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'prey',
    version: '1.0.0',
    status: 'active',
    servers: [{ server: 's', ...server }],
    schema: [{ name: 'prey', properties: [{ name: 'id', logicalType: 'integer' }], quality }],
  });

const FILES = { type: 'local', path: 'prey.csv', format: 'csv' };
const DATABASE = { type: 'postgres', host: 'localhost', port: 5432, database: 'shop', schema: 'public' };

const sqlRules = (queries: readonly string[]): readonly object[] =>
  queries.map((query, i) => ({ id: `sql-${String(i)}`, type: 'sql', query, mustBe: 0 }));
const rowRules = (predicates: readonly string[]): readonly object[] =>
  predicates.map((where, i) => ({
    id: `rows-${String(i)}`,
    type: 'custom',
    engine: 'assay',
    implementation: { metric: 'failedRows', arguments: { where } },
  }));

const ANY_QUERY = [
  'insert into prey values (1)',
  'update prey set id = 2',
  'delete from prey',
  'create table t as select 1',
  'drop table prey',
  'select 1; drop table prey',
  'select 1; select 2',
  '/* select 1 */ drop table prey',
  '-- select 1\ndrop table prey',
  "set search_path = 'x'",
];
const ANY_PREDICATE = [
  'true); drop table prey; --',
  'id > 0) or (id < 0',
  'true /*',
  'id > 0 union select 1',
  'id > 0 limit 1',
  "exists (select 1 from read_csv('/etc/passwd'))",
];
const DUCKDB_QUERY = [
  "copy (select 1) to 'stolen.csv'",
  "copy prey to 'stolen.csv'",
  "attach 'other.duckdb'",
  'pragma database_list',
  'install httpfs',
  "export database 'stolen'",
  'call pragma_version()',
  "select count(*) from read_csv('/etc/passwd')",
  "select count(*) from read_text('/etc/passwd')",
  "select count(*) from read_blob('/etc/passwd')",
  "select count(*) from '/etc/passwd'",
  "select count(*) from glob('/etc/*')",
  'select count(*) from duckdb_secrets()',
  'select count(*) from duckdb_settings()',
  "select getenv('HOME')",
  "select /* harmless */ count(*) from query('select 1')",
  "with x as (select * from read_text('/etc/passwd')) select count(*) from x",
  "select (select content from read_text('/etc/passwd'))",
];
const POSTGRES_QUERY = [
  "copy prey to '/tmp/stolen'",
  "copy prey to program 'sh'",
  "select pg_read_file('/etc/passwd')",
  'select pg_terminate_backend(1)',
  'select pg_sleep(1000)',
  "select pg_catalog.pg_read_file('/etc/passwd')",
  "select lo_import('/etc/passwd')",
  "select set_config('transaction_read_only', 'off', false)",
  "select nextval('ids')",
  "select * from dblink('host=x', 'select 1') as t(id int)",
  'with gone as (delete from prey returning 1) select count(*) from gone',
  'select 1 into stolen',
  'select count(*) from prey for update',
  "select query_to_xml('drop table prey', true, true, '')",
  'do $$ begin delete from prey; end $$',
  'explain analyze delete from prey',
];

/** The faults of each rule, by its line. */
async function refusals(
  server: object,
  rules: readonly object[],
): Promise<{ done: Ended; silent: readonly unknown[] }> {
  const text = contract(server, rules);
  const project = keep(
    testProject({ 'assay.yaml': 'project: p\n', 'contracts/p.odcs.yaml': text, 'prey.csv': 'id\n1\n' }),
  );
  const done = await project.assay('lint', '--format', 'json');
  const named = new Set(report(done).faults.map((fault) => /\/quality\/(\d+)/.exec(fault.path ?? '')?.[1]));
  expect(existsSync(join(project.root, 'stolen.csv'))).toBe(false);
  expect(readdirSync(project.root).sort()).toEqual(['assay.yaml', 'contracts', 'prey.csv']);
  return { done, silent: rules.filter((_, index) => !named.has(String(index))) };
}

describe('an author’s SQL', { timeout: 120_000 }, () => {
  test.each([
    ['DuckDB', FILES, [...ANY_QUERY, ...DUCKDB_QUERY]],
    ['PostgreSQL', DATABASE, [...ANY_QUERY, ...POSTGRES_QUERY]],
  ])('that writes or looks elsewhere is a fault with its line (%s)', async (_, server, queries) => {
    const rules = [...sqlRules(queries), ...rowRules(ANY_PREDICATE.slice(0, server === DATABASE ? 5 : 6))];
    const { done, silent } = await refusals(server, rules);
    expect(silent).toEqual([]);
    expect(done.code).toBe(2);
    const { faults } = report(done);
    expect(faults.every((fault) => fault.line !== undefined && fault.hint !== undefined)).toBe(true);
  });

  test('may end in a comment: what follows it is not swallowed', async () => {
    const project = keep(
      testProject({
        'assay.yaml': 'project: p\n',
        'contracts/p.odcs.yaml': contract(FILES, rowRules(['id > 1 -- all but the first'])),
        'prey.csv': 'id\n1\n2\n3\n',
      }),
    );
    const [run] = report(await project.assay('check', 'prey', '--no-record', '--format', 'json')).runs;
    expect(run?.checks.find((each) => each.kind === 'failedRows')).toMatchObject({
      verdict: 'fail',
      observed: 2,
    });
  });

  test('on the command line is refused too', async () => {
    const project = keep(
      testProject({
        'assay.yaml': 'project: p\n',
        'contracts/p.odcs.yaml': contract(FILES, []),
        'prey.csv': 'id\n1\n',
      }),
    );
    for (const where of [
      "exists (select 1 from read_text('/etc/passwd'))",
      'true) or (true',
      "getenv('HOME') = ''",
    ]) {
      const done = await project.assay('check', 'prey', '--no-record', '--where', where);
      expect([2, 3], done.stdout).toContain(done.code);
      expect(done.stdout + done.stderr).not.toContain('root:');
    }
  });
});

const BASE = `apiVersion: v3.1.0
kind: DataContract
id: ID
version: 1.0.0
status: active
servers: [{server: s, type: local, path: x.csv, format: csv}]
customProperties: [{property: layer, value: silver}]
slaProperties: [{property: freshness, value: 1, unit: d, element: ID.at}]
schema:
  - name: ID
    properties:
      - name: id
        logicalType: integer
        required: true
        logicalTypeOptions: {minimum: 0}
      - {name: at, logicalType: timestamp}
    quality:
      - {metric: rowCount, mustBeGreaterThan: 5}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: id < 0}}}
`;

describe('a slip of the pen', { timeout: 120_000 }, () => {
  const slips: readonly (readonly [was: string, is: string])[] = [
    ['required: true', 'requried: true'],
    ['required: true', 'required: yes'],
    ['logicalType: integer', 'logicalType: integr'],
    ['minimum: 0', 'minimun: 0'],
    ['minimum: 0', 'minimum: 5, maximum: 1'],
    ['metric: rowCount', 'metric: rowCuont'],
    ['metric: rowCount', 'mertic: rowCount'],
    ['mustBeGreaterThan: 5', 'mustBeGreatherThan: 5'],
    ['mustBeGreaterThan: 5', 'mustBeGreaterThan: 5, mustBe: 7'],
    ['mustBeGreaterThan: 5', 'mustBeBetween: [5, 1]'],
    ['mustBeGreaterThan: 5', 'mustBeGreaterThan: five'],
    ['engine: assay', 'engine: asay'],
    ['metric: failedRows', 'metric: failedRow'],
    ['where: id < 0', 'were: id < 0'],
    ['property: freshness', 'property: freshnes'],
    ['element: ID.at', 'element: ID.att'],
    ['value: silver', 'value: sliver'],
    ['type: local', 'type: locla'],
    ['status: active', 'stauts: active'],
    ['apiVersion: v3.1.0', 'apiVersion: v3.l.0'],
  ];

  test('in a contract is a fault at its line, never silence', async () => {
    const files = slips.map(([was, is], i) => {
      const text = BASE.replace(was, is).replaceAll('ID', `d${String(i)}`);
      expect(BASE.split(was)).toHaveLength(2);
      return [`contracts/d${String(i)}.odcs.yaml`, text] as const;
    });
    const good = ['contracts/good.odcs.yaml', BASE.replaceAll('ID', 'good')] as const;
    const project = keep(
      testProject({ 'assay.yaml': 'project: p\n', ...Object.fromEntries([...files, good]) }),
    );
    const done = await project.assay('lint', '--format', 'json');
    expect(done.code).toBe(2);
    const { faults } = report(done);
    const at = (file: string): readonly Fault[] => faults.filter((fault) => fault.file === file);
    const missed = slips.flatMap(([was, is], i) => {
      const line = BASE.slice(0, BASE.indexOf(was)).split('\n').length;
      const found = at(`contracts/d${String(i)}.odcs.yaml`);
      return found.some((fault) => fault.line === line) ? [] : [{ is, line, found }];
    });
    expect(missed).toEqual([]);
    expect(at('contracts/good.odcs.yaml')).toEqual([]);
    for (const command of [
      ['check', 'good'],
      ['gate', 'good'],
      ['explain', 'good'],
    ])
      expect((await project.assay(...command)).code).toBe(2);
  });

  test('does not hide the other mistakes of its file', async () => {
    const text = `apiVersion: v3.1.0
kind: DataContract
id: many
version: 1.0.0
status: active
stauts: draft
servers: [{server: s, type: local, path: x.csv, format: csv}]
schema:
  - name: many
    properties:
      - {name: id, logicalType: integer, requried: true}
      - {name: n, logicalType: integer, logicalTypeOptions: {minimum: 5, maximum: 1}}
    quality:
      - {metric: rowCount, mustBeGreatherThan: 5}
      - {metric: rowCount, mustBeLessThan: 0}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {were: id < 0}}}
      - {metric: duplicateValues, mustBe: 0, arguments: {properties: [id, nope]}}
`;
    const project = keep(testProject({ 'assay.yaml': 'project: p\n', 'contracts/many.odcs.yaml': text }));
    const { faults } = report(await project.assay('lint', '--format', 'json'));
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [6, 'unknown-key'],
      [11, 'unknown-key'],
      [12, 'empty-range'],
      [14, 'unknown-key'],
      [15, 'impossible-limit'],
      [16, 'unknown-argument'],
      [17, 'unknown-column'],
    ]);
  });

  test('in assay.yaml and its variables is one too', async () => {
    const text = BASE.replaceAll('ID', 'good');
    for (const [config, env] of [
      ['project: p\npolcy: {}\n', {}],
      ['project: p\npolicy: {gold: {fial: block}}\n', {}],
      ['project: p\npolicy: {glod: {fail: block}}\n', {}],
      ['project: p\nenvironments: {dev: {shadow: true}}\n', {}],
      ['project: p\nservers: {x: {timeout: 1}}\n', {}],
      ['project: p\n', { ASSAY_STROE: 'pglite:x' }],
      ['project: p\n', { ASSAY_ENV: 'prod' }],
    ] as const) {
      const project = keep(testProject({ 'assay.yaml': config, 'contracts/good.odcs.yaml': text }));
      const done = await project.assayWith(env, 'gate', 'good');
      expect(done.code, config + JSON.stringify(env) + done.stderr).toBe(2);
      expect(done.stderr.trim()).not.toBe('');
    }
  });
});

const CANARY = 'kanarienvogel';

describe('a classified value', { timeout: 120_000 }, () => {
  const people = parse(`
apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
servers: [{server: s, type: local, path: people.csv, format: csv}]
schema:
  - name: people
    properties:
      - {name: id, logicalType: integer, primaryKey: true}
      - name: email
        classification: restricted
        logicalType: string
        unique: true
        logicalTypeOptions: {format: email, maxLength: 10}
        relationships: [{to: people.nick}]
        quality:
          - {metric: invalidValues, arguments: {validValues: [a, b]}, mustBe: 0}
          - {type: custom, engine: assay, implementation: {metric: distinctValues, arguments: {in: [a]}}}
          - {type: custom, engine: assay, implementation: {metric: mostCommonValue, arguments: {in: [a]}}}
          - {type: custom, engine: assay, implementation: {metric: max, mustBeLessThan: b}}
          - {type: custom, engine: assay, implementation: {metric: compare, arguments: {column: id, operator: "="}}}
      - {name: note, logicalType: integer, classification: confidential}
      - {name: nick, logicalType: string, unique: true}
    quality:
      - {type: sql, query: "select count(*) from people where cast(email as integer) > 1", mustBe: 0}
      - {type: sql, query: "select max(email) from people", mustBe: b}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "email like 'k%'"}}}
      - {type: custom, engine: assay, implementation: {metric: failedRows, arguments: {where: "cast(email as date) is null"}}}
`) as object;

  test.each([[[]], [['--samples', '5']]])('reaches no output, no file and no store %j', async (samples) => {
    const rows = [1, 2, 3].map((id) => `${String(id)},${CANARY},${CANARY},${String(id)}`);
    const project = keep(
      testProject({
        'assay.yaml': 'project: p\n',
        'contracts/people.odcs.yaml': stringify(people),
        'people.csv': `id,email,note,nick\n${rows.join('\n')}\n`,
      }),
    );
    const outputs = ['r.json', 'r.xml', 'r.sarif', 'r.md', 'r.txt'].flatMap((name) => ['-o', `out/${name}`]);
    const done = await project.assay('check', 'people', ...samples, ...outputs);
    expect(done.code, done.stdout + done.stderr).toBe(1);
    const gate = await project.assay('gate', 'people');
    expect(gate.code).toBe(1);
    const found = JSON.parse(readFileSync(join(project.root, 'out/r.json'), 'utf8')) as Report;
    expect(validate(found)).toBe(true);
    const shown = found.runs[0]?.checks.flatMap((each) => each.samples) ?? [];
    expect(shown.length > 0).toBe(samples.length > 0);
    expect([done.stdout, done.stderr, gate.stdout, gate.stderr].join('')).not.toContain(CANARY);
    expect(holding(project.root, CANARY)).toEqual([join(project.root, 'people.csv')]);
  });

  test('every format of a report that has something to say parses', async () => {
    const project = keep(
      testProject({
        'assay.yaml': 'project: p\n',
        'contracts/people.odcs.yaml': stringify(people),
        'people.csv': 'id,email,note,nick\n1,<&>"\u0001,2,a\n1,]]>,x,b\n',
      }),
    );
    const out = ['r.json', 'r.xml', 'r.sarif', 'r.md'].flatMap((name) => ['-o', `out/${name}`]);
    const done = await project.assay('check', 'people', '--no-record', '--format', 'github', ...out);
    expect(done.code).toBe(1);
    const text = (name: string): string => readFileSync(join(project.root, 'out', name), 'utf8');
    expect(validate(JSON.parse(text('r.json')))).toBe(true);
    expect((JSON.parse(text('r.sarif')) as { version: string }).version).toBe('2.1.0');
    expect(() => wellFormed(text('r.xml'))).not.toThrow();
    expect(text('r.xml')).toContain('<failure');
    expect(done.stdout).toMatch(/^::error file=contracts\/people\.odcs\.yaml,line=\d+/m);
    expect(text('r.md')).toContain('|');
  });
});

/** Files below a folder that hold a text. */
const holding = (root: string, text: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));

/** Tags nest, attributes are quoted, `<` and `&` stand only where they may. @throws Error */
function wellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, '')
    .replace(/<!\[CDATA\[[^]*?\]\]>/g, '')
    .replace(
      /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)*")*)\s*(\/?)>/gi,
      (...match) => {
        const [, closes, name, , empty] = match as unknown as string[];
        if (closes === '/' && open.pop() !== name) throw new Error(`</${String(name)}> closes nothing`);
        if (closes === '' && empty === '') open.push(name ?? '');
        return '';
      },
    )
    .replace(/&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '');
  // Control characters are what XML 1.0 forbids.
  if (open.length > 0 || /[<&\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(rest))
    throw new Error(`not well-formed: ${open.join(' ')} ${/[<&].{0,40}/.exec(rest)?.[0] ?? ''}`);
}
