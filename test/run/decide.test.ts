import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/engine.js';
import { gateExit } from '../../src/gate/exit-code.js';
import { FaultError } from '../../src/model/fault.js';
import { decide } from '../../src/run/decide.js';
import { approveOverride, createOverride, resetBreaker, tripBreaker } from '../../src/run/by-hand.js';
import { RecordingError } from '../../src/run/decide-recording-error.js';
import type { Answer, DecideRequest } from '../../src/run/decide-services.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { BAD, checkId, createWorld, keyOf, type World, type WorldParts } from './gate-world.js';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-decide-'));
  store = await openStore('pglite:store', folder);
});

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

let count = 0;

/** Datasets of its own for each test: they share one store. */
function names() {
  count += 1;
  return {
    bronze: `bronze.flights_${count}`,
    silver: `silver.flights_${count}`,
    gold: `gold.routes_${count}`,
  };
}

const world = (parts: Omit<WorldParts, 'store'> = {}): World => createWorld({ store, ...parts });
const codes = (answer: Answer) => answer.decision.reasons.map(({ code, effect }) => `${code}: ${effect}`);
const plainly = (dataset: string): DecideRequest => ({
  dataset,
  environment: null,
  batch: null,
  asOf: null,
  dataVersion: null,
  force: false,
  askedBy: 'airflow',
});
const hand = (dataset: string, by = 'ada') => ({
  dataset,
  environment: null,
  by,
  reason: 'source was reloaded',
});

describe('asked once', () => {
  it('allows good data, records it, and names what it rests on', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    const { decision, run } = await here.ask(gold);
    expect(decision).toMatchObject({
      outcome: 'allow',
      enforced: 'allow',
      layer: 'gold',
      dataVersion: { kind: 'files', id: 'sha256:v1' },
      askedBy: 'airflow',
      askedAt: '2001-02-01T06:00:00.000Z',
      expiresAt: '2001-02-02T06:00:00.000Z',
      breaker: 'closed',
      replayed: false,
    });
    expect(decision.runId).toBe(run?.runId);
    expect(await store.decisions(gold, 5)).toEqual([decision]);
    expect(await store.run(run?.runId ?? '')).toEqual(run);
  });

  it('blocks bad data and says what, how much, whose and since when', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1', found: BAD });
    const { decision, run } = await here.ask(gold);
    expect(decision).toMatchObject({ outcome: 'block', breaker: 'open', expiresAt: null, verdict: 'fail' });
    expect(decision.reasons).toMatchObject([
      { code: 'check_failed', check: checkId(gold), observed: 3, owner: 'ada', firstBadRun: run?.runId },
    ]);
    expect(gateExit(decision)).toBe(1);
  });

  it('blocks a missing table: could not evaluate', async () => {
    const { silver } = names();
    const { decision } = await world().ask(silver);
    expect(decision).toMatchObject({
      outcome: 'block',
      dataVersion: null,
      reasons: [{ code: 'data_missing' }],
    });
    expect(gateExit(decision)).toBe(3);
  });

  it('refuses a dataset that the project lacks', async () => {
    await expect(world().ask('nowhere')).rejects.toBeInstanceOf(FaultError);
  });
});

