/** What the overview asks the store again, and when: only what something was recorded of, everything where that is too much or too long ago. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOverview, type Overview } from '../../src/service/overview.js';
import type { Schedule } from '../../src/service/overdue.js';
import type { Store } from '../../src/store/store.js';
import { apiWorld, type ApiWorld } from '../api/api-world.js';

const MINUTE = 60_000;

describe('the overview', () => {
  let world: ApiWorld;
  let asked: string[][];
  let now: number;
  let schedules: readonly Schedule[];
  let look: () => Promise<Overview>;

  beforeAll(async () => {
    world = await apiWorld({ quiet: true });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    asked = [];
    now = Date.now();
    schedules = [];
    const { store } = world.service;
    const counting: Store = {
      ...store,
      listings: {
        ...store.listings,
        standings: (datasets, runs) => {
          asked.push([...datasets]);
          return store.listings.standings(datasets, runs);
        },
      },
    };
    const project = () => ({ view: world.service.project(), schedules });
    look = openOverview(counting, project, () => new Date(now));
  });

  const ask = (body: object = {}) =>
    world.call('/v1/gates/bronze.orders/decisions', { body, headers: { Prefer: 'wait=60' } });

  test('nothing is read again where nothing was recorded, and one dataset where one was', async () => {
    const [first, same] = [await look(), await look()];
    expect(same.rows).toBe(first.rows);
    expect(asked).toEqual([['gold.daily', 'bronze.orders']]);
    await ask({ batch: { day: '2026-05-01' }, force: true });
    const later = await look();
    expect(asked.slice(1)).toEqual([['bronze.orders']]);
    const orders = later.rows.find(({ entry }) => entry.key === 'bronze.orders');
    expect(orders).toMatchObject({ health: 'pass', standing: { runs: [{ verdict: 'pass' }] } });
  });

  test('callers that come together share one answer', async () => {
    const all = await Promise.all([look(), look(), look(), look()]);
    expect(new Set(all.slice(1)).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  test('everything is read again after very many events, and after an hour', async () => {
    await look();
    const at = new Date(now).toISOString();
    const event = { at, event: 'run' as const, dataset: 'gold.daily', data: {} };
    await world.service.store.events.add(Array.from({ length: 500 }, () => event));
    await look();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toHaveLength(2);
    now += 61 * MINUTE;
    await look();
    // Nothing was recorded: what is at hand still is what is on record.
    expect(asked).toHaveLength(2);
    await world.service.store.events.add([event]);
    await look();
    expect(asked[2]).toHaveLength(2);
  });

  test('an override that ends by itself ends on the page', async () => {
    await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'x' } });
    await world.call('/v1/breakers/bronze.orders/reset', { body: { reason: 'x' } });
    world.project.write('data/orders/day=2026-05-02/orders.csv', 'order_id,amount\n1,\n');
    await ask({ batch: { day: '2026-05-02' } });
    expect((await look()).gates.get('bronze.orders')?.blocked).toBe(true);
    const until = new Date(now + 10 * MINUTE).toISOString();
    await world.call('/v1/breakers/bronze.orders/override', { body: { reason: 'x', until } });
    now += MINUTE;
    expect((await look()).gates.get('bronze.orders')?.blocked).toBe(false);
    now += 10 * MINUTE;
    expect((await look()).gates.get('bronze.orders')?.blocked).toBe(true);
  });

  test('a schedule that was missed is told, until somebody asks', async () => {
    schedules = [{ dataset: 'orders', cron: '0 * * * *' }];
    expect((await look()).overdue.size).toBe(0);
    now += 180 * MINUTE;
    expect([...(await look()).overdue]).toMatchObject([['bronze.orders', { by: 'schedule' }]]);
    schedules = [{ dataset: 'gold.daily', cron: '0 * * * *' }];
    // What never ran is said to have never run.
    expect((await look()).overdue.size).toBe(0);
  });
});
