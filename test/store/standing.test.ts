/** How datasets stand, on a folder and on a real PostgreSQL server: what the store says is what a reader picks from the records by hand. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { CONTRACT, SUITE, day, decision, record, result, run } from '../support/store-records.js';

describe.each(Object.entries(storePlaces))('how datasets stand on %s', (_, openPlace) => {
  let store: Store;
  let place: StorePlace;
  let used = 0;
  const fresh = (what: string): string => `${what}-${String((used += 1))}`;

  beforeAll(async () => {
    place = await openPlace();
    store = await openStore(place.url, '/');
  });
  afterAll(async () => {
    await store.close();
    await place.leave();
  });

  const made = fc.array(
    fc.record({
      asOf: fc.integer({ min: 1, max: 4 }),
      batch: fc.constantFrom(null, 'a', 'b'),
      verdict: fc.constantFrom('pass' as const, 'warn' as const, 'fail' as const),
      partial: fc.boolean(),
      outcomes: fc.array(fc.constantFrom('allow' as const, 'block' as const), { maxLength: 2 }),
    }),
    { maxLength: 8 },
  );

  test('the last runs count, in their order, with the latest decision on each', async () => {
    await fc.assert(
      fc.asyncProperty(made, fc.integer({ min: 1, max: 4 }), async (shapes, most) => {
        // What no text of PostgreSQL can hold, and what is no friend of JSON.
        const dataset = fresh('gold.d/"é\0 \\u0041 🙂');
        const check = `${dataset}/x`;
        const recorded = [];
        for (const [i, shape] of shapes.entries()) {
          const one = run(fresh('run\0'), [result({ id: check, verdict: shape.verdict })], {
            dataset,
            asOf: day(shape.asOf),
            finishedAt: day(100 + i),
            batch: shape.batch === null ? null : { b: shape.batch },
            where: shape.partial ? 'x > 1' : null,
          });
          await store.recordRun(one, SUITE, CONTRACT);
          const decided = [];
          for (const outcome of shape.outcomes) {
            const its = decision(fresh('decision'), {
              dataset,
              outcome,
              dataVersion: null,
              runId: one.runId,
              decidedAt: day(used),
            });
            decided.push(await store.recordDecision({ ...record(its, null), decision: its }));
          }
          recorded.push({ one, decided });
        }
        const seen = new Set<string>();
        const counted = recorded
          .filter(({ one }) => one.where === null)
          .toReversed()
          .filter(({ one }) => {
            const place = `${one.asOf} ${JSON.stringify(one.batch)}`;
            if (seen.has(place)) return false;
            seen.add(place);
            return true;
          })
          .toSorted((a, b) => (a.one.asOf < b.one.asOf ? 1 : a.one.asOf > b.one.asOf ? -1 : 0))
          .slice(0, most);
        const last = recorded.flatMap(({ decided }) => decided).at(-1);
        const [empty, standing] = await store.listings.standings([fresh('none'), dataset], most);
        expect(standing).toEqual({
          dataset,
          runs: counted.toReversed().map(({ one, decided }) => ({
            ...{ runId: one.runId, asOf: one.asOf, finishedAt: one.finishedAt, verdict: one.verdict },
            outcome: decided.at(-1)?.outcome ?? null,
          })),
          verdicts: new Map(counted[0] === undefined ? [] : [[check, counted[0].one.verdict]]),
          lastRunAt: recorded.findLast(({ one }) => one.where === null)?.one.finishedAt ?? null,
          decision:
            last === undefined ? null : { id: last.id, outcome: last.outcome, decidedAt: last.decidedAt },
        });
        expect(empty).toMatchObject({ runs: [], verdicts: new Map(), lastRunAt: null, decision: null });
      }),
      { numRuns: 30 },
    );
  });

  test('nobody asked about is nobody', async () => {
    expect(await store.listings.standings([], 14)).toEqual([]);
    expect(await store.listings.lastAnswers([])).toEqual(new Map());
  });

  test('an answer that was given again is found, one that is still sought is not', async () => {
    const dataset = fresh('gold.d\0');
    const ask = async () => {
      const request = {
        dataset,
        environment: null,
        batch: null,
        asOf: null,
        dataVersion: null,
        force: false,
        askedBy: 'x',
      };
      const claim = { source: 's', worker: 'w', concurrency: 9, leaseMs: 60_000 };
      const id = fresh('ask');
      await store.asks.enqueue(
        { id, request, source: 's', shareKey: id, at: new Date().toISOString() },
        claim,
      );
      return { ask: id, worker: 'w', attempt: 1 };
    };
    const first = await ask();
    expect(await store.listings.lastAnswers([dataset])).toEqual(new Map());
    await store.asks.answer(first, 'decision-x');
    await ask();
    const found = await store.listings.lastAnswers([dataset, fresh('none')]);
    expect([...found.keys()]).toEqual([dataset]);
    expect(found.get(dataset)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
