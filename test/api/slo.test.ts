/** Service level objectives over a real store: windows by as-of, budgets, rights, and the days of one dataset. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { burningObjectives } from '../../src/service/burning-objectives.js';
import { BAD_ORDERS, GOOD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

/** The contract of the small project, with objectives. */
const ORDERS = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.1.0
status: active
servers: [{server: files, type: local, path: "data/orders/day=*/*.csv", format: csv}]
customProperties: [{property: layer, value: bronze}]
schema:
  - name: orders
    properties:
      - {name: day, logicalType: date, partitioned: true}
      - {name: order_id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: amount, logicalType: number, required: true, logicalTypeOptions: {minimum: 0}}
slaProperties:
  - { property: completeness, value: 90, unit: percent, valueExt: P10D, description: "mostly \\"there\\"" }
  - { property: validity, value: 99, unit: percent, element: orders.amount }
  - { property: errorRate, value: 5, unit: percent }
  - { property: availability, value: 100, unit: percent }
  - { property: timeliness, value: 99, unit: percent }
`;

describe('service level objectives', () => {
  let world: ApiWorld;
  const days = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'];
  const UNTIL = '2026-05-06T00:00:00Z';
  const at = (path: string) => `${path}${path.includes('?') ? '&' : '?'}until=${UNTIL}`;
  const items = (body: JsonObject): readonly JsonObject[] => body['items'] as readonly JsonObject[];
  const objectives = (slo: JsonObject | undefined): readonly JsonObject[] =>
    slo?.['objectives'] as readonly JsonObject[];

  beforeAll(async () => {
    world = await apiWorld({
      config: 'policy: {bronze: {failuresToOpen: 9}}\n',
      files: { 'contracts/orders.odcs.yaml': ORDERS },
    });
    for (const [i, day] of days.entries()) {
      world.project.write(`data/orders/day=${day}/orders.csv`, i === 3 ? BAD_ORDERS : GOOD_ORDERS);
      const body = { batch: { day }, asOf: `${day}T06:00:00Z` };
      await world.call('/v1/gates/bronze.orders/decisions', { body, headers: { Prefer: 'wait=60' } });
    }
  });
  afterAll(() => world.close());

  test('stand as a reader counts them', async () => {
    const { body } = await world.call(at('/v1/slo?dataset=orders'));
    // Five runs: three checks of completeness each, one of which failed once; the amount's ranges failed once.
    const [completeness, validity, errors, availability, timeliness] = objectives(items(body)[0]);
    expect(completeness).toMatchObject({
      property: 'completeness',
      text: 'completeness ≥ 90 % over 10 days',
      description: 'mostly "there"',
      ...{ target: 0.9, windowDays: 10, good: 14, bad: 1, total: 15, attained: 14 / 15, checks: 3 },
      state: 'met',
    });
    expect(completeness?.['budgetLeft']).toBeCloseTo(1 - 1 / 1.5, 12);
    expect(completeness?.['burn']).toMatchObject({ shortDays: 1, short: 0, longDays: 1, long: 0 });
    expect(validity).toMatchObject({ property: 'conformity', column: 'amount', bad: 1, state: 'spent' });
    expect(validity?.['budgetLeft']).toBeLessThan(0);
    expect(errors).toMatchObject({ property: 'errorRate', total: 55, bad: 2, target: 0.95, state: 'met' });
    expect(availability).toMatchObject({
      ...{ counts: 'decisions', total: 5, good: 4, bad: 1, budgetLeft: null, burn: null, state: 'spent' },
    });
    expect(timeliness).toMatchObject({ total: 0, checks: 0, attained: null, state: 'no_data' });
    const clause = completeness?.['clause'] as { file: string; path: string };
    expect(clause).toMatchObject({ file: 'contracts/orders.odcs.yaml', path: '/slaProperties/0' });
  });

  test('a window given in the question is that of all objectives', async () => {
    const { body } = await world.call(at('/v1/slo?dataset=orders&days=1'));
    expect(objectives(items(body)[0]).map(({ windowDays, total }) => [windowDays, total])).toEqual([
      [1, 3],
      [1, items(body).length === 1 ? objectives(items(body)[0])[1]?.['total'] : -1],
      [1, 11],
      [1, 1],
      [1, 0],
    ]);
    // Now: nothing ran in the last day.
    const now = await world.call('/v1/slo?dataset=orders&days=1');
    expect(objectives(items(now.body)[0]).every(({ state }) => state === 'no_data')).toBe(true);
    expect(items(now.body)[0]).toMatchObject({
      lastAsOf: '2026-05-05T06:00:00.000Z',
      decisions: { total: 0 },
    });
  });

  test('only those with objectives, or those without', async () => {
    const keys = async (wish: string) =>
      items((await world.call(`/v1/slo?objectives=${wish}`)).body).map(({ dataset }) => dataset);
    expect(await keys('some')).toEqual(['bronze.orders']);
    expect(await keys('none')).toEqual(['gold.daily']);
    const found = async (wish: string) => items((await world.call(at(`/v1/slo?${wish}`))).body).length;
    expect(await found('state=spent')).toBe(1);
    expect(await found('state=burning')).toBe(0);
    expect(await found('search=ORDERS')).toBe(1);
    expect(await found('search=gold&state=spent')).toBe(0);
    expect(await found('objectives=none&state=spent')).toBe(0);
    expect((await world.call('/v1/slo?objectives=all')).body['code']).toBe('invalid-query');
  });

  test('day by day: the budget goes where the failure was, and the checks that spent it are named', async () => {
    const { body } = await world.call(at('/v1/slo/orders'));
    expect(body).toMatchObject({ dataset: 'bronze.orders', lastAsOf: '2026-05-05T06:00:00.000Z' });
    const [completeness] = objectives(body);
    const series = completeness?.['days'] as {
      from: string;
      good: number;
      bad: number;
      budgetLeft: number;
    }[];
    expect(series).toHaveLength(10);
    expect(series.map(({ bad }) => bad)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect(series.map(({ good }) => good)).toEqual([0, 0, 0, 0, 0, 3, 3, 3, 2, 3]);
    expect(series[7]?.budgetLeft).toBe(1);
    expect(series[8]?.budgetLeft).toBeCloseTo(1 / 3, 12);
    expect(completeness?.['spenders']).toMatchObject([
      { check: 'bronze.orders/amount/nullValues', bad: 1, total: 5 },
    ]);
    const listed = objectives(items((await world.call(at('/v1/slo?dataset=orders'))).body)[0]);
    expect(objectives(body).map(({ objective }) => objective)).toEqual(listed);
    const link = (completeness?.['spenders'] as { links: { history: string } }[])[0]?.links.history ?? '';
    expect((await world.call(link)).status).toBe(200);
  });

  test('a dataset without objectives says so, one that is not there does not exist', async () => {
    expect((await world.call('/v1/slo/gold.daily')).body).toMatchObject({ objectives: [], lastAsOf: null });
    expect((await world.call('/v1/slo/nothing')).body['code']).toBe('unknown-dataset');
    for (const until of ['soon', '2026-02-30', '0001-01-01', '9999-12-31T00:00:00Z'])
      for (const path of ['/v1/slo', '/v1/slo/orders'])
        expect((await world.call(`${path}?until=${until}`)).body['code']).toBe('bad-time');
    expect((await world.call('/v1/slo/orders?days=367')).body['code']).toBe('invalid-query');
    expect((await world.call('/v1/slo/orders?days=366&until=1900-01-01')).status).toBe(200);
  });

  test('a domain that is not the caller’s has none', async () => {
    const stranger = { token: await world.token(['read'], ['elsewhere']) };
    expect((await world.call('/v1/slo', stranger)).body['items']).toEqual([]);
    expect((await world.call('/v1/slo/orders', stranger)).body['code']).toBe('unknown-dataset');
  });

  test('what burns is listed, missed ones first', async () => {
    const { datasets } = world.service.project();
    const burning = await burningObjectives(world.service.store.listings, datasets, new Date(UNTIL));
    expect(burning.map(({ state, objective }) => [state, textOf(objective.property)])).toEqual([
      ['spent', 'conformity'],
      ['spent', 'availability'],
    ]);
    expect(await burningObjectives(world.service.store.listings, [], new Date(UNTIL))).toEqual([]);
  });
});
