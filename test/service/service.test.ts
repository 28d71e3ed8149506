/** The service as its callers meet it, in one process on an embedded store. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ServiceEvent } from '../../src/model/service-event.js';
import { FaultError } from '../../src/model/fault.js';
import { BAD, GOOD, openTestService, ORDERS, type TestService } from './open-test-service.js';

const open: TestService[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function service(...args: Parameters<typeof openTestService>): Promise<TestService> {
  const one = await openTestService(...args);
  open.push(one);
  return one;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came about');
}

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof FaultError && error.faults.some((fault) => fault.code === code);

describe('an ask', () => {
  test('is decided, given again from the queue, and then from what is at hand', async () => {
    const { decide, service: gate } = await service();
    const first = await decide();
    expect(first.decision).toMatchObject({ outcome: 'allow', replayed: false, askedBy: 'tester' });
    expect(first.ask).toMatchObject({ state: 'decided', decisionId: first.decision.id });
    const second = await decide();
    expect(second.decision).toMatchObject({ id: first.decision.id, replayed: true });
    expect(second.ask).not.toBeNull();
    const third = await decide();
    expect(third.decision).toMatchObject({ id: first.decision.id, replayed: true });
    expect(third.ask).toBeNull();
    expect(third.hallmark).toBe(first.hallmark);
    expect(await gate.store.runs('silver.orders', 10)).toHaveLength(1);
  });

  test('is refused where there is no such dataset or batch, before it has a place', async () => {
    const { ask, service: gate } = await service();
    await expect(ask({ dataset: 'orderz' })).rejects.toSatisfy(refusedWith('unknown-dataset'));
    await expect(ask({ batch: { day: '1' } })).rejects.toSatisfy(refusedWith('unknown-batch-column'));
    await expect(ask({ asOf: 'yesterday' })).rejects.toSatisfy(refusedWith('bad-time'));
    expect(await gate.store.asks.depth()).toEqual([]);
  });

  test('is never answered with what was true before it was asked', async () => {
    const { decide, ask, project } = await service();
    await decide();
    await decide();
    for (let i = 0; i < 15; i += 1) {
      const good = i % 3 !== 0;
      // Others ask all the time; their looks at the data may have begun before the change.
      const others = [ask(), ask(), ask()];
      project.write('data/orders.csv', `${good ? GOOD : BAD}${String(i + 3)},${String(i)}\n`);
      const { decision } = await decide();
      expect(decision.outcome, `round ${String(i)}`).toBe(good ? 'allow' : 'block');
      await Promise.all(others);
    }
  });

  test('of many at once is one run', async () => {
    const { decide, service: gate } = await service();
    const all = await Promise.all(Array.from({ length: 25 }, () => decide()));
    expect(new Set(all.map(({ decision }) => decision.id)).size).toBe(1);
    expect(await gate.store.runs('silver.orders', 10)).toHaveLength(1);
  });

  test('about data that are not there any more is blocked as moved, and moves no breaker', async () => {
    const { decide, project, service: gate } = await service();
    const { decision } = await decide();
    const dataVersion = decision.dataVersion?.id ?? '';
    expect((await decide({ dataVersion })).decision.outcome).toBe('allow');
    expect((await decide({ dataVersion })).decision.outcome).toBe('allow');
    project.write('data/orders.csv', `${GOOD}3,30\n`);
    const moved = await decide({ dataVersion });
    expect(moved.decision).toMatchObject({ outcome: 'block', runId: null, breaker: 'closed' });
    expect(moved.decision.reasons.map(({ code }) => code)).toEqual(['data_moved']);
    expect(moved.hallmark).toBeNull();
    expect((await decide()).decision.outcome).toBe('allow');
    expect(await gate.store.incidents.unresolved()).toEqual([]);
  });

  test('hears of what a person does at once', async () => {
    const { decide, service: gate } = await service();
    for (let i = 0; i < 3; i += 1) await decide();
    await gate.trip('orders', 'ada', 'wrong source');
    expect((await decide()).decision).toMatchObject({ outcome: 'block', breaker: 'isolated' });
    await gate.reset('orders', 'ada', 'mended');
    expect((await decide()).decision).toMatchObject({ outcome: 'allow', replayed: false });
  });

  test('with an idempotency key has one answer, whatever the data do', async () => {
    const { ask, project } = await service();
    const key = { idempotency: { principal: 'token:a', key: 'k' } };
    const first = await ask({}, key);
    project.write('data/orders.csv', BAD);
    const second = await ask({}, key);
    if (first.kind !== 'decided' || second.kind !== 'decided') throw new Error();
    expect(second.decision.id).toBe(first.decision.id);
    expect(await ask({ force: true }, key)).toEqual({ kind: 'conflict' });
    const other = await ask({}, { idempotency: { principal: 'token:b', key: 'k' } });
    expect(other).toMatchObject({ kind: 'decided', decision: { outcome: 'block' } });
  });

  test('waits as long as its caller likes, and can be cancelled while it waits', async () => {
    const { ask, service: gate } = await service({}, 0);
    const queued = await ask({}, { waitMs: 50 });
    if (queued.kind !== 'undecided') throw new Error();
    expect(queued.ask.state).toBe('queued');
    const gone = new AbortController();
    const waiting = gate.answer(queued.ask.id, { waitMs: 60_000, signal: gone.signal });
    gone.abort();
    expect(await waiting).toMatchObject({ kind: 'undecided' });
    const other = gate.answer(queued.ask.id, { waitMs: 60_000 });
    expect(await gate.cancel(queued.ask.id)).toMatchObject({ state: 'cancelled' });
    expect(await other).toMatchObject({ kind: 'undecided', ask: { state: 'cancelled' } });
    expect(await gate.answer('nothing', { waitMs: 0 })).toBeNull();
  });
});

describe('incidents', () => {
  test('open with a bad decision, are acknowledged by a person, and end by themselves', async () => {
    const { decide, project, service: gate } = await service();
    project.write('data/orders.csv', BAD);
    await decide();
    const [incident] = await gate.store.incidents.unresolved();
    expect(incident).toMatchObject({
      dataset: 'silver.orders',
      state: 'open',
      severity: 'error',
      domain: 'sales',
    });
    const id = incident?.id ?? '';
    expect(await gate.acknowledge(id, 'ada', null)).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'ada',
    });
    await expect(gate.acknowledge(id, 'bob', null)).rejects.toSatisfy(refusedWith('already-acknowledged'));
    await expect(gate.resolve(id, 'bob', ' ')).rejects.toSatisfy(refusedWith('reason-required'));
    await expect(gate.resolve('none', 'bob', 'x')).rejects.toSatisfy(refusedWith('unknown-incident'));
    project.write('data/orders.csv', GOOD);
    await decide();
    expect(await gate.store.incidents.get(id)).toMatchObject({ state: 'resolved', resolvedBy: null });
    const audit = await gate.store.audit(10);
    expect(audit.map(({ action, by }) => [action, by])).toEqual([['incident.acknowledge', 'ada']]);
  });
});

describe('the project', () => {
  test('is loaded again when it changes; a change with faults is refused and the last one stays', async () => {
    const { decide, project, service: gate } = await service();
    await decide();
    const before = gate.project().digest;
    project.write(
      'contracts/orders.odcs.yaml',
      ORDERS.replace('1.0.0', '1.1.0').replace('minimum: 0', 'minimum: 15'),
    );
    await until(() => gate.project().digest !== before);
    expect((await decide()).decision).toMatchObject({ outcome: 'block', contract: { version: '1.1.0' } });
    project.write('contracts/orders.odcs.yaml', ORDERS.replace('minimum', 'minimun'));
    await until(() => gate.project().refused !== null);
    expect(gate.project().refused).toContain('minimun');
    expect((await decide()).decision.contract.version).toBe('1.1.0');
    expect((await gate.ready()).ready).toBe(true);
    project.write('contracts/orders.odcs.yaml', ORDERS);
    await until(() => gate.project().refused === null);
    // The breaker stays open for the data that opened it: other data are looked at under the contract of now.
    project.write('data/orders.csv', `${GOOD}3,30\n`);
    expect((await decide()).decision).toMatchObject({ outcome: 'allow', contract: { version: '1.0.0' } });
  });

  test('comes from a git ref, follows it, and names its commit', async () => {
    const repository = mkdtempSync(join(tmpdir(), 'assay-git-'));
    const git = (...args: string[]): string =>
      execFileSync(
        'git',
        [
          '-c',
          'user.name=ada',
          '-c',
          'user.email=ada@shop.example',
          '-c',
          'init.defaultBranch=main',
          ...args,
        ],
        { cwd: repository, encoding: 'utf8' },
      ).trim();
    const commit = (text: string): string => {
      mkdirSync(join(repository, 'odcs'), { recursive: true });
      writeFileSync(join(repository, 'odcs', 'orders.yaml'), text);
      git('add', '-A');
      git('commit', '-qm', 'change');
      return git('rev-parse', 'HEAD');
    };
    git('init', '-q');
    const first = commit(ORDERS);
    const config = `project: shop\ncontracts: {git: "${repository}", ref: main, path: odcs/, every: 1s}\n`;
    const { decide, service: gate } = await service({ 'assay.yaml': config });
    expect(gate.project().commit).toBe(first);
    await decide();
    const second = commit(ORDERS.replace('1.0.0', '2.0.0'));
    await until(() => gate.project().commit === second);
    expect((await decide({ force: true })).decision.contract.version).toBe('2.0.0');
    commit(ORDERS.replace('kind: DataContract', 'kind: Data'));
    await until(() => gate.project().refused !== null);
    expect(gate.project().commit).toBe(second);
    rmSync(repository, { recursive: true });
  });

  test.each([
    ['ref: none', 'has no ref none'],
    ['ref: --upload-pack=x', 'no address or ref'],
  ])('from git with %s is refused with the reason', async (ref, why) => {
    const repository = mkdtempSync(join(tmpdir(), 'assay-git-'));
    execFileSync('git', ['init', '-q'], { cwd: repository });
    const config = `project: shop\ncontracts: {git: "${repository}", ${ref}}\n`;
    await expect(openTestService({ 'assay.yaml': config })).rejects.toThrow(why);
    rmSync(repository, { recursive: true });
  });

  test('asks by the clock and when new data come, once for each', async () => {
    const config = `project: shop
schedules:
  - {dataset: orders, watch: 1s}
`;
    const { project, service: gate } = await service({ 'assay.yaml': config });
    const decided = async () =>
      (await gate.store.decisions('silver.orders', 10)).map(({ outcome }) => outcome);
    await until(async () => (await decided()).length === 1);
    project.write('data/orders.csv', BAD);
    await until(async () => (await decided()).length === 2);
    expect(await decided()).toEqual(['block', 'allow']);
    const [latest] = await gate.store.decisions('silver.orders', 1);
    expect(latest?.askedBy).toBe('schedule');
  });

  test.each([
    ['{dataset: orderz, cron: "0 6 * * *"}', 'unknown-dataset'],
    ['{dataset: orders, cron: "61 6 * * *"}', 'bad-value'],
    ['{dataset: orders, cron: "0 6 * * *", timezone: Mars/Olympus}', 'bad-value'],
  ])('does not start with the schedule %s', async (schedule, code) => {
    const config = `project: shop\nschedules: [${schedule}]\n`;
    await expect(openTestService({ 'assay.yaml': config })).rejects.toSatisfy(refusedWith(code));
  });
});

describe('the event stream', () => {
  test('tells what happens, in order, and goes on from a number', async () => {
    const { decide, project, service: gate } = await service();
    const seen: ServiceEvent[] = [];
    const live = await gate.subscribe(
      null,
      (event) => seen.push(event),
      () => undefined,
    );
    await decide();
    project.write('data/orders.csv', BAD);
    await decide();
    await until(() => seen.filter(({ event }) => event === 'decision').length === 2);
    expect(seen.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['run', 'decision', 'breaker', 'incident']),
    );
    live.end();
    const again: ServiceEvent[] = [];
    await gate.subscribe(
      0,
      (event) => again.push(event),
      () => undefined,
    );
    await until(() => again.length >= seen.length);
    expect(again.slice(-seen.length)).toEqual(seen);
    const rest: ServiceEvent[] = [];
    await gate.subscribe(
      seen[1]?.seq ?? 0,
      (event) => rest.push(event),
      () => undefined,
    );
    await until(() => rest.length >= seen.length - 2);
    expect(rest).toEqual(seen.slice(2));
  });

  test('ends for its listeners when the service does', async () => {
    const { service: gate, project } = await openTestService();
    let ended = 0;
    await gate.subscribe(
      null,
      () => undefined,
      () => (ended += 1),
    );
    await gate.close();
    expect(ended).toBe(1);
    expect(await gate.ready()).toMatchObject({ ready: false });
    project.remove();
  });
});
