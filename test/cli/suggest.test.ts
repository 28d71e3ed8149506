/** `assay suggest` as a user calls it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { sampleOrders } from '../../src/app/init/init-sample.js';
import type { Suggestion } from '../../src/suggest/suggestion.js';
import { testProject, type TestProject } from '../support/cli.js';

const projects: TestProject[] = [];
const fresh = (files: Record<string, string> = {}): TestProject => {
  const project = testProject({ 'data/orders.csv': sampleOrders(), ...files });
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

describe('assay suggest', { timeout: 180_000 }, () => {
  test('a file to a contract that passes, with progress on stderr and the draft on stdout', async () => {
    const project = fresh();
    const done = await project.assay('suggest', 'data/orders.csv');
    expect(done.code, done.stderr).toBe(0);
    expect(done.stdout).toMatch(/^# A draft, suggested from all 400 rows of orders\.csv/);
    expect(done.stderr).toMatch(/holding out/);
    expect(done.stderr).toMatch(/orders: \d+ rules from 400 rows/);
    project.write('contracts/orders.odcs.yaml', done.stdout);
    const check = await project.assay('check', 'orders', '--no-record');
    expect(check.code, check.stdout).toBe(0);
  });

  test('-o writes, and never over a file without --force; --format json has the same as data', async () => {
    const project = fresh();
    const to = ['suggest', 'data/orders.csv', '-q', '--layer', 'bronze', '-o'] as const;
    expect((await project.assay(...to, 'contracts/orders.odcs.yaml')).code).toBe(0);
    const path = join(project.root, 'contracts/orders.odcs.yaml');
    writeFileSync(path, 'mine');
    const again = await project.assay(...to, 'contracts/orders.odcs.yaml');
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/there already.*\n.*--force/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await project.assay(...to, 'contracts/orders.odcs.yaml', '--force')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('value: bronze');
    // A dataset of the project, by its name.
    const done = await project.assay('suggest', 'bronze.orders', '--format', 'json', '-q');
    expect(done.code, done.stderr).toBe(0);
    const found = JSON.parse(done.stdout) as Suggestion;
    expect(found).toMatchObject({ kind: 'AssaySuggestion', dataset: 'bronze.orders', rows: 400 });
    for (const rule of found.rules) {
      expect(rule.evidence).not.toBe('');
      expect(rule.paths.length).toBeGreaterThan(0);
    }
    expect(done.stderr).toBe('');
  });

  test.each([
    ['nothing to look at', ['suggest'], 2, /Name a file/],
    ['a file that is not there', ['suggest', 'data/none.csv'], 2, /There is no .*none\.csv/],
    ['a database without a table', ['suggest', 'postgres://localhost/x'], 2, /--table/],
    ['a table of a file', ['suggest', 'data/orders.csv', '--table', 'x'], 2, /its own table/],
    [
      'a server that no contract has',
      ['suggest', '--server', 'prod', '--table', 'x'],
      2,
      /has a server prod/,
    ],
    ['a sample of nothing', ['suggest', 'data/orders.csv', '--sample', '0'], 2, /looks at nothing/],
    [
      'a server that does not answer',
      ['suggest', 'postgres://127.0.0.1:1/x', '--table', 'y'],
      3,
      /can not be reached/,
    ],
  ])('%s', async (_, args, code, says) => {
    const done = await fresh().assay(...args);
    expect(done.code, done.stderr).toBe(code);
    expect(done.stderr).toMatch(says);
    expect(done.stderr).not.toMatch(/\bat .*:\d+:\d+\)/);
  });

  test('an unwritable place is said', async () => {
    const project = fresh({ 'file.txt': '' });
    const done = await project.assay('suggest', 'data/orders.csv', '-q', '-o', 'file.txt/x.yaml');
    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(/could not be written/);
    expect(existsSync(join(project.root, 'file.txt/x.yaml'))).toBe(false);
  });
});
