/** Each exit code, through the real command line. */
import { afterEach, describe, expect, test } from 'vitest';
import type { TestProject } from '../support/cli.js';
import { BAD_ORDERS, ordersProject } from './orders-project.js';

const projects: TestProject[] = [];
const fresh = (config?: string): TestProject => {
  const project = ordersProject(config);
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

describe('exit codes', () => {
  test('0: everything passes, and the verdict is the last line', async () => {
    const done = await fresh().assay('check', 'bronze.orders', '--batch', 'day=2026-05-01');
    expect(done.code, done.stderr).toBe(0);
    expect(done.stdout.trimEnd().split('\n').at(-1)).toMatch(/pass/i);
  });

  test('1: a check fails', async () => {
    const project = fresh();
    project.write('data/orders/day=2026-05-02/orders.csv', BAD_ORDERS);
    const done = await project.assay(
      'check',
      'bronze.orders',
      '--batch',
      'day=2026-05-02',
      '--format',
      'json',
    );
    expect(done.code, done.stderr).toBe(1);
    const report = JSON.parse(done.stdout) as {
      runs: { checks: { id: string; verdict: string; observed: unknown }[] }[];
    };
    const failed = report.runs[0]?.checks
      .filter((check) => check.verdict === 'fail')
      .map((check) => check.observed);
    expect(failed).toEqual([1, 1]);
  });

  test.each([
    ['an unknown command', ['chekc', 'bronze.orders']],
    ['an unknown option', ['check', 'bronze.orders', '--bacth', 'day=2026-05-01']],
    ['an unknown dataset', ['check', 'bronze.order']],
    ['no dataset', ['check']],
    ['a batch that is none', ['check', 'bronze.orders', '--batch', 'day']],
    ['a batch column that the dataset lacks', ['check', 'bronze.orders', '--batch', 'dya=2026-05-01']],
    ['a moment that is none', ['check', 'bronze.orders', '--as-of', 'yesterday']],
    ['a selection that selects nothing', ['check', 'bronze.orders', '--select', 'kind:nothing']],
    ['a selection of an unknown key', ['check', 'bronze.orders', '--select', 'knd:nullValues']],
    ['an unknown server', ['check', 'bronze.orders', '--server', 'prod']],
    ['an unknown environment', ['check', 'bronze.orders', '--env', 'prod']],
    ['too many samples', ['check', 'bronze.orders', '--samples', '6']],
    ['--where for two datasets', ['check', 'bronze.orders', 'gold.daily', '--where', 'true']],
    ['an output of no known format', ['check', 'bronze.orders', '-o', 'report.docx']],
    ['an override without a reason', ['override', 'gold.daily', '--until', '2027-01-01']],
    ['a trip without a reason', ['breaker', 'trip', 'gold.daily']],
  ])('2: %s', async (_, args) => {
    const done = await fresh().assay(...args);
    expect(done.code, done.stdout + done.stderr).toBe(2);
    expect(done.stderr.length).toBeGreaterThan(10);
    expect(done.stderr).not.toMatch(/\bat .*:\d+:\d+\)/);
  });

  test('2: a contract with a fault, named with its line', async () => {
    const project = fresh();
    project.write(
      'contracts/more.odcs.yaml',
      'apiVersion: v3.1.0\nkind: DataContract\nid: x\nverison: 1.0.0\nstatus: active\n',
    );
    for (const command of [['lint'], ['check', 'bronze.orders'], ['gate', 'bronze.orders']]) {
      const done = await project.assay(...command);
      expect(done.code).toBe(2);
      expect(done.stdout + done.stderr).toMatch(/more\.odcs\.yaml:4/);
    }
  });

  test('3: data that are not there could not be evaluated', async () => {
    const done = await fresh().assay(
      'check',
      'bronze.orders',
      '--batch',
      'day=2026-05-09',
      '--format',
      'json',
    );
    expect(done.code, done.stderr).toBe(3);
    expect(done.stdout).toContain('missing_table');
  });

  test('3: a server that Assay does not run', async () => {
    const project = fresh();
    project.write(
      'other.odcs.yaml',
      'apiVersion: v3.1.0\nkind: DataContract\nid: k\nversion: 1.0.0\nstatus: active\nservers: [{server: s, type: kafka, host: localhost}]\nschema: [{name: t, properties: [{name: a, required: true}]}]\n',
    );
    expect((await project.assay('lint', 'other.odcs.yaml')).code).toBe(0);
    const done = await project.assay('check', 'other.odcs.yaml');
    expect(done.code, done.stdout + done.stderr).toBe(3);
    expect(done.stderr + done.stdout).toContain('kafka');
  });

  test('4: evaluated, but the store can not be written', async () => {
    const project = fresh('store: "postgres://nobody:secret-word@127.0.0.1:9/none"\n');
    const done = await project.assay('check', 'bronze.orders', '--batch', 'day=2026-05-01');
    expect(done.code, done.stdout + done.stderr).toBe(4);
    expect(done.stdout).toMatch(/pass/i);
    expect(done.stdout + done.stderr).not.toContain('secret-word');
  });

  test('1, then 5, then 0: blocked, blocked by the breaker, closed by good data', async () => {
    const project = fresh();
    project.write('data/orders/day=2026-05-02/orders.csv', BAD_ORDERS);
    const bad = ['gate', 'bronze.orders', '--batch', 'day=2026-05-02'];
    expect((await project.assay(...bad)).code).toBe(1);
    const again = await project.assay(...bad, '--format', 'json');
    expect(again.code).toBe(5);
    expect((JSON.parse(again.stdout) as { decision: { runId: unknown } }).decision.runId).toBeNull();
    const downstream = await project.assay('gate', 'gold.daily', '--batch', 'day=2026-05-01');
    expect(downstream.code).toBe(5);
    expect(downstream.stdout).toContain('bronze.orders');
    expect((await project.assay('gate', 'bronze.orders', '--batch', 'day=2026-05-01')).code).toBe(0);
    expect((await project.assay('gate', 'gold.daily', '--batch', 'day=2026-05-01')).code).toBe(0);
  });

  test('warnings alone are 0, and 1 with --fail-on warn', async () => {
    const project = fresh();
    project.write(
      'warn.odcs.yaml',
      'apiVersion: v3.1.0\nkind: DataContract\nid: w\nversion: 1.0.0\nstatus: active\nservers: [{server: s, type: local, path: "data/orders/day=2026-05-01/orders.csv", format: csv}]\nschema: [{name: w, quality: [{metric: rowCount, mustBe: 4, severity: warning}], properties: [{name: order_id}, {name: amount}]}]\n',
    );
    expect((await project.assay('check', 'warn.odcs.yaml')).code).toBe(0);
    expect((await project.assay('check', 'warn.odcs.yaml', '--fail-on', 'warn')).code).toBe(1);
  });
});
