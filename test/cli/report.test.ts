/** `assay report`: a run and the overview as one file, by the real command line. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD_ORDERS, GOOD_ORDERS, ordersProject } from '../scenarios/orders-project.js';
import type { TestProject } from '../support/cli.js';

describe('assay report', () => {
  let project: TestProject;
  const runs: string[] = [];
  const read = (path: string): string => readFileSync(join(project.root, path), 'utf8');

  beforeAll(async () => {
    project = ordersProject('policy: {bronze: {failuresToOpen: 9}}\n');
    for (const [day, text] of [
      ['2026-05-01', GOOD_ORDERS],
      ['2026-05-02', BAD_ORDERS],
      ['2026-05-03', GOOD_ORDERS],
    ] as const) {
      project.write(`data/orders/day=${day}/orders.csv`, text);
      await project.assay('gate', 'bronze.orders', '--batch', `day=${day}`, '--as-of', `${day}T06:00:00Z`);
    }
    const found = await project.assay('history', 'bronze.orders', '--format', 'json');
    const { runs: recorded } = JSON.parse(found.stdout) as { runs: { runId: string }[] };
    runs.push(...recorded.map(({ runId }) => runId));
  });
  afterAll(() => project.remove());

  it('writes a run with its decision and what came before it, and nothing of what came after', async () => {
    const done = await project.assay(
      'report',
      '--html',
      '--run',
      runs[1] ?? '',
      '--out',
      'out/deep/run.html',
    );
    expect([done.code, done.stdout, done.stderr]).toEqual([0, '', '']);
    const page = read('out/deep/run.html');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('bronze.orders');
    expect(page).toContain('blocked');
    expect(page).toContain('2 values from 0 to 1');
    expect(page).toContain('last 2 runs, 1 fail, 1 pass');
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('prints the latest run of a dataset, or all of them', async () => {
    const latest = await project.assay('report', 'orders', '--html');
    expect(latest.code).toBe(0);
    expect(latest.stdout).toContain(runs[0] ?? '');
    for (const wish of [['--overview'], []]) {
      const all = await project.assay('report', '--html', ...wish);
      expect([all.code, all.stderr]).toEqual([0, '']);
      expect(all.stdout).toContain('gold.daily');
      expect(all.stdout).toContain('last 3 runs, 1 fail, 2 pass');
    }
  });

  it.each([
    [['report'], 2, 'Say --html'],
    [['report', '--html', '--run', 'nothing'], 2, 'no run nothing'],
    [['report', '--html', 'daily'], 2, 'was never checked'],
    [['report', '--html', 'nobody'], 2, 'nobody'],
    [['report', '--html', 'orders', '--overview'], 2, 'Name one'],
    [['report', '--html', '--out', 'assay.yaml/x.html'], 2, 'could not be written'],
  ])('%j exits %i: %s', async (args, code, words) => {
    const done = await project.assay(...args);
    expect([done.code, done.stdout]).toEqual([code, '']);
    expect(done.stderr).toContain(words);
  });

  it('a project without a run has an overview too', async () => {
    const fresh = ordersProject();
    const done = await fresh.assay('report', '--html', '--out', 'r.html');
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(existsSync(join(fresh.root, 'r.html'))).toBe(true);
    expect(readFileSync(join(fresh.root, 'r.html'), 'utf8')).toContain('not run');
    fresh.remove();
  });
});