describe('asked again', () => {
  it('gives the same decision without a second scan, until it expires', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    const first = await here.ask(gold);
    here.minutesLater(60);
    expect(await here.ask(gold)).toEqual({ decision: { ...first.decision, replayed: true }, run: first.run });
    expect(here.scans).toHaveLength(1);
    here.minutesLater(23 * 60);
    const later = await here.ask(gold);
    expect(later.decision).toMatchObject({ outcome: 'allow', replayed: false });
    expect(here.scans).toHaveLength(2);
  });

  it('scans where it is forced to, where the data are new, and for another moment', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    await here.ask(gold);
    await here.ask(gold, { force: true });
    await here.ask(gold, { asOf: '2001-01-01T00:00:00.000Z' });
    here.put(gold, { version: 'v2' });
    await here.ask(gold);
    expect(here.scans).toHaveLength(4);
    expect(await store.decisions(gold, 9)).toHaveLength(4);
  });

  it('does not give an answer of one environment to another', async () => {
    const { silver } = names();
    const here = world();
    here.put(silver, { version: 'v1' });
    await here.ask(silver);
    expect((await here.ask(silver, { environment: 'dev' })).decision).toMatchObject({
      replayed: false,
      environment: 'dev',
    });
  });

  it('shares one run between two who ask at the same time', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    const [one, two] = await Promise.all([here.ask(gold), here.ask(gold, { askedBy: 'dagster' })]);
    expect(here.scans).toHaveLength(1);
    expect(two.decision).toEqual({ ...one.decision, replayed: true });
  });

  it('lets one of two processes decide, where both asked at the same time', async () => {
    const { gold } = names();
    const here = world();
    const there = world();
    for (const each of [here, there]) each.put(gold, { version: 'v1', found: BAD });
    const [one, two] = await Promise.all([here.ask(gold), there.ask(gold)]);
    expect(one.decision.id).toBe(two.decision.id);
    expect([one.decision.replayed, two.decision.replayed].sort()).toEqual([false, true]);
    expect(await store.breaker(gold)).toMatchObject({ phase: 'open', failures: 1 });
  });
});

it('joins a decision that began a moment later, where both ask about now', async () => {
  const { gold } = names();
  const there = world({ start: '2001-02-01T06:00:00Z' });
  there.put(gold, { version: 'v1', found: BAD });
  const here: World = world({
    start: '2001-02-01T05:59:00Z',
    whileScanning: async () => {
      here.minutesLater(2);
      await there.ask(gold);
    },
  });
  here.put(gold, { version: 'v1', found: BAD });
  expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'block', replayed: true });
  expect(await store.breaker(gold)).toMatchObject({ failures: 1 });
});

describe('the breaker', () => {
  it('blocks the same data at once, is probed by new data, and closes on a good day', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'day1' });
    await here.ask(gold);
    here.minutesLater(24 * 60);
    here.put(gold, { version: 'day2', found: BAD });
    const bad = await here.ask(gold);
    const again = await here.ask(gold);
    expect(again.decision).toMatchObject({ outcome: 'block', runId: null, verdict: null, breaker: 'open' });
    expect(codes(again)).toEqual(['breaker_open: block']);
    expect(gateExit(again.decision)).toBe(5);
    expect(here.scans).toHaveLength(2);
    expect((await here.ask(gold, { force: true })).decision.runId).toBeNull();
    here.minutesLater(24 * 60);
    here.put(gold, { version: 'day3' });
    expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'allow', breaker: 'closed' });
    const history = await store.transitions(gold, 9);
    expect(history.map(({ from, to }) => `${from} → ${to}`).reverse()).toEqual([
      'closed → open',
      'open → half_open',
      'half_open → closed',
    ]);
    expect(history.at(-1)?.runId).toBe(bad.run?.runId);
  });

  it('keeps new data out until the cooldown is over', async () => {
    const { gold } = names();
    const here = world({ policy: { gold: { cooldown: '10m' } } });
    here.put(gold, { version: 'v1', found: BAD });
    await here.ask(gold);
    here.put(gold, { version: 'v2' });
    here.minutesLater(9);
    expect((await here.ask(gold)).decision.reasons[0]?.message).toContain('before 2001-02-01T06:10:00.000Z');
    here.minutesLater(1);
    expect((await here.ask(gold)).decision.outcome).toBe('allow');
  });

  it('takes data that were good before as a probe: they are scanned, and close it', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    await here.ask(gold);
    here.put(gold, { version: 'v2', found: BAD });
    await here.ask(gold);
    here.put(gold, { version: 'v1' });
    expect((await here.ask(gold)).decision).toMatchObject({
      outcome: 'allow',
      replayed: false,
      breaker: 'closed',
    });
    expect(here.scans).toHaveLength(3);
  });

  it('stays shut for the data that opened it where only the policy became milder', async () => {
    const { gold } = names();
    const strict = world();
    strict.put(gold, { version: 'v1', found: BAD });
    await strict.ask(gold);
    const mild = world({ policy: { gold: { fail: 'warn' } } });
    mild.put(gold, { version: 'v1', found: BAD });
    expect(codes(await mild.ask(gold))).toEqual(['breaker_open: block']);
  });

  it('takes its step again where another process moved it between reading and writing', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    let raced = false;
    const racing: Store = {
      ...store,
      recordDecision: async (record) => {
        if (!raced) await tripBreaker(hand(gold), world().services);
        raced = true;
        return store.recordDecision(record);
      },
    };
    const { decision } = await decide(plainly(gold), { ...here.services, store: racing });
    expect(decision).toMatchObject({ outcome: 'block', breaker: 'isolated' });
    expect(await store.breaker(gold)).toMatchObject({ phase: 'isolated' });
  });

  it('condemns no data for an answer that did not come: the next ask looks again', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1', found: { verdict: 'unknown', reason: 'timeout', observed: null } });
    expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'block', breaker: 'open' });
    here.put(gold, { version: 'v1' });
    expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'allow', breaker: 'closed' });
  });

  it('does not count a repeated block, and gives it again until a person resets', async () => {
    const { gold } = names();
    const here = world({ policy: { gold: { failuresToOpen: 3 } } });
    here.put(gold, { version: 'v1', found: BAD });
    await here.ask(gold);
    expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'block', replayed: true });
    expect(await store.breaker(gold)).toMatchObject({ phase: 'closed', failures: 1 });
    here.minutesLater(1);
    await resetBreaker(hand(gold), here.services);
    expect((await here.ask(gold)).decision.replayed).toBe(false);
    expect(here.scans).toHaveLength(2);
  });

  it('is not moved by a run that was broken off', async () => {
    const { silver } = names();
    const here = world();
    here.put(silver, { version: 'v1', found: { verdict: 'unknown', reason: 'cancelled', observed: null } });
    const { decision } = await here.ask(silver);
    expect(decision).toMatchObject({ outcome: 'block', breaker: 'closed' });
    expect(gateExit(decision)).toBe(3);
    here.put(silver, { version: 'v1' });
    expect((await here.ask(silver)).decision.outcome).toBe('allow');
  });
});

