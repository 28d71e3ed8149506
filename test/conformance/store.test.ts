/** What every store promises, on a folder and on a real PostgreSQL server. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/model/verdict.js';
import { openStore } from '../../src/store/open-store.js';
import { BreakerMoved, type Store } from '../../src/store/store.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import {
  CONTRACT,
  DATASET,
  SUITE,
  breaker,
  day,
  decision,
  override,
  reason,
  record,
  result,
  run,
  transition,
} from '../support/store-records.js';

const audit = (action: string) => ({
  at: day(1),
  by: 'ana',
  action,
  dataset: DATASET,
  reason: 'why not',
  before: null,
  after: null,
});

describe.each(Object.keys(storePlaces))('a store on %s', (name) => {
  let place: StorePlace;
  let store: Store;
  let used = 0;
  /** A name that no other test has used. */
  const fresh = (what: string): string => `${what}-${String(++used)}`;

  beforeAll(async () => {
    const find = storePlaces[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    store = await openStore(place.url, '/');
  });
  afterAll(async () => {
    await store.close();
    await place.leave();
  });

  /** Records one run a verdict, on days 1, 2, 3, …; gives check and dataset. */
  async function series(verdicts: readonly ('pass' | 'fail' | 'warn' | 'no_history' | 'broken')[]) {
    const dataset = fresh('silver.d');
    const check = `${dataset}/rowCount`;
    for (const [i, verdict] of verdicts.entries()) {
      const unknown = verdict === 'no_history' ? 'insufficient_history' : 'engine_error';
      const known = verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
      const one = known
        ? result({ id: check, verdict, observed: i + 1 })
        : result({ id: check, verdict: 'unknown', reason: unknown, observed: null });
      await store.recordRun(
        run(`${dataset}/${String(i + 1)}`, [one], { dataset, asOf: day(i + 1) }),
        SUITE,
        CONTRACT,
      );
    }
    return { dataset, check };
  }

  describe('runs', () => {
    test('come back as they were recorded, newest as-of first', async () => {
      const dataset = fresh('silver.d');
      const late = run(fresh('run'), [result({ id: 'a' }), result({ id: 'b', verdict: 'warn' })], {
        dataset,
        asOf: day(9),
      });
      const early = run(fresh('run'), [], { dataset, asOf: day(2), batch: { date: '2026-01-01' } });
      await store.recordRun(late, SUITE, CONTRACT);
      await store.recordRun(early, SUITE, CONTRACT);
      expect(await store.run(late.runId)).toEqual(late);
      expect(await store.runs(dataset, 10)).toEqual([late, early]);
      expect(await store.runs(dataset, 1)).toEqual([late]);
      expect(await store.run('no such run')).toBeNull();
      expect(await store.runs('no.such', 5)).toEqual([]);
    });

    test('recorded again change nothing', async () => {
      const first = run(fresh('run'), [result({ observed: 1 })], { dataset: fresh('silver.d') });
      await store.recordRun(first, SUITE, CONTRACT);
      await store.recordRun(
        { ...first, checks: [result({ observed: 2 }), result({ id: 'x' })] },
        SUITE,
        CONTRACT,
      );
      expect(await store.run(first.runId)).toEqual(first);
    });

    test('recorded at the same time by two callers are there once', async () => {
      const one = run(fresh('run'), [result(), result({ id: 'b' })], { dataset: fresh('silver.d') });
      await Promise.all(Array.from({ length: 8 }, () => store.recordRun(one, SUITE, CONTRACT)));
      expect(await store.runs(one.dataset, 10)).toEqual([one]);
    });

    test('keep every character and every number', async () => {
      const text = '😀 it\'s "quoted" \\ back\\u0000slash \u0000 nul \uD800 half 漢字 \u001B[31m';
      const odd = run(
        fresh('run') + text,
        [
          result({
            id: text,
            kind: text,
            column: text,
            message: text,
            observed: '12345678901234567890',
            details: { [text]: [text, null, 0.1, 1e-300] },
          }),
          result({ id: 'string', observed: '"7"' }),
        ],
        { dataset: fresh('silver.d') + text, batch: { [text]: text } },
      );
      await store.recordRun(odd, SUITE, CONTRACT);
      expect(await store.run(odd.runId)).toEqual(odd);
      expect(await store.runs(odd.dataset, 1)).toEqual([odd]);
      const history = await store.history([{ check: text, need: { points: 1 } }], day(30));
      expect(history.get(text)?.[0]).toMatchObject({ runId: odd.runId, observed: '12345678901234567890' });
      expect((await store.checkHistory(odd.dataset, 'string', 1))[0]?.observed).toBe('"7"');
    });

    test('of any text come back', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary' }), fc.json(), async (text, json) => {
          const one = run(fresh('run') + text, [result({ message: text, details: { json, text } })], {
            dataset: fresh('d') + text,
          });
          await store.recordRun(one, SUITE, CONTRACT);
          expect(await store.runs(one.dataset, 2)).toEqual([one]);
        }),
        { numRuns: 25 },
      );
    });

    test('of thousands of checks and megabytes of details fit', async () => {
      const long = 'x'.repeat(2_000_000);
      const many = Array.from({ length: 3_500 }, (_, i) => result({ id: `check ${String(i)}` }));
      const huge: Run = run(fresh('run'), [...many, result({ id: 'long', details: { long } })], {
        dataset: fresh('d'),
      });
      await store.recordRun(huge, SUITE, CONTRACT);
      const back = await store.run(huge.runId);
      expect(back?.checks.map((check) => check.id)).toEqual(huge.checks.map((check) => check.id));
      expect(back?.checks.at(-1)?.details['long']).toBe(long);
    });
  });

  describe('history', () => {
    test('is strictly before, newest first, with the verdict of each point', async () => {
      const { check } = await series(['pass', 'warn', 'fail', 'pass']);
      const points = (await store.history([{ check, need: { points: 9 } }], day(4))).get(check) ?? [];
      expect(points.map((p) => [p.asOf, p.observed, p.verdict, p.accepted])).toEqual([
        [day(3), 3, 'fail', false],
        [day(2), 2, 'warn', true],
        [day(1), 1, 'pass', true],
      ]);
      expect((await store.history([{ check, need: { points: 9 } }], day(1))).get(check)).toEqual([]);
    });

    test('reaches back until there are enough accepted points', async () => {
      const { check } = await series(['pass', 'pass', 'fail', 'broken', 'no_history', 'fail']);
      const days = async (points: number) =>
        ((await store.history([{ check, need: { points } }], day(30))).get(check) ?? []).map((p) => p.asOf);
      expect(await days(1)).toEqual([day(6), day(5)]);
      expect(await days(2)).toEqual([day(6), day(5), day(4), day(3), day(2)]);
      expect(await days(5)).toHaveLength(6);
    });

    test('reaches past hundreds of failures', async () => {
      const dataset = fresh('silver.d');
      const check = `${dataset}/c`;
      const bad = result({ id: check, verdict: 'fail' });
      const start = Date.UTC(2026, 0, 1);
      const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
      await store.recordRun(
        run(`${dataset}/0`, [result({ id: check })], { dataset, asOf: at(0) }),
        SUITE,
        CONTRACT,
      );
      for (let i = 1; i <= 300; i += 1)
        await store.recordRun(
          run(`${dataset}/${String(i)}`, [bad], { dataset, asOf: at(i) }),
          SUITE,
          CONTRACT,
        );
      const points = (await store.history([{ check, need: { points: 1 } }], at(1000))).get(check) ?? [];
      expect(points).toHaveLength(301);
      expect(points.at(-1)).toMatchObject({ runId: `${dataset}/0`, accepted: true });
      expect((await store.firstBadRuns(dataset, [check])).get(check)).toBe(`${dataset}/1`);
      expect(await store.checkHistory(dataset, check, 100)).toHaveLength(100);
    });

    test('ends at `within`, counted back from the moment asked for', async () => {
      const { check } = await series(['pass', 'pass', 'pass', 'pass']);
      const points =
        (await store.history([{ check, need: { points: 9, within: 'P2D' } }], day(5))).get(check) ?? [];
      expect(points.map((p) => p.asOf)).toEqual([day(4), day(3)]);
    });

    test('counts the last run of one as-of and batch, and each batch for itself', async () => {
      const dataset = fresh('silver.d');
      const check = `${dataset}/c`;
      const at = (id: string, observed: number, part: Partial<Run>) =>
        store.recordRun(
          run(`${dataset}/${id}`, [result({ id: check, observed })], { dataset, ...part }),
          SUITE,
          CONTRACT,
        );
      await at('first', 1, { asOf: day(2) });
      await at('other batch', 2, { asOf: day(2), batch: { region: 'eu' } });
      await at('backfill of the day before', 3, { asOf: day(1) });
      await at('repeated', 4, { asOf: day(2) });
      const points = (await store.history([{ check, need: { points: 9 } }], day(9))).get(check) ?? [];
      expect(points.map((p) => p.observed)).toEqual([4, 2, 3]);
    });

    test('leaves out runs of a --where, and other servers where one is named', async () => {
      const dataset = fresh('silver.d');
      const check = `${dataset}/c`;
      const at = (n: number, part: Partial<Run>) =>
        store.recordRun(
          run(`${dataset}/${String(n)}`, [result({ id: check, observed: n })], {
            dataset,
            asOf: day(n),
            ...part,
          }),
          SUITE,
          CONTRACT,
        );
      await at(1, {});
      await at(2, { where: 'amount > 3' });
      await at(3, { server: 'staging' });
      const need = [{ check, need: { points: 9 } }];
      const observed = async (scope?: { server: string }) =>
        ((await store.history(need, day(9), scope)).get(check) ?? []).map((p) => p.observed);
      expect(await observed()).toEqual([3, 1]);
      expect(await observed({ server: 'production' })).toEqual([1]);
    });

    test('serves many checks in one question', async () => {
      const a = await series(['pass', 'fail']);
      const b = await series(['warn']);
      const needs = [a, b].map(({ check }) => ({ check, need: { points: 3 } }));
      const found = await store.history([...needs, { check: 'never seen', need: { points: 1 } }], day(9));
      expect([...found].map(([, points]) => points.length)).toEqual([2, 1, 0]);
      expect(await store.history([], day(9))).toEqual(new Map());
    });

    test('accepts a failed run that an override let through', async () => {
      const dataset = fresh('gold.d');
      const check = `${dataset}/c`;
      const bad = (n: number) =>
        run(`${dataset}/${String(n)}`, [result({ id: check, verdict: 'fail' })], { dataset, asOf: day(n) });
      const lifted = [reason({ overriddenBy: 'override-1', effect: 'warn' })];
      const blocked = [reason({ overriddenBy: 'override-1', effect: 'warn' }), reason()];
      const at = (n: number, part: Parameters<typeof decision>[1]) =>
        store.recordDecision(
          record(
            decision(`${dataset}/${String(n)}`, {
              dataset,
              dataVersion: { kind: 'files', id: `v${String(n)}` },
              ...part,
            }),
            bad(n),
          ),
        );
      await at(1, { outcome: 'allow_with_warnings', reasons: lifted });
      await at(2, { outcome: 'block', reasons: blocked });
      const points = (await store.history([{ check, need: { points: 9 } }], day(9))).get(check) ?? [];
      expect(points.map((p) => p.accepted)).toEqual([false, true]);
    });
  });

  describe('first bad runs', () => {
    test('begin the present unbroken series of results that are not pass', async () => {
      const { dataset, check } = await series(['fail', 'pass', 'warn', 'broken', 'fail']);
      const good = await series(['fail', 'pass']);
      const always = await series(['fail', 'fail']);
      const checks = [check, good.check, always.check, 'never seen'];
      expect(await store.firstBadRuns(dataset, checks)).toEqual(
        new Map([
          [check, `${dataset}/3`],
          [always.check, `${always.dataset}/1`],
        ]),
      );
    });

    test('are counted by as-of, not by the order of recording', async () => {
      const { dataset, check } = await series(['pass', 'fail']);
      const backfill = run(`${dataset}/late`, [result({ id: check, verdict: 'fail' })], {
        dataset,
        asOf: '2026-01-01T12:00:00.000Z',
      });
      await store.recordRun(backfill, SUITE, CONTRACT);
      expect((await store.firstBadRuns(dataset, [check])).get(check)).toBe(`${dataset}/late`);
    });

    test('end with a repeated run that passes', async () => {
      const { dataset, check } = await series(['pass', 'fail']);
      await store.recordRun(
        run(`${dataset}/again`, [result({ id: check })], { dataset, asOf: day(2) }),
        SUITE,
        CONTRACT,
      );
      expect(await store.firstBadRuns(dataset, [check])).toEqual(new Map());
    });
  });

  describe('decisions', () => {
    const keyOf = (dataset: string) => ({
      dataset,
      batch: null,
      dataVersion: 'sha256:d1',
      suiteDigest: 'sha256:s1',
      policyDigest: 'sha256:p1',
    });

    test('are found by their whole key, the latest one', async () => {
      const dataset = fresh('gold.d');
      const own = run(fresh('run'), [], { dataset });
      const first = record(decision(fresh('d'), { dataset }), own);
      expect(await store.findDecision(keyOf(dataset))).toBeNull();
      expect(await store.recordDecision(first)).toEqual(first.decision);
      const forced = record(
        decision(fresh('d'), { dataset, outcome: 'block' }),
        run(fresh('run'), [], { dataset }),
        { supersedes: first.decision.id },
      );
      expect(await store.recordDecision(forced)).toEqual(forced.decision);
      expect(await store.findDecision(keyOf(dataset))).toEqual(forced.decision);
      for (const other of [
        { batch: { date: 'x' } },
        { dataVersion: 'v2' },
        { suiteDigest: 's2' },
        { policyDigest: 'p2' },
        { dataset: 'other' },
      ])
        expect(await store.findDecision({ ...keyOf(dataset), ...other })).toBeNull();
      expect(await store.decisions(dataset, 5)).toEqual([forced.decision, first.decision]);
      expect(await store.run(own.runId)).toEqual(own);
    });

    test('without a scan are recorded, but never given again', async () => {
      const dataset = fresh('gold.d');
      const blocked = () =>
        record(
          decision(fresh('d'), {
            dataset,
            outcome: 'block',
            reasons: [reason({ code: 'breaker_open', check: null })],
          }),
          null,
        );
      await store.recordDecision(blocked());
      await store.recordDecision(blocked());
      expect(await store.decisions(dataset, 5)).toHaveLength(2);
      expect(await store.findDecision(keyOf(dataset))).toBeNull();
    });

    test('recorded again change nothing', async () => {
      const dataset = fresh('gold.d');
      const one = record(decision(fresh('d'), { dataset }), run(fresh('run'), [], { dataset }), {
        transitions: [transition({ dataset })],
        breaker: breaker({ dataset, phase: 'open' }),
      });
      await store.recordDecision(one);
      expect(await store.recordDecision({ ...one, breaker: breaker({ dataset }) })).toEqual(one.decision);
      expect(await store.decisions(dataset, 5)).toEqual([one.decision]);
      expect(await store.transitions(dataset, 5)).toEqual(one.transitions);
      expect(await store.breaker(dataset)).toEqual(one.breaker);
    });

    test('that race on one key: one stands, all callers get it, every run is kept', async () => {
      const dataset = fresh('gold.d');
      const rivals = Array.from({ length: 6 }, () =>
        record(decision(fresh('d'), { dataset }), run(fresh('run'), [], { dataset }), {
          breaker: breaker({ dataset }),
          transitions: [transition({ dataset })],
        }),
      );
      const standing = await Promise.all(rivals.map((rival) => store.recordDecision(rival)));
      const winner = await store.findDecision(keyOf(dataset));
      expect(new Set(standing.map((one) => one.id))).toEqual(new Set([winner?.id]));
      expect(await store.decisions(dataset, 10)).toEqual([winner]);
      expect(await store.transitions(dataset, 10)).toHaveLength(1);
      expect(await store.runs(dataset, 10)).toHaveLength(6);
    });

    test('write all or nothing', async () => {
      const dataset = fresh('gold.d');
      const broken = record(decision(fresh('d'), { dataset }), run(fresh('run'), [], { dataset }), {
        transitions: [transition({ dataset, at: 'not a moment' })],
      });
      const error: unknown = await store.recordDecision(broken).catch((e: unknown) => e);
      expect(String(error)).toMatch(/^StoreError: The store could not do this: .*timestamp/);
      expect(await store.decisions(dataset, 5)).toEqual([]);
      expect(await store.runs(dataset, 5)).toEqual([]);
      expect(await store.breaker(dataset)).toBeNull();
    });

    test('keep their batches apart, whatever the order of the keys', async () => {
      const dataset = fresh('gold.d');
      const one = record(
        decision(fresh('d'), { dataset, batch: { b: '2', a: '1' } }),
        run(fresh('run'), [], { dataset }),
      );
      await store.recordDecision(one);
      expect(await store.findDecision({ ...keyOf(dataset), batch: { a: '1', b: '2' } })).toEqual(
        one.decision,
      );
      expect(await store.findDecision({ ...keyOf(dataset), batch: { a: '2', b: '1' } })).toBeNull();
    });
  });

  describe('breakers', () => {
    test('keep their state, and each transition with its cause', async () => {
      const dataset = fresh('gold.d');
      expect(await store.breaker(dataset)).toBeNull();
      const open = breaker({ dataset, phase: 'open', failures: 1, batch: { date: '2001-02-01' } });
      const opened = transition({ dataset });
      await store.changeBreaker(open, [opened], audit('breaker.trip'), null);
      const closed = breaker({ dataset });
      const byHand = transition({ dataset, from: 'open', to: 'closed', event: 'reset', by: 'ana' });
      await store.changeBreaker(closed, [byHand], audit('breaker.reset'), open);
      expect(await store.breaker(dataset)).toEqual(closed);
      expect(await store.transitions(dataset, 5)).toEqual([byHand, opened]);
      expect(await store.transitions(dataset, 1)).toEqual([byHand]);
      expect((await store.breakers()).filter((each) => each.dataset === dataset)).toEqual([closed]);
    });

    test('that moved since they were read are not overwritten, nor audited', async () => {
      const dataset = fresh('gold.d');
      const open = breaker({ dataset, phase: 'open' });
      await store.changeBreaker(open, [], audit('breaker.trip'), null);
      const before = await store.audit(1000);
      await expect(
        store.changeBreaker(breaker({ dataset }), [transition({ dataset })], audit('x'), null),
      ).rejects.toBeInstanceOf(BreakerMoved);
      const late = record(decision(fresh('d'), { dataset }), run(fresh('run'), [], { dataset }), {
        breaker: breaker({ dataset }),
        breakerBefore: null,
      });
      await expect(store.recordDecision(late)).rejects.toBeInstanceOf(BreakerMoved);
      expect(await store.breaker(dataset)).toEqual(open);
      expect(await store.decisions(dataset, 1)).toEqual([]);
      expect(await store.audit(1000)).toEqual(before);
    });

    test('of ten writers that count on each other lose no step', async () => {
      const dataset = fresh('gold.d');
      const count = async (): Promise<void> => {
        for (;;) {
          const now = await store.breaker(dataset);
          const next = breaker({ dataset, failures: (now?.failures ?? 0) + 1 });
          try {
            return await store.changeBreaker(next, [], audit('count'), now);
          } catch (error) {
            if (!(error instanceof BreakerMoved)) throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: 10 }, count));
      expect((await store.breaker(dataset))?.failures).toBe(10);
    });
  });

  describe('overrides and audit', () => {
    test('an override shows until it ends, approved or not', async () => {
      const dataset = fresh('gold.d');
      const one = override(fresh('o'), { dataset, until: day(3) });
      const other = override(fresh('o'), { dataset: fresh('gold.d'), until: day(9) });
      await store.addOverride(one, audit('override.create'));
      await store.addOverride(other, audit('override.create'));
      expect(await store.overrides(dataset, day(2))).toEqual([one]);
      expect(await store.overrides(dataset, day(3))).toEqual([]);
      expect((await store.overrides(null, day(2))).slice(-2)).toEqual([one, other]);
    });

    test('an override is approved once', async () => {
      const dataset = fresh('gold.d');
      const one = override(fresh('o'), { dataset });
      await store.addOverride(one, audit('override.create'));
      const answers = await Promise.all(
        ['bo', 'cy'].map((by) => store.approveOverride(one.id, by, audit(`approve by ${by}`))),
      );
      expect([...answers].sort()).toEqual([false, true]);
      const [kept] = await store.overrides(dataset, day(1));
      expect(kept).toEqual({ ...one, approvedBy: answers[0] === true ? 'bo' : 'cy' });
      expect((await store.audit(1))[0]?.action).toBe(`approve by ${String(kept?.approvedBy)}`);
      expect(await store.approveOverride('no such', 'bo', audit('x'))).toBe(false);
    });

    test('the audit log comes newest first', async () => {
      await store.addOverride(override(fresh('o')), audit('one'));
      await store.addOverride(override(fresh('o')), audit('two'));
      expect((await store.audit(2)).map((entry) => entry.action)).toEqual(['two', 'one']);
      expect((await store.audit(1))[0]).toEqual(audit('two'));
    });
  });

  test('an error of the store says nothing of what was to be recorded', async () => {
    const secret = run(fresh('run'), [result({ message: 'p4ssw0rd' })], { asOf: 'no moment' });
    const error: unknown = await store.recordRun(secret, SUITE, CONTRACT).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).not.toContain('p4ssw0rd');
  });
});
