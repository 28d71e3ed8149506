/** What pages of a dataset and of its runs ask the store, on a folder and on a real PostgreSQL server, against answers that are worked out by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/verdict.js';
import type { Run } from '../../src/model/verdict.js';
import type { ListingStore, Page, PageWish } from '../../src/store/listing-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startPostgres } from '../support/postgres.js';
import { CONTRACT, SUITE, day, decision, record, result, run } from '../support/store-records.js';

const places = {
  pglite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-results-'));
    const leave = () => Promise.resolve(rmSync(folder, { recursive: true }));
    return { store: await openStore(`pglite:${join(folder, 'store')}`, '/'), leave };
  },
  postgres: async () => {
    const server = await startPostgres();
    return { store: await openStore(await server.createDatabase(), '/'), leave: () => server.close() };
  },
};

type AllRunsFilter = Parameters<ListingStore['allRuns']>[0];

const ANY: AllRunsFilter = { datasets: null, verdict: null, server: null, since: null, until: null };

describe.each(Object.keys(places) as (keyof typeof places)[])('results of a store on %s', (name) => {
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

  const keep = async (...made: readonly Run[]): Promise<void> => {
    for (const one of made) await store.recordRun(one, { ...SUITE, dataset: one.dataset }, CONTRACT);
  };
  const idsOf = async (filter: Partial<AllRunsFilter>, limit: number) => {
    const ask = (wish: PageWish): Promise<Page<Omit<Run, 'checks'>>> =>
      store.listings.allRuns({ ...ANY, ...filter }, wish);
    const found: string[] = [];
    for (let after: PageWish['after'] = null; ;) {
      const page = await ask({ limit, after });
      found.push(...page.items.map(({ runId }) => runId));
      if (page.next === null) return found;
      after = page.next;
    }
  };

  test('runs of all datasets come as they were recorded, whatever their moment', async () => {
    const [a, b, c] = [fresh('gold.a\\'), fresh('gold.b\0'), fresh('gold.c')];
    const ids = Array.from({ length: 7 }, () => fresh('run'));
    const made = ids.map((id, i) =>
      run(id, [result({ verdict: i % 3 === 0 ? 'fail' : 'pass' })], {
        dataset: [a, b, c][i % 3] ?? a,
        asOf: day(20 - i),
        server: i === 6 ? 'test' : 'production',
        where: i === 4 ? 'x > 1' : null,
      }),
    );
    await keep(...made);
    const reversed = ids.toReversed();
    const mine = { datasets: [a, b, c] };
    for (const limit of [1, 2, 3, 50]) expect(await idsOf(mine, limit)).toEqual(reversed);
    expect((await idsOf({}, 50)).slice(0, 7)).toEqual(reversed);
    expect(await idsOf({ datasets: [b] }, 50)).toEqual([ids[4], ids[1]]);
    expect(await idsOf({ datasets: [] }, 50)).toEqual([]);
    expect(await idsOf({ ...mine, verdict: 'fail' }, 2)).toEqual([ids[6], ids[3], ids[0]]);
    expect(await idsOf({ ...mine, server: 'test' }, 2)).toEqual([ids[6]]);
    const between = { ...mine, since: day(16), until: day(18) };
    expect(await idsOf(between, 50)).toEqual([ids[4], ids[3]]);
  });

  test('the last decision on a run is what the gate made of it', async () => {
    const dataset = fresh('gold.d');
    const [first, second, none] = [fresh('run'), fresh('run\0'), fresh('run')];
    const [one, two, later] = [fresh('d'), fresh('d'), fresh('d')];
    for (const [id, of] of [
      [one, first],
      [two, second],
    ] as const)
      await store.recordDecision(
        record(
          decision(id, { dataset, dataVersion: { kind: 'files', id: fresh('sha256:v') } }),
          run(of, [result()], { dataset }),
        ),
      );
    await store.recordDecision(
      record(decision(later, { dataset, runId: first, dataVersion: null, outcome: 'block' }), null),
    );
    const found = await store.listings.runDecisions([none, second, first]);
    expect([...found].map(([of, { id }]) => [of, id])).toEqual([
      [second, two],
      [first, later],
    ]);
    expect((await store.listings.runDecisions([])).size).toBe(0);
  });

  test('the latest run is that of the latest moment, and never one of a --where', async () => {
    const dataset = fresh('gold.d');
    expect(await store.listings.latestRun(dataset)).toBeNull();
    const at = (asOf: number, part: Partial<Run> = {}) =>
      run(fresh('run'), [result()], { dataset, asOf: day(asOf), ...part });
    const [early, late, again, partial, backfill, other] = [
      at(3),
      at(5),
      at(5),
      at(9, { where: 'x > 1' }),
      at(1),
      at(4, { server: 'test' }),
    ];
    await keep(early, late, again, partial, backfill, other);
    const { checks, ...head } = again;
    expect(checks).toHaveLength(1);
    expect(await store.listings.latestRun(dataset)).toEqual(head);
    expect(await store.listings.runHead(again.runId)).toEqual(head);
    expect(await store.listings.runHead('nothing')).toBeNull();
    const before = async (one: Run) => (await store.listings.runBefore(one.runId))?.runId ?? null;
    expect(await before(again)).toBe(late.runId);
    expect(await before(late)).toBe(early.runId);
    expect(await before(early)).toBe(backfill.runId);
    expect(await before(backfill)).toBeNull();
    expect(await before(other)).toBeNull();
    expect(await before(partial)).toBeNull();
    expect(await store.listings.runBefore('nothing')).toBeNull();
  });

  test('what the checks of a run said is told in its order, and some of it in full', async () => {
    const made = ['fail', 'pass', 'unknown'].map((verdict, i) =>
      result({
        id: `gold.q"/💥%2F\\/${i}`,
        verdict: verdict as Verdict,
        reason: verdict === 'unknown' ? 'timeout' : null,
        column: i === 1 ? null : 'a\0b',
      }),
    );
    const one = run(fresh('run'), made);
    await keep(one);
    expect(await store.listings.runVerdicts(one.runId)).toEqual(
      made.map(({ id, kind, column, verdict }, position) => ({
        ...{ position, check: id, kind, column, verdict },
      })),
    );
    expect(await store.listings.runResults(one.runId, [2, 0, 99])).toEqual(
      new Map([
        [0, made[0]],
        [2, made[2]],
      ]),
    );
    expect((await store.listings.runResults(one.runId, [])).size).toBe(0);
    expect(await store.listings.runVerdicts('nothing')).toEqual([]);
    expect(await store.listings.recordedSuite(SUITE.digest)).toMatchObject({ kind: 'Suite' });
    expect(await store.listings.recordedSuite('sha256:nothing')).toBeNull();
  });

  test('trends and the beginning of what is bad are those of the points that count', async () => {
    const shape = fc.record({
      asOf: fc.integer({ min: 1, max: 4 }),
      batch: fc.constantFrom(null, 'a', 'b'),
      verdict: fc.constantFrom<Verdict>('pass', 'fail', 'warn', 'unknown'),
      partial: fc.boolean(),
      observed: fc.constantFrom(null, 'text', true, 7, -1.5),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(shape, { maxLength: 9 }),
        fc.integer({ min: 1, max: 5 }),
        async (shapes, most) => {
          const dataset = fresh('silver.d');
          const [check, never] = [`${dataset}/a\0b/"x"`, `${dataset}/never`];
          const made = shapes.map(({ asOf, batch, verdict, partial, observed }) =>
            run(
              fresh('run'),
              [result({ id: check, verdict, observed, reason: verdict === 'unknown' ? 'timeout' : null })],
              {
                dataset,
                asOf: day(asOf),
                batch: batch === null ? null : { day: batch },
                where: partial ? 'x > 1' : null,
              },
            ),
          );
          await keep(...made);
          const counts = made.filter(
            (one, i) =>
              one.where === null &&
              !made.some(
                (later, j) =>
                  j > i &&
                  later.where === null &&
                  later.asOf === one.asOf &&
                  JSON.stringify(later.batch) === JSON.stringify(one.batch),
              ),
          );
          const points = counts
            .map((one) => ({ one, seq: made.indexOf(one) }))
            .sort((a, b) => (a.one.asOf === b.one.asOf ? a.seq - b.seq : a.one.asOf < b.one.asOf ? -1 : 1))
            .map(({ one: { runId, asOf, checks } }) => ({
              ...{ runId, asOf, verdict: checks[0]?.verdict ?? 'pass' },
              value: typeof checks[0]?.observed === 'number' ? checks[0].observed : null,
            }));
          const trends = await store.listings.checkTrends([never, check], most);
          expect(trends).toEqual(
            new Map([
              [never, []],
              [check, points.slice(-most)],
            ]),
          );
          const lastPass = points.findLastIndex(({ verdict }) => verdict === 'pass');
          const first = points[lastPass + 1];
          expect(await store.listings.checksBadSince([check, never])).toEqual(
            new Map(first === undefined ? [] : [[check, { runId: first.runId, asOf: first.asOf }]]),
          );
        },
      ),
      { numRuns: 40 },
    );
    expect((await store.listings.checkTrends([], 3)).size).toBe(0);
    expect((await store.listings.checksBadSince([])).size).toBe(0);
  });
});