describe('downstream', () => {
  function chain() {
    const { bronze, silver, gold } = names();
    const here = world({ lineage: { [silver]: [bronze], [gold]: [silver] } });
    for (const each of [bronze, silver, gold]) here.put(each, { version: 'v1' });
    return { here, bronze, silver, gold };
  }

  it('is blocked without a scan, names the root, and has no failure of its own', async () => {
    const { here, bronze, silver, gold } = chain();
    here.put(bronze, { version: 'v1', found: BAD });
    await here.ask(bronze);
    for (const below of [silver, gold]) {
      const { decision, run } = await here.ask(below);
      expect(decision).toMatchObject({ outcome: 'block', runId: null, breaker: 'closed' });
      expect(decision.reasons).toMatchObject([{ code: 'upstream_open', rootCause: bronze, owner: 'ada' }]);
      expect(run).toBeNull();
      expect(gateExit(decision)).toBe(5);
    }
    expect(here.scans).toEqual([bronze]);
    here.put(bronze, { version: 'v2' });
    await here.ask(bronze);
    expect((await here.ask(gold)).decision.outcome).toBe('allow');
  });

  it('goes on while an override lets the upstream data through, and stops with it', async () => {
    const { here, bronze, silver } = chain();
    here.put(bronze, { version: 'v1', found: BAD });
    await here.ask(bronze);
    await createOverride(
      { ...hand(bronze), checks: null, dataVersion: null, until: '2001-02-01T12:00Z' },
      here.services,
    );
    expect((await here.ask(silver)).decision.outcome).toBe('allow');
    here.minutesLater(6 * 60);
    expect((await here.ask(silver)).decision.outcome).toBe('block');
  });

  it.each([
    [
      'is isolated by hand',
      async (upstream: string, here: World) => tripBreaker(hand(upstream), here.services),
    ],
    ['has a new contract since', () => Promise.resolve()],
  ])('is not freed by an override where the upstream %s', async (why, prepare) => {
    const { silver, gold } = names();
    const here = world({ lineage: { [gold]: [silver] } });
    here.put(silver, { version: 'v1', found: BAD });
    here.put(gold, { version: 'v1' });
    await here.ask(silver);
    await prepare(silver, here);
    await createOverride(
      { ...hand(silver), checks: null, dataVersion: null, until: '2001-02-02' },
      here.services,
    );
    const later = why.includes('contract')
      ? world({ lineage: { [gold]: [silver] }, edition: 'second' })
      : here;
    expect((await later.ask(gold)).decision).toMatchObject({
      outcome: 'block',
      reasons: [{ rootCause: silver }],
    });
  });

  it('is only warned where the upstream is in shadow', async () => {
    const { silver, gold } = names();
    const here = world({ lineage: { [gold]: [silver] }, policy: { [silver]: { shadow: true } } });
    here.put(silver, { version: 'v1', found: BAD });
    here.put(gold, { version: 'v1' });
    expect((await here.ask(silver)).decision).toMatchObject({ outcome: 'block', enforced: 'allow' });
    const { decision } = await here.ask(gold);
    expect(decision).toMatchObject({
      outcome: 'allow_with_warnings',
      reasons: [{ rootCause: silver, effect: 'warn' }],
    });
  });
});

