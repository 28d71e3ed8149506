/** What the latest run said and how old the let-through data are, of many datasets at once, on a folder and on a real PostgreSQL server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { CONTRACT, SUITE, day, decision, record, result, run } from '../support/store-records.js';

describe.each(Object.keys(storePlaces))('the latest of many datasets, on %s', (name) => {
  let store: Store;
  let place: StorePlace;
  beforeAll(async () => {
    const open = storePlaces[name];
    if (open === undefined) throw new Error(name);
    place = await open();
    store = await openStore(place.url, '/');
  });
  afterAll(async () => {
    await store.close();
    await place.leave();
  });

  const NAMES = ['gold.a', 'gold.b"/%\0', 'gold.never', 'gold.only-blocked'];
  const [a = '', b = '', never = '', blocked = ''] = NAMES;
  const suite = (dataset: string) => ({ ...SUITE, dataset });
  const one = (dataset: string, n: number, verdict: 'pass' | 'fail', where: string | null = null) =>
    run(`${dataset}-${n}${where ?? ''}`, [result({ verdict })], { dataset, asOf: day(n), where });
  const decide = (dataset: string, n: number, outcome: 'allow' | 'allow_with_warnings' | 'block') => {
    const its = one(dataset, n, outcome === 'block' ? 'fail' : 'pass');
    const made = decision(`${dataset}-${n}`, {
      ...{ dataset, outcome, runId: its.runId },
      decidedAt: day(20 + n),
      dataVersion: { kind: 'files', id: `sha256:${n}` },
    });
    return store.recordDecision({ ...record(made, its), suite: suite(dataset) });
  };

  test('is the last by as-of, and what the gate last let through by its data', async () => {
    await decide(a, 1, 'allow');
    await decide(a, 2, 'allow_with_warnings');
    await decide(a, 3, 'block');
    // Recorded last, but of an older day; and one of other rows.
    await store.recordRun(one(a, 2, 'pass', 'x > 1'), suite(a), CONTRACT);
    await store.recordRun(one(a, 9, 'pass', 'x > 1'), suite(a), CONTRACT);
    await store.recordRun(one(b, 5, 'pass'), suite(b), CONTRACT);
    await decide(blocked, 4, 'block');
    expect(await store.listings.latestHealth(NAMES)).toEqual([
      { dataset: a, verdict: 'fail', asOf: day(3), allowedAsOf: day(2) },
      { dataset: b, verdict: 'pass', asOf: day(5), allowedAsOf: null },
      { dataset: never, verdict: null, asOf: null, allowedAsOf: null },
      { dataset: blocked, verdict: 'fail', asOf: day(4), allowedAsOf: null },
    ]);
    // A decision that stands on no run tells its own moment.
    await store.recordDecision({
      ...record(decision('alone', { dataset: b, runId: null, dataVersion: null, decidedAt: day(7) }), null),
      suite: suite(b),
    });
    expect((await store.listings.latestHealth([b]))[0]?.allowedAsOf).toBe(day(7));
    expect(await store.listings.latestHealth([])).toEqual([]);
  });

  test('versions of contracts are counted', async () => {
    const id = 'orders"/%\0';
    for (const version of ['1.0.0', '1.1.0'])
      await store.keepContracts([{ ...CONTRACT, id, version, digest: `sha256:${version}` }], []);
    const counts = await store.listings.contractVersionCounts([id, 'nothing']);
    expect([...counts]).toEqual([[id, 2]]);
    expect((await store.listings.contractVersionCounts([])).size).toBe(0);
  });
});
