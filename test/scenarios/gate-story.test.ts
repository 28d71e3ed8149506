/** The life of a gate, told by the real command line: bad days, good days, people who step in. */
import { afterEach, describe, expect, test } from 'vitest';
import type { BreakerState, Decision, Override } from '../../src/model/decision.js';
import type { Run } from '../../src/model/verdict.js';
import type { Ended, TestProject } from '../support/cli.js';
import { BAD_ORDERS, GOOD_ORDERS, ordersProject } from './orders-project.js';

const projects: TestProject[] = [];
const fresh = (config?: string): TestProject => {
  const project = ordersProject(config);
  projects.push(project);
  return project;
};
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const MAY_1 = ['--batch', 'day=2026-05-01', '--format', 'json'];
const ORDERS = ['gate', 'bronze.orders', ...MAY_1];
const DAILY = ['gate', 'gold.daily', ...MAY_1];
const FILE = 'data/orders/day=2026-05-01/orders.csv';
const NULLS = 'bronze.orders/amount/nullValues';

const decision = (done: Ended): Decision => {
  expect(done.stdout, done.stderr).toMatch(/^\{/);
  return (JSON.parse(done.stdout) as { decision: Decision }).decision;
};
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const page = (done: Ended) =>
  JSON.parse(done.stdout) as { states: readonly BreakerState[]; overrides: readonly Override[] };

describe('a gate', { timeout: 240_000 }, () => {
  test('a bad day blocks, opens the breaker and holds back what is downstream, until good data come', async () => {
    const project = fresh();
    project.write(FILE, BAD_ORDERS);
    const first = await project.assay(...ORDERS);
    expect(first.code).toBe(1);
    expect(decision(first)).toMatchObject({ outcome: 'block', verdict: 'fail', breaker: 'open' });
    expect(decision(first).reasons.map((each) => [each.code, each.owner])).toEqual([
      ['check_failed', 'olga@shop.example'],
      ['check_failed', 'olga@shop.example'],
    ]);

    const again = await project.assay(...ORDERS);
    expect(again.code).toBe(5);
    expect(decision(again)).toMatchObject({ outcome: 'block', runId: null, breaker: 'open' });

    const below = await project.assay(...DAILY);
    expect(below.code).toBe(5);
    expect(decision(below)).toMatchObject({ runId: null, reasons: [{ rootCause: 'bronze.orders' }] });

    project.write(FILE, GOOD_ORDERS);
    const good = await project.assay(...ORDERS);
    expect(good.code, good.stdout).toBe(0);
    expect(decision(good)).toMatchObject({ outcome: 'allow', breaker: 'closed', replayed: false });
    expect((await project.assay(...DAILY)).code).toBe(0);
  });

  test('the same data are not scanned twice, unless forced', async () => {
    const project = fresh();
    const first = decision(await project.assay(...ORDERS));
    const replay = await project.assay(...ORDERS);
    expect(replay.code).toBe(0);
    expect(decision(replay)).toMatchObject({ id: first.id, runId: first.runId, replayed: true });
    const forced = decision(await project.assay(...ORDERS, '--force'));
    expect(forced).toMatchObject({ replayed: false, outcome: 'allow' });
    expect(forced.runId).not.toBe(first.runId);
    expect(forced.id).not.toBe(first.id);
  });

  test('an override lets known data through, of the named check only, and shows on the decision', async () => {
    const project = fresh();
    project.write(FILE, 'order_id,amount\n1,10.50\n2,\n');
    expect((await project.assay(...ORDERS)).code).toBe(1);
    const wish = ['override', 'bronze.orders', '--reason', 'told by the shop', '--format', 'json'];
    const other = await project.assay(...wish, '--until', inAnHour(), '--check', 'bronze.orders/rowCount');
    expect(other.code, other.stderr).toBe(0);
    expect((await project.assay(...ORDERS)).code).toBe(5);

    const made = page(await project.assay(...wish, '--until', inAnHour(), '--check', NULLS)).overrides[0];
    expect(made).toMatchObject({ by: 'tester', needsApproval: false, checks: [NULLS] });
    const allowed = await project.assay(...ORDERS);
    expect(allowed.code, allowed.stdout).toBe(0);
    expect(decision(allowed)).toMatchObject({ outcome: 'allow_with_warnings', breaker: 'open' });
    expect(decision(allowed).reasons.map((each) => each.overriddenBy)).toEqual([made?.id, made?.id]);
    expect((await project.assay(...DAILY)).code).toBe(0);
  });

  test('what an override may not be: without an end, in the past, for a year, of a check that is not', async () => {
    const project = fresh();
    const wish = ['override', 'bronze.orders', '--reason', 'why'];
    for (const wrong of [
      [],
      ['--until', '2026-01-01'],
      ['--until', '2099-01-01'],
      ['--until', 'tomorrow'],
      ['--until', inAnHour(), '--check', 'bronze.orders/amount/nullvalues'],
    ]) {
      const done = await project.assay(...wish, ...wrong);
      expect(done.code, wrong.join(' ') + done.stderr).toBe(2);
    }
  });

  test('into gold a second person approves, and the end of an override is an end', async () => {
    const project = fresh();
    project.write('data/daily/day=2026-05-01/daily.csv', 'total\n\n30.50\n""\n');
    expect((await project.assay(...DAILY)).code).toBe(1);
    const until = new Date(Date.now() + 30_000).toISOString();
    const made = page(
      await project.assay(
        'override',
        'gold.daily',
        '--reason',
        'month end',
        '--until',
        until,
        '--format',
        'json',
      ),
    ).overrides[0];
    expect(made).toMatchObject({ needsApproval: true, approvedBy: null });
    expect((await project.assay(...DAILY)).code).toBe(5);

    const approve = ['override', '--approve', made?.id ?? '', '--format', 'json'];
    const own = await project.assay(...approve);
    expect(own.code).toBe(2);
    expect(own.stderr).toContain('second person');
    const second = await project.assayWith({ ASSAY_USER: 'paula' }, ...approve);
    expect(second.code, second.stderr).toBe(0);
    expect(page(second).overrides[0]).toMatchObject({ approvedBy: 'paula' });
    const allowed = decision(await project.assay(...DAILY));
    expect(allowed).toMatchObject({ enforced: 'allow_with_warnings' });
    expect(Date.parse(allowed.expiresAt ?? '')).toBeLessThanOrEqual(Date.parse(until));

    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(until) - Date.now()) + 50));
    expect((await project.assay(...DAILY)).code).toBe(5);
  });

  test('the kill switch stays until a person resets it', async () => {
    const project = fresh();
    const trip = await project.assay('breaker', 'trip', 'bronze.orders', '--reason', 'wrong shop');
    expect(trip.code, trip.stderr).toBe(0);
    const blocked = await project.assay(...ORDERS);
    expect(blocked.code).toBe(5);
    expect(decision(blocked)).toMatchObject({ breaker: 'isolated', runId: null });
    project.write(FILE, 'order_id,amount\n1,1\n');
    expect((await project.assay(...ORDERS, '--force')).code).toBe(5);
    expect((await project.assay('breaker', 'reset', 'bronze.orders', '--reason', 'right shop')).code).toBe(0);
    expect((await project.assay(...ORDERS)).code).toBe(0);
  });

  test('in shadow it decides to block, and stands in nobody’s way', async () => {
    const project = fresh('environments: {dev: {policy: {bronze: {shadow: true}}}}\n');
    project.write(FILE, BAD_ORDERS);
    const shadow = await project.assay(...ORDERS, '--env', 'dev');
    expect(shadow.code, shadow.stderr).toBe(0);
    expect(decision(shadow)).toMatchObject({ outcome: 'block', enforced: 'allow', shadow: true });
    const real = await project.assay(...ORDERS);
    expect([1, 5]).toContain(real.code);
  });

  test('history shows it all', async () => {
    const project = fresh();
    project.write(FILE, BAD_ORDERS);
    const first = decision(await project.assay(...ORDERS));
    const second = decision(await project.assay(...ORDERS));
    await project.assay('override', 'bronze.orders', '--reason', 'known', '--until', inAnHour());
    const third = decision(await project.assay(...ORDERS));
    const found = await project.assay('history', 'bronze.orders', '--format', 'json');
    const { decisions, runs } = JSON.parse(found.stdout) as { decisions: Decision[]; runs: Run[] };
    expect(decisions.map((each) => each.id)).toEqual([third.id, second.id, first.id]);
    expect(runs.map((each) => each.runId)).toEqual([first.runId]);
    const pretty = await project.assay('history', 'bronze.orders');
    expect(pretty.stdout).toMatch(/breaker_open/);
    expect(pretty.stdout).toMatch(/allow_with_warnings +override/);
    const series = await project.assay('history', 'bronze.orders', '--check', NULLS, '--format', 'json');
    expect((JSON.parse(series.stdout) as { points: { observed: unknown }[] }).points).toMatchObject([
      { observed: 1, verdict: 'fail' },
    ]);
  });
});