describe('data that move', () => {
  it('are bound to nothing: unknown, blocked into gold', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1', scannedVersion: 'v2' });
    const answer = await here.ask(gold);
    expect(answer.decision).toMatchObject({ outcome: 'block', verdict: 'unknown', dataVersion: null });
    expect(codes(answer)).toEqual(['data_moved: block']);
  });

  it('are bound to the snapshot where a table was scanned in one', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1', scannedVersion: 'v2', kind: 'table' });
    expect((await here.ask(gold)).decision).toMatchObject({
      outcome: 'allow',
      dataVersion: { id: 'sha256:v2' },
    });
  });

  it('are blocked where results are bound to no version at all', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: null, found: {} });
    expect(codes(await here.ask(gold))).toEqual(['version_unknown: block']);
  });

  it('are looked at although their source gave no version', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: null, found: { verdict: 'unknown', reason: 'unreachable', observed: null } });
    const services = {
      ...here.services,
      dataVersion: () => Promise.reject(new EngineError('unreachable', 'the server does not answer')),
    };
    const request = plainly(gold);
    expect((await decide(request, services)).decision).toMatchObject({
      outcome: 'block',
      reasons: [{ code: 'check_unknown' }],
    });
  });
});

describe('by hand', () => {
  it('isolates until a person resets, whatever the data', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    expect(await tripBreaker(hand(gold), here.services)).toMatchObject({
      ok: true,
      value: { phase: 'isolated' },
    });
    await createOverride(
      { ...hand(gold), checks: null, dataVersion: null, until: '2001-02-02' },
      here.services,
    );
    const { decision } = await here.ask(gold, { force: true });
    expect(decision).toMatchObject({
      outcome: 'block',
      breaker: 'isolated',
      reasons: [{ code: 'breaker_isolated' }],
    });
    expect(gateExit(decision)).toBe(5);
    expect(await tripBreaker(hand(gold), here.services)).toMatchObject({
      faults: [{ code: 'already-isolated' }],
    });
    await resetBreaker(hand(gold, 'ben'), here.services);
    expect((await here.ask(gold)).decision.outcome).toBe('allow');
    const log = (await store.audit(20)).filter((entry) => entry.dataset === gold);
    expect(log.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'breaker.reset ben',
      'override.create ada',
      'breaker.trip ada',
    ]);
    expect(log[0]?.before).toContain('"phase":"isolated"');
    expect(log[0]?.after).toContain('"phase":"closed"');
  });

  it('stops a decision whose checks were under way when the kill switch was pulled', async () => {
    const { gold } = names();
    const here: World = world({
      whileScanning: async () => void (await tripBreaker(hand(gold), here.services)),
    });
    here.put(gold, { version: 'v1' });
    expect((await here.ask(gold)).decision).toMatchObject({ outcome: 'block', breaker: 'isolated' });
    expect(await store.breaker(gold)).toMatchObject({ phase: 'isolated' });
  });

  it('makes a reset a fresh look, also at data that were allowed before', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    await here.ask(gold);
    await tripBreaker(hand(gold), here.services);
    await resetBreaker(hand(gold), here.services);
    here.put(gold, { version: 'v1', found: BAD });
    expect((await here.ask(gold)).decision.outcome).toBe('block');
  });

  it('needs a reason', async () => {
    const { gold } = names();
    const outcome = await tripBreaker({ ...hand(gold), reason: '  ' }, world().services);
    expect(outcome).toMatchObject({ ok: false, faults: [{ code: 'reason-required' }] });
  });
});

