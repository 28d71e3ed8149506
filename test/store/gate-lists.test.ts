/** What pages of gates and incidents ask the store, on a folder and on a real PostgreSQL server. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GateOutcome } from '../../src/model/decision.js';
import type { PageWish } from '../../src/store/listing-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { incident } from '../support/incident-records.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { day, decision, record } from '../support/store-records.js';

const OUTCOMES: readonly GateOutcome[] = ['allow', 'allow_with_warnings', 'block'];
const ANY = { datasets: null, outcome: null, since: null, until: null };

describe.each(Object.keys(storePlaces))('gates and incidents of a store on %s', (name) => {
  let store: Store;
  let place: StorePlace;
  let used = 0;
  const fresh = (what: string): string => `${what}-${(used += 1)}`;

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

  const decide = async (dataset: string, outcome: GateOutcome, on: number): Promise<string> => {
    const id = fresh('decision');
    const one = decision(id, { dataset, outcome, decidedAt: day(on), dataVersion: null });
    await store.recordDecision(record(one, null));
    return id;
  };
  const idsOf = async (filter: Partial<typeof ANY | { datasets: readonly string[] }>, limit: number) => {
    const found: string[] = [];
    for (let after: PageWish['after'] = null; ;) {
      const page = await store.listings.allDecisions({ ...ANY, ...filter }, { limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map(({ id }) => id));
      if (page.next === null) return found;
      after = page.next;
    }
  };

  test('decisions of all datasets come as they were recorded, however they are filtered and paged', async () => {
    const shape = fc.record({
      place: fc.integer({ min: 0, max: 2 }),
      outcome: fc.constantFrom(...OUTCOMES),
      on: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(shape, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 4 }),
        async (shapes, limit) => {
          const datasets = ['a\0', 'b\\', 'c "é" 😀'].map((each) => fresh(`gold.${each}`));
          const made: { id: string; dataset: string; outcome: GateOutcome; on: number }[] = [];
          for (const { place: at, ...one } of shapes) {
            const dataset = datasets[at] ?? '';
            made.unshift({ dataset, ...one, id: await decide(dataset, one.outcome, one.on) });
          }
          const ids = (isWanted: (one: (typeof made)[number]) => boolean) =>
            made.filter(isWanted).map(({ id }) => id);
          expect(await idsOf({ datasets }, limit)).toEqual(ids(() => true));
          // Those of the examples before are older.
          expect((await idsOf({}, 5)).slice(0, made.length)).toEqual(ids(() => true));
          const some = datasets.slice(1);
          expect(await idsOf({ datasets: some }, limit)).toEqual(
            ids(({ dataset }) => some.includes(dataset)),
          );
          for (const outcome of OUTCOMES)
            expect(await idsOf({ datasets, outcome } as never, limit)).toEqual(
              ids((one) => one.outcome === outcome),
            );
          const period = { since: day(2), until: day(4) } as never;
          expect(await idsOf({ datasets, ...(period as object) }, limit)).toEqual(
            ids(({ on }) => on === 2 || on === 3),
          );
        },
      ),
      { numRuns: 12 },
    );
    expect(await idsOf({ datasets: [] }, 5)).toEqual([]);
    expect(await idsOf({ datasets: ['nothing'] }, 5)).toEqual([]);
  });

  test('the latest decision on each dataset, and decisions by id', async () => {
    const [one, other] = [fresh('gold.d\\'), fresh('gold.d')];
    const first = await decide(one, 'allow', 9);
    const last = await decide(one, 'block', 3);
    const found = await store.listings.lastDecisions([other, one]);
    // The last that was recorded, whatever its clock said.
    expect([...found]).toEqual([[one, { id: last, outcome: 'block', decidedAt: day(3) }]]);
    const byId = await store.listings.decisionsById([first, 'nothing', last]);
    expect([...byId.values()].map(({ id }) => id).sort()).toEqual([first, last].sort());
    expect(await store.listings.decisionsById([])).toEqual(new Map());
    expect(await store.listings.lastDecisions([])).toEqual(new Map());
  });

  test('incidents are found by layer, by dataset and by whether somebody has them', async () => {
    const layer = fresh('layer "\\ \0');
    const mine = { acknowledgedBy: 'ada', acknowledgedAt: day(1), state: 'acknowledged' as const };
    const [a, b, c] = [fresh('i'), fresh('i'), fresh('i')];
    const of = (id: string) => `gold.${id}`;
    // Words that look like the members that are looked for are no members.
    const trap = '"acknowledgedBy":null,"layer":"elsewhere"';
    const all = [
      incident(a, { dataset: of(a), layer, title: trap }),
      incident(b, { dataset: of(b), layer, title: trap, ...mine }),
      incident(c, { dataset: of(c), layer: 'elsewhere', ...mine }),
    ];
    await store.incidents.change({ incidents: all, events: [], messages: [] }, [], null);
    const ids = async (filter: Parameters<Store['incidents']['list']>[0]) =>
      (await store.incidents.list(filter)).map(({ id }) => id);
    expect(await ids({ layer, limit: 9 })).toEqual([b, a]);
    expect(await ids({ layer: 'elsewhere', limit: 9 })).toEqual([c]);
    expect(await ids({ assigned: false, limit: 9 })).toEqual([a]);
    expect(await ids({ assigned: true, limit: 9 })).toEqual([c, b]);
    expect(await ids({ datasets: [of(a), of(c)], limit: 9 })).toEqual([c, a]);
    expect(await ids({ datasets: [], limit: 9 })).toEqual([]);
    expect(await ids({ assigned: true, before: c, limit: 9 })).toEqual([b]);
  });
});
