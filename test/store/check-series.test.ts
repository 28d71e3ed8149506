/** The series of one check, and what people say of its points, on a folder and on a real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/model/check.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { CONTRACT, SUITE, day, decision, reason, record, result, run } from '../support/store-records.js';

const AUDIT = { at: day(1), by: 'ada', action: 'baseline.expect', reason: 'sale', before: null, after: null };
const OPEN = { since: null, until: null };

describe.each(Object.keys(storePlaces))('the series of a check in a store on %s', (name) => {
  let place: StorePlace;
  let store: Store;
  let used = 0;
  const fresh = (what: string): string => `${what}-${String((used += 1))}`;
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

  async function recorded(
    dataset: string,
    check: string,
    n: number,
    part: Partial<Parameters<typeof run>[2]> = {},
    verdict: 'pass' | 'fail' = 'pass',
  ) {
    const one = result({ id: check, verdict, observed: n, details: { value: n * 10 } });
    const made = run(fresh('run'), [one], { dataset, asOf: day(n), ...part });
    await store.recordRun(made, { ...SUITE, dataset }, CONTRACT);
    return made;
  }

  test('comes oldest first; the last of a repeated run counts, runs of a part do not', async () => {
    const dataset = fresh('silver/"d" 😀\\');
    const check = `${dataset}/a%2F\u0000b/rowCount`;
    const batch = { 'da"y': '1\\' };
    for (const n of [3, 1, 2]) await recorded(dataset, check, n, { batch });
    const again = await recorded(dataset, check, 2, { batch }, 'fail');
    await recorded(dataset, check, 2, { batch: { day: 'other' } });
    await recorded(dataset, check, 2, { where: 'x > 1', batch });
    const points = await store.checks.series({ check, ...OPEN, details: true });
    expect(points.map(({ asOf, observed, verdict }) => [asOf, observed, verdict])).toEqual([
      [day(1), 1, 'pass'],
      [day(2), 2, 'fail'],
      [day(2), 2, 'pass'],
      [day(3), 3, 'pass'],
    ]);
    expect(points[1]).toMatchObject({ runId: again.runId, batch, details: { value: 20 }, accepted: false });
    expect(await store.checks.extent(check)).toEqual({ points: 4, first: day(1), last: day(3) });
    const part = await store.checks.series({ check, since: day(2), until: day(3), details: false });
    expect(part.map(({ details }) => details)).toEqual([null, null]);
    expect((await store.checks.lastRecorded(check))?.dataset).toBe(dataset);
  });

  test('a check that never ran has none', async () => {
    expect(await store.checks.series({ check: 'no', ...OPEN, details: true })).toEqual([]);
    expect(await store.checks.extent('no')).toEqual({ points: 0, first: null, last: null });
    expect(await store.checks.lastRecorded('no')).toBeNull();
    expect(await store.checks.point('no', 'no')).toBeNull();
    expect(await store.checks.expectationsOf('no', 'no')).toEqual([]);
  });

  test('the last word on a point holds, for this check alone, wherever the series is read', async () => {
    const dataset = fresh('silver.d');
    const check = `${dataset}/rowCount`;
    const bad = await recorded(dataset, check, 1, {}, 'fail');
    const good = await recorded(dataset, check, 2);
    const accepted = async () => {
      const series = await store.checks.series({ check, ...OPEN, details: false });
      const listed = await store.listings.checkPoints({ check, ...OPEN }, { limit: 9, after: null });
      const history = await store.history([{ check, need: { points: 9 } }], day(9));
      const ways = [
        series.map((point) => point.accepted),
        listed.items.map((point) => point.accepted).toReversed(),
        (history.get(check) ?? []).map((point) => point.accepted).toReversed(),
        [await store.checks.point(check, bad.runId), await store.checks.point(check, good.runId)].map(
          (point) => point?.accepted,
        ),
      ];
      expect(new Set(ways.map((way) => JSON.stringify(way)))).toHaveProperty('size', 1);
      return ways[0];
    };
    const say = (runId: string, expected: boolean, of = check) =>
      store.checks.expect(
        { check: of, dataset, runId, expected, by: 'ada', reason: 'sale', at: day(3) },
        { ...AUDIT, dataset },
      );
    expect(await accepted()).toEqual([false, true]);
    await say(bad.runId, true, `${dataset}/other`);
    expect(await accepted()).toEqual([false, true]);
    await say(bad.runId, true);
    expect(await accepted()).toEqual([true, true]);
    await say(bad.runId, false);
    await say(good.runId, false);
    expect(await accepted()).toEqual([false, false]);
    await say(good.runId, true);
    expect(await accepted()).toEqual([false, true]);
    const words = await store.checks.expectationsOf(check, good.runId);
    expect(words.map(({ expected }) => expected)).toEqual([false, true]);
    expect([...(await store.checks.expectations(check))].map(([id, word]) => [id, word.expected])).toEqual([
      [bad.runId, false],
      [good.runId, true],
    ]);
  });

  test('a word against an override that let the run through holds too; it is told to whoever listens', async () => {
    const dataset = fresh('silver.d');
    const check = `${dataset}/rowCount`;
    const made = run(fresh('run'), [result({ id: check, verdict: 'fail', observed: 1 })], { dataset });
    const lifted = decision(fresh('decision'), {
      ...{ dataset, runId: made.runId, outcome: 'allow_with_warnings' },
      reasons: [reason({ check, overriddenBy: 'o' })],
    });
    await store.recordDecision({ ...record(lifted, made), suite: { ...SUITE, dataset } });
    const accepted = async () => (await store.checks.series({ check, ...OPEN, details: false }))[0]?.accepted;
    expect(await accepted()).toBe(true);
    const before = await store.events.last();
    const said = { check, dataset, runId: made.runId, expected: false, by: 'ada', reason: 'no', at: day(3) };
    await store.checks.expect(said, { ...AUDIT, dataset });
    expect(await accepted()).toBe(false);
    expect(await store.events.after(before, 9)).toMatchObject([
      { event: 'expectation', dataset, data: { check, runId: made.runId, expected: false } },
    ]);
    expect((await store.audit(1))[0]).toMatchObject({ action: 'baseline.expect', dataset });
  });

  test('limits and versions come from the suites and contracts that were used', async () => {
    const dataset = fresh('silver.d');
    const check = `${dataset}/rowCount`;
    const [one, two] = [fresh('sha256:suite'), fresh('sha256:contract')];
    const limited = { id: check, limit: { op: '<', value: 5 } } as unknown as Check;
    await store.keepContracts(
      [{ ...CONTRACT, digest: two, version: '7.1.0' }],
      [{ ...SUITE, dataset, digest: one, checks: [limited] }],
    );
    expect((await store.checks.inSuites(check, [one, 'sha256:none'])).get(one)?.limit).toEqual(limited.limit);
    expect(await store.checks.inSuites('other', [one])).toEqual(new Map());
    expect(await store.checks.contractVersions([two, 'sha256:none'])).toEqual(new Map([[two, '7.1.0']]));
    expect(await store.checks.contractVersions([])).toEqual(new Map());
  });
});