describe('overrides', () => {
  const until = '2001-02-01T12:00:00.000Z';

  it('change the answer for the same data without a scan, and end by themselves', async () => {
    const { silver } = names();
    const here = world();
    here.put(silver, { version: 'v1', found: BAD });
    await here.ask(silver);
    const wish = { ...hand(silver), checks: [checkId(silver)], dataVersion: 'sha256:v1', until };
    const made = await createOverride(wish, here.services);
    const id = made.ok ? made.value.id : '';
    const lifted = await here.ask(silver);
    expect(lifted.decision).toMatchObject({
      outcome: 'allow_with_warnings',
      expiresAt: until,
      breaker: 'open',
    });
    expect(lifted.decision.reasons.map((each) => each.overriddenBy)).toEqual([id, id]);
    expect(await here.ask(silver)).toEqual({ ...lifted, decision: { ...lifted.decision, replayed: true } });
    expect(here.scans).toHaveLength(1);
    here.minutesLater(6 * 60);
    expect(codes(await here.ask(silver))).toEqual(['breaker_open: block']);
    here.put(silver, { version: 'v2', found: BAD });
    expect((await here.ask(silver)).decision.outcome).toBe('block');
  });

  it('change a recorded block too, where the breaker has not opened', async () => {
    const { silver } = names();
    const here = world({ policy: { silver: { failuresToOpen: 2 } } });
    here.put(silver, { version: 'v1', found: BAD });
    await here.ask(silver);
    await createOverride({ ...hand(silver), checks: null, dataVersion: null, until }, here.services);
    expect((await here.ask(silver)).decision).toMatchObject({
      outcome: 'allow_with_warnings',
      replayed: false,
    });
    expect(here.scans).toHaveLength(1);
  });

  it('speak for the run that they lift: not for another batch, not for another contract', async () => {
    const { silver } = names();
    const here = world({ policy: { silver: { cooldown: '1h' } } });
    const [first, second] = [{ date: '2001-01-30' }, { date: '2001-01-31' }];
    for (const batch of [first, second]) here.put(keyOf(silver, batch), { version: 'v1', found: BAD });
    await here.ask(silver, { batch: first });
    await createOverride({ ...hand(silver), checks: null, dataVersion: null, until }, here.services);
    expect((await here.ask(silver, { batch: second })).decision).toMatchObject({
      outcome: 'block',
      runId: null,
    });
    const edited = world({ policy: { silver: { cooldown: '1h' } }, edition: 'second' });
    edited.put(keyOf(silver, first), { version: 'v1' });
    expect((await edited.ask(silver, { batch: first })).decision.outcome).toBe('block');
    expect((await here.ask(silver, { batch: first })).decision.outcome).toBe('allow_with_warnings');
  });

  it('into gold wait for a second person', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1', found: BAD });
    await here.ask(gold);
    const made = await createOverride(
      { ...hand(gold), checks: null, dataVersion: null, until },
      here.services,
    );
    const id = made.ok ? made.value.id : '';
    expect((await here.ask(gold)).decision.outcome).toBe('block');
    expect(await approveOverride({ id, by: 'Ada', reason: null }, here.services)).toMatchObject({
      faults: [{ code: 'same-person' }],
    });
    expect(await approveOverride({ id, by: 'ben', reason: null }, here.services)).toMatchObject({ ok: true });
    expect(await approveOverride({ id, by: 'eve', reason: null }, here.services)).toMatchObject({
      faults: [{ code: 'already-approved' }],
    });
    expect((await here.ask(gold)).decision.outcome).toBe('allow_with_warnings');
  });

  it('are refused with every fault at once', async () => {
    const { silver } = names();
    const here = world();
    const wish = {
      ...hand(silver),
      reason: '',
      checks: [`${silver}/dely/invalidValues`],
      dataVersion: null,
      until: '2001-01-31',
    };
    const outcome = await createOverride(wish, here.services);
    expect(outcome.ok ? [] : outcome.faults.map((each) => each.code)).toEqual([
      'reason-required',
      'override-in-the-past',
      'unknown-check',
    ]);
    const long = await createOverride(
      { ...hand(silver), checks: [], dataVersion: null, until: '2002-01-01' },
      here.services,
    );
    expect(long.ok ? [] : long.faults.map((each) => each.code)).toEqual(['override-too-long', 'no-checks']);
  });
});

