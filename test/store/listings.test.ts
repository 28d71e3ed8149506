/** Lists page by page, on a folder and on a real PostgreSQL server: whatever the size of the pages and whatever is written meanwhile, each line comes once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check, Suite } from '../../src/model/check.js';
import type { AuditEntry } from '../../src/model/decision.js';
import type { Page, PageWish } from '../../src/store/listing-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startPostgres } from '../support/postgres.js';
import {
  CONTRACT,
  SUITE,
  breaker,
  day,
  decision,
  override,
  record,
  result,
  run,
  transition,
} from '../support/store-records.js';

const places = {
  pglite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-listings-'));
    const leave = () => Promise.resolve(rmSync(folder, { recursive: true }));
    return { store: await openStore(`pglite:${join(folder, 'store')}`, '/'), leave };
  },
  postgres: async () => {
    const server = await startPostgres();
    return { store: await openStore(await server.createDatabase(), '/'), leave: () => server.close() };
  },
};

const OPEN = { since: null, until: null };

const CHECK: Check = {
  kind: 'rowCount',
  id: '',
  dataset: '',
  column: null,
  steps: null,
  columnType: null,
  args: {},
  limit: { op: '=', value: 0 },
  unit: 'rows',
  severity: 'fail',
  severityLabel: null,
  dimension: '',
  name: null,
  description: null,
  tags: [],
  clause: { file: 'a.odcs.yaml', line: 1, column: 1, path: '' },
};

/** All of a list, in pages of these sizes, again and again. */
async function pages<T>(
  sizes: readonly number[],
  ask: (wish: PageWish) => Promise<Page<T>>,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly T[]> {
  const found: T[] = [];
  let after: PageWish['after'] = null;
  for (let i = 0; ; i += 1) {
    const limit = sizes[i % sizes.length] ?? 1;
    const page: Page<T> = await ask({ limit, after });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    if (page.next === null) return found;
    after = page.next;
    await between();
  }
}

describe.each(Object.keys(places) as (keyof typeof places)[])('lists of a store on %s', (name) => {
  let store: Store;
  let leave: () => Promise<void>;
  let used = 0;
  const fresh = (what: string): string => `${what}-${(used += 1)}`;

  beforeAll(async () => {
    ({ store, leave } = await places[name]());
  });
  afterAll(async () => {
    await store.close();
    await leave();
  });

  test('runs and results come by as-of and recording; the last of a repeated run counts', async () => {
    const shape = fc.record({
      asOf: fc.integer({ min: 1, max: 3 }),
      batch: fc.constantFrom(null, 'a', 'b'),
      verdict: fc.constantFrom('pass' as const, 'fail' as const),
      partial: fc.boolean(),
    });
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(shape, { maxLength: 9 }), sizes, async (shapes, limits) => {
        const dataset = fresh('silver.d');
        const check = `${dataset}/rowCount`;
        const made = shapes.map((each, i) => {
          const one = result({ id: check, verdict: each.verdict, observed: i });
          return run(fresh('run'), [one], {
            dataset,
            asOf: day(each.asOf),
            batch: each.batch === null ? null : { day: each.batch },
            where: each.partial ? 'x > 1' : null,
          });
        });
        for (const one of made) await store.recordRun(one, { ...SUITE, dataset }, CONTRACT);
        const order = made
          .map((one, seq) => ({ one, seq }))
          .sort((a, b) => (a.one.asOf === b.one.asOf ? b.seq - a.seq : a.one.asOf < b.one.asOf ? 1 : -1));
        const listed = await pages(limits, (wish) =>
          store.listings.runs({ dataset, verdict: null, ...OPEN }, wish),
        );
        expect(listed.map(({ runId }) => runId)).toEqual(order.map(({ one }) => one.runId));
        const failed = await pages(limits, (wish) =>
          store.listings.runs({ dataset, verdict: 'fail', ...OPEN }, wish),
        );
        expect(failed.map(({ runId }) => runId)).toEqual(
          order.filter(({ one }) => one.verdict === 'fail').map(({ one }) => one.runId),
        );
        const seen = new Set<string>();
        const points = order.filter(({ one }) => {
          const place = `${one.asOf} ${JSON.stringify(one.batch)}`;
          if (one.where !== null || seen.has(place)) return false;
          seen.add(place);
          return true;
        });
        const listedPoints = await pages(limits, (wish) =>
          store.listings.checkPoints({ check, ...OPEN }, wish),
        );
        expect(listedPoints).toEqual(
          points.map(({ one }) => ({
            runId: one.runId,
            asOf: one.asOf,
            batch: one.batch,
            accepted: one.verdict === 'pass',
            result: one.checks[0],
          })),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('what is written meanwhile does not disturb who is half way through', async () => {
    const dataset = fresh('gold.d');
    const decide = async (): Promise<void> => {
      const id = fresh('decision');
      await store.recordDecision(
        record(decision(id, { dataset, dataVersion: null, decidedAt: day(used) }), null),
      );
    };
    for (let i = 0; i < 10; i += 1) await decide();
    const filter = { dataset, outcome: null, ...OPEN };
    const before = await store.listings.decisions(filter, { limit: 100, after: null });
    expect(before.next).toBeNull();
    const paged = await pages([3], (wish) => store.listings.decisions(filter, wish), decide);
    expect(paged).toEqual(before.items);
    const since = before.items[4]?.decidedAt ?? '';
    const late = await store.listings.decisions(
      { ...filter, since, until: before.items[1]?.decidedAt ?? '' },
      { limit: 100, after: null },
    );
    expect(late.items).toEqual(before.items.slice(2, 5));
  });

  test('transitions and the audit log are filtered without a look into what they hold', async () => {
    const dataset = fresh('gold.d');
    const other = fresh('gold.d');
    const audit = (of: string | null, action: string): AuditEntry => ({
      at: day(1),
      by: 'ana',
      action,
      dataset: of,
      // What PostgreSQL can not hold as text must not break a search among its neighbours.
      reason: 'a NUL: \0, half a pair: \ud800',
      before: null,
      after: '{"a":1}',
    });
    for (const of of [dataset, other, dataset])
      await store.changeBreaker(
        breaker({ dataset: of }),
        [transition({ dataset: of })],
        audit(of, 'breaker.trip'),
      );
    await store.addOverride(override(fresh('override'), { dataset }), audit(dataset, 'override.create'));
    const wish = { limit: 100, after: null };
    expect((await store.listings.transitions(dataset, wish)).items).toHaveLength(2);
    const trips = { datasets: [dataset], action: 'breaker.trip', by: null, ...OPEN };
    expect((await store.listings.audit(trips, wish)).items).toHaveLength(2);
    expect(
      (await store.listings.audit({ ...trips, action: null }, wish)).items.map(({ action }) => action),
    ).toEqual(['override.create', 'breaker.trip', 'breaker.trip']);
    expect((await store.listings.audit({ ...trips, by: 'ana' }, wish)).items).toHaveLength(2);
    expect((await store.listings.audit({ ...trips, by: 'an' }, wish)).items).toEqual([]);
    expect((await store.listings.audit({ ...trips, datasets: [] }, wish)).items).toEqual([]);
    expect((await store.listings.audit({ ...trips, action: 'breaker' }, wish)).items).toEqual([]);
    const all = await pages([1, 2], (page) =>
      store.listings.audit({ datasets: [dataset, other], action: null, by: null, ...OPEN }, page),
    );
    expect(all).toHaveLength(4);
    expect(all[0]).toEqual(audit(dataset, 'override.create'));
  });

  test('attainment is what a reader counts', async () => {
    const [dataset, empty] = [fresh('gold.d\0'), fresh('gold.e')];
    const kinds = ['pass', 'pass', 'fail', 'warn', 'unknown'] as const;
    const checks = kinds.map((verdict, i) =>
      result({
        id: `${dataset}/${i}`,
        verdict,
        reason: verdict === 'unknown' ? 'timeout' : null,
        dimension: i < 2 ? 'completeness' : 'time\0liness',
        message: 'a NUL: \0',
      }),
    );
    const digest = fresh('sha256:suite');
    const suite: Suite = {
      ...SUITE,
      ...{ dataset, digest },
      checks: checks.map(({ id, dimension }) => ({ ...CHECK, id, dimension })),
    };
    for (const at of [1, 2, 3])
      await store.recordRun(
        run(fresh('run'), checks, {
          dataset,
          asOf: day(at),
          where: at === 2 ? 'x > 1' : null,
          suiteDigest: digest,
        }),
        suite,
        CONTRACT,
      );
    for (const [i, outcome] of (['allow', 'block', 'allow_with_warnings', 'allow'] as const).entries())
      await store.recordDecision(
        record(
          decision(fresh('decision'), { dataset, outcome, decidedAt: day(i + 1), dataVersion: null }),
          null,
        ),
      );
    const [one, none] = await store.listings.attainment([dataset, empty], { since: day(1), until: day(4) });
    expect(one).toMatchObject({
      dataset,
      runs: 2,
      decisions: { total: 3, allowed: 2 },
      lastRunAt: '2026-01-01T00:00:01.000Z',
      lastAllowedAt: day(4),
    });
    expect(Object.fromEntries(one?.dimensions ?? [])).toEqual({
      completeness: { pass: 4, warn: 0, fail: 0, unknown: 0 },
      'time\0liness': { pass: 0, warn: 2, fail: 2, unknown: 2 },
    });
    expect(none).toEqual({
      dataset: empty,
      runs: 0,
      dimensions: new Map(),
      decisions: { total: 0, allowed: 0 },
      lastRunAt: null,
      lastAllowedAt: null,
      lastAsOf: null,
      slices: [{ from: day(1), results: [], decisions: { total: 0, allowed: 0 } }],
    });
    expect(await store.listings.attainment([], { since: day(1), until: day(4) })).toEqual([]);
  });

  test('attainment counts what a run looked at, not what its suite has', async () => {
    const dataset = fresh('gold.d');
    const digest = fresh('sha256:suite');
    const ids = ['a', 'b', 'c'].map((name) => `${dataset}/${name}`);
    const checks = ids.map((id) => ({ ...CHECK, id, dimension: 'completeness' }));
    const suite: Suite = { ...SUITE, dataset, digest, checks };
    // The second one is of `--select`; the third found something.
    for (const [i, some] of [ids, ids.slice(1, 2), ids.slice(0, 2)].entries()) {
      const results = some.map((id, place) =>
        result({ id, verdict: i === 2 && place === 0 ? 'warn' : 'pass' }),
      );
      const head = { dataset, asOf: day(i + 1), suiteDigest: digest };
      await store.recordRun(run(fresh('run'), results, head), suite, CONTRACT);
    }
    const [one] = await store.listings.attainment([dataset], { since: day(1), until: day(9) });
    expect(one?.dimensions.get('completeness')).toEqual({ pass: 5, warn: 1, fail: 0, unknown: 0 });
    const counts = (one?.slices ?? []).flatMap(({ results }) => results);
    const told = counts.map(({ check, verdict, count }) => `${check.slice(-1)} ${verdict} ${String(count)}`);
    expect(told.sort()).toEqual(['a pass 1', 'a warn 1', 'b pass 3', 'c pass 1']);
  });

  test('attainment comes in slices, and a decision lies at the moment that it was asked for', async () => {
    const [other, dataset] = [fresh('gold.d'), fresh('gold.d')];
    const digest = fresh('sha256:suite');
    const check = `${dataset}/a\0/nullValues`;
    const suite: Suite = {
      ...SUITE,
      ...{ dataset, digest },
      checks: [{ ...CHECK, id: check, column: 'a\0', dimension: 'completeness' }],
    };
    for (const [i, verdict] of (['fail', 'pass', 'pass', 'unknown'] as const).entries()) {
      const reason = verdict === 'unknown' ? 'timeout' : null;
      const one = run(fresh('run'), [result({ id: check, verdict, reason })], {
        ...{ dataset, asOf: day(2 * i + 1), suiteDigest: digest },
      });
      await store.recordRun(one, suite, CONTRACT);
      // Decided long after: a history that is replayed.
      const made = { dataset, runId: one.runId, decidedAt: day(28), dataVersion: null };
      const outcome = verdict === 'pass' ? 'allow' : 'block';
      await store.recordDecision(record(decision(fresh('decision'), { ...made, outcome }), null));
    }
    // Nothing was scanned for it: it says itself which moment it is about.
    const inherited = {
      dataset,
      outcome: 'block' as const,
      asOf: day(6),
      decidedAt: day(28),
      dataVersion: null,
    };
    await store.recordDecision(record(decision(fresh('decision'), inherited), null));
    const count = (verdict: string, times = 1) => ({
      ...{ check, dimension: 'completeness', column: 'a\0', verdict, count: times },
    });
    const ask = (since: string, cuts: readonly string[]) =>
      store.listings.attainment([other, dataset], { since, until: day(7) }, cuts);
    const [none, cut] = await ask(day(3), [day(5), day(2), day(5)]);
    expect(none?.slices.map(({ from }) => from)).toEqual([day(2), day(3), day(5)]);
    expect(cut?.slices).toEqual([
      { from: day(2), results: [], decisions: { total: 0, allowed: 0 } },
      { from: day(3), results: [count('pass')], decisions: { total: 1, allowed: 1 } },
      { from: day(5), results: [count('pass')], decisions: { total: 2, allowed: 1 } },
    ]);
    // The counts are those of the period, not of all slices.
    expect(cut).toMatchObject({ runs: 2, decisions: { total: 3, allowed: 2 }, lastAsOf: day(7) });
    const [, early] = await ask(day(5), [day(1)]);
    expect(early).toMatchObject({ runs: 1, decisions: { total: 2, allowed: 1 } });
    expect(early?.slices.map(({ results }) => results)).toEqual([
      [count('fail'), count('pass')],
      [count('pass')],
    ]);
  });

  test('a contract keeps all that it was', async () => {
    const id = fresh('contract');
    for (const version of ['1.0.0', '1.1.0'])
      await store.keepContracts([{ ...CONTRACT, id, version, digest: `sha256:${version}` }], []);
    await store.keepContracts([{ ...CONTRACT, id, version: '1.0.0', digest: 'sha256:1.0.0' }], []);
    const versions = await store.listings.contractVersions(id);
    expect(versions.map(({ contract }) => contract.version)).toEqual(['1.1.0', '1.0.0']);
    expect(await store.listings.contractVersions('nothing')).toEqual([]);
  });
});