describe('shadow', () => {
  it('records what it would have done, opens the breaker, and enforces nothing', async () => {
    const { gold } = names();
    const here = world({ policy: { gold: { shadow: true } } });
    here.put(gold, { version: 'v1', found: BAD });
    const first = (await here.ask(gold)).decision;
    expect(first).toMatchObject({ outcome: 'block', enforced: 'allow', shadow: true, breaker: 'open' });
    const second = (await here.ask(gold)).decision;
    expect(second).toMatchObject({
      outcome: 'block',
      enforced: 'allow',
      reasons: [{ code: 'breaker_open' }],
    });
    expect([gateExit(first), gateExit(second)]).toEqual([0, 0]);
  });
});

it('takes no run of another suite for an answer', async () => {
  const { gold } = names();
  const [here, other] = [world(), world({ edition: 'second' })];
  other.put(gold, { version: 'v1' });
  const services = { ...here.services, checkDataset: other.services.checkDataset };
  await expect(decide(plainly(gold), services)).rejects.toThrow('is not one of the suite');
  expect(await store.decisions(gold, 5)).toEqual([]);
});

describe('when the store fails', () => {
  it('throws the decision, so that nobody takes it for recorded', async () => {
    const { gold } = names();
    const here = world();
    here.put(gold, { version: 'v1' });
    const broken = {
      ...here.services,
      store: { ...store, recordDecision: () => Promise.reject(new Error('disk full')) },
    };
    const request = plainly(gold);
    const error: unknown = await decide(request, broken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RecordingError);
    expect(error).toMatchObject({ decision: { outcome: 'allow' }, run: { dataset: gold } });
    expect(await store.decisions(gold, 5)).toEqual([]);
  });
});

it('tells the story of a month over three layers', async () => {
  const { bronze, silver, gold } = names();
  const here = world({ lineage: { [silver]: [bronze], [gold]: [silver] } });
  const days = ['2001-01-30', '2001-01-31', '2001-02-01', '2001-02-02'];
  const told: string[] = [];
  for (const date of days) {
    for (const each of [bronze, silver, gold]) {
      const badDay = date === '2001-02-01' && each === silver;
      here.put(`${each}@${date}`, { version: `${each} ${date}`, ...(badDay ? { found: BAD } : {}) });
      const { decision } = await here.ask(each, { batch: { date }, asOf: `${date}T23:59:59.000Z` });
      told.push(
        `${date} ${decision.layer ?? ''} ${decision.outcome} ${decision.reasons[0]?.code ?? ''}`.trim(),
      );
    }
    here.minutesLater(24 * 60);
  }
  expect(told).toEqual([
    '2001-01-30 bronze allow',
    '2001-01-30 silver allow',
    '2001-01-30 gold allow',
    '2001-01-31 bronze allow',
    '2001-01-31 silver allow',
    '2001-01-31 gold allow',
    '2001-02-01 bronze allow',
    '2001-02-01 silver block check_failed',
    '2001-02-01 gold block upstream_open',
    '2001-02-02 bronze allow',
    '2001-02-02 silver allow',
    '2001-02-02 gold allow',
  ]);
  expect(here.scans).toHaveLength(11);
});
