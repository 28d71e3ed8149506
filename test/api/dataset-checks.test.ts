/** What a page of a dataset reads: its checks in force with their verdicts, since when they are bad and how they went, paged and filtered; and the results of one run. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS, GOOD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

/** Good, bad twice, good, bad on two days: the present series began on the fifth. */
const DAYS = [
  ['2026-05-01', GOOD_ORDERS],
  ['2026-05-02', BAD_ORDERS],
  ['2026-05-03', BAD_ORDERS],
  ['2026-05-04', GOOD_ORDERS],
  ['2026-05-05', BAD_ORDERS],
  ['2026-05-06', BAD_ORDERS],
] as const;
const KEY = 'bronze.orders';
const CHECKS = `/v1/datasets/${KEY}/checks`;

type Rows = readonly JsonObject[];
const rowsOf = (body: JsonObject, member: string): Rows => body[member] as Rows;

describe('the checks of a dataset', () => {
  let world: ApiWorld;
  const runs: string[] = [];
  const decide = async (day: string, more: JsonObject = {}): Promise<JsonObject> => {
    const body = { batch: { day }, asOf: `${day}T06:00:00Z`, force: true, ...more };
    const headers = { Prefer: 'wait=60' };
    const decided = await world.call(`/v1/gates/${KEY}/decisions`, { body, headers });
    expect(decided.status).toBe(200);
    return decided.body;
  };

  beforeAll(async () => {
    world = await apiWorld({ config: 'policy: {bronze: {failuresToOpen: 99}}\n' });
    for (const [day, text] of DAYS) {
      world.project.write(`data/orders/day=${day}/orders.csv`, text);
      runs.push(textOf((await decide(day))['runId']));
    }
  });
  afterAll(() => world.close());

  const get = async (path: string): Promise<JsonObject> => {
    const { status, body } = await world.call(path);
    expect(status).toBe(200);
    return body;
  };
  const idsOf = (body: JsonObject): readonly string[] => rowsOf(body, 'items').map(({ id }) => textOf(id));
  const all = async (path: string, limit: number): Promise<Rows> => {
    const found: JsonObject[] = [];
    for (let cursor = ''; ;) {
      const body = await get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`);
      expect(rowsOf(body, 'items').length).toBeLessThanOrEqual(limit);
      found.push(...rowsOf(body, 'items'));
      if (body['next'] === null) return found;
      cursor = `&cursor=${textOf(body['next'])}`;
    }
  };

  test('come column by column, what fails first, each with value, limit and since when', async () => {
    const body = await get(CHECKS);
    expect(body['run']).toMatchObject({ runId: runs[5], asOf: '2026-05-06T06:00:00.000Z' });
    const items = rowsOf(body, 'items');
    expect(items).toHaveLength(11);
    // The amount is missing once and negative once: both of its failures lead, then what else it has.
    expect(items.slice(0, 2).map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['nullValues', 'fail'],
      ['invalidValues', 'fail'],
    ]);
    expect(items.slice(2).every(({ verdict }) => verdict === 'pass')).toBe(true);
    const columns = items.map(({ column }) => column);
    const groups = columns.filter((column, i) => column !== columns[i - 1]);
    expect(new Set(groups).size).toBe(groups.length);
    expect(rowsOf(body, 'columns').map(({ column }) => column)).toEqual(groups);
    expect(rowsOf(body, 'columns')[0]).toMatchObject({
      ...{ column: 'amount', logicalType: 'number' },
      counts: { fail: 2, unknown: 0, warn: 0, notRun: 0 },
    });
    expect(items[0]).toMatchObject({
      ...{ kind: 'nullValues', qualityDimension: 'completeness', dimension: 'completeness' },
      ...{ observed: 1, expected: '= 0', unit: 'rows', rows: { bad: 1, total: 3 } },
      since: { runId: runs[4], asOf: '2026-05-05T06:00:00.000Z' },
    });
    expect((items[0]?.['trend'] as Rows).map(({ runId, verdict, value }) => [runId, verdict, value])).toEqual(
      runs.map((run, i) => [
        run,
        [1, 2, 4, 5].includes(i) ? 'fail' : 'pass',
        [1, 2, 4, 5].includes(i) ? 1 : 0,
      ]),
    );
    expect(items[5]).toMatchObject({ since: null });
    expect(body['totals']).toEqual({ pass: 9, warn: 0, fail: 2, unknown: 0, notRun: 0 });
    const dimensions = rowsOf(body, 'dimensions');
    const counted = dimensions.flatMap(({ counts }) => Object.values(counts as Record<string, number>));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(11);
  });

  test('are the same whatever the size of the pages, and every page is of one run', async () => {
    const whole = await all(CHECKS, 200);
    for (const limit of [1, 3, 4]) expect(await all(CHECKS, limit)).toEqual(whole);
    const first = await get(`${CHECKS}?limit=4`);
    // A run comes between in which everything passes.
    world.project.write('data/orders/day=2026-05-07/orders.csv', GOOD_ORDERS);
    runs.push(textOf((await decide('2026-05-07'))['runId']));
    const second = await get(`${CHECKS}?limit=200&cursor=${textOf(first['next'])}`);
    expect(second['run']).toMatchObject({ runId: runs[5] });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(whole.map(({ id }) => id));
    const now = await get(CHECKS);
    expect(now['totals']).toMatchObject({ pass: 11, fail: 0 });
    expect(rowsOf(now, 'items').map(({ since }) => since)).toEqual(Array.from({ length: 11 }, () => null));
  });

  test('of runs of one moment and batch the last counts, and a day before them changes nothing', async () => {
    world.project.write('data/orders/day=2026-05-07/orders.csv', BAD_ORDERS);
    const bad = textOf((await decide('2026-05-07'))['runId']);
    await decide('2026-05-03');
    const body = await get(`${CHECKS}?verdict=fail`);
    expect(body['run']).toMatchObject({ runId: bad });
    expect(rowsOf(body, 'items').map(({ since }) => since)).toEqual([
      { runId: runs[4], asOf: '2026-05-05T06:00:00.000Z' },
      { runId: runs[4], asOf: '2026-05-05T06:00:00.000Z' },
    ]);
    const trend = rowsOf(body, 'items')[0]?.['trend'] as Rows;
    expect(trend.map(({ asOf }) => textOf(asOf).slice(0, 10))).toEqual([
      ...DAYS.map(([day]) => day),
      '2026-05-07',
    ]);
    expect(trend.at(-1)).toMatchObject({ runId: bad, verdict: 'fail' });
  });

  test('are filtered by verdict, dimension, column and text', async () => {
    const failing = await get(`${CHECKS}?verdict=fail&verdict=unknown`);
    expect(rowsOf(failing, 'items').map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    // The totals say what the other verdicts have.
    expect(failing['totals']).toMatchObject({ pass: 9, fail: 2 });
    expect(rowsOf(failing, 'columns')).toMatchObject([{ column: 'amount', counts: { fail: 2 } }]);
    expect(idsOf(await get(`${CHECKS}?verdict=not_run`))).toEqual([]);
    const complete = rowsOf(await get(`${CHECKS}?dimension=completeness`), 'items');
    expect(complete.length).toBeGreaterThan(0);
    expect(complete.every(({ qualityDimension }) => qualityDimension === 'completeness')).toBe(true);
    const whole = rowsOf(await get(`${CHECKS}?column=`), 'items');
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.every(({ column }) => column === null)).toBe(true);
    expect(
      rowsOf(await get(`${CHECKS}?column=amount`), 'items').every(({ column }) => column === 'amount'),
    ).toBe(true);
    expect(idsOf(await get(`${CHECKS}?search=NULLVALUES&column=amount`))).toEqual([
      'bronze.orders/amount/nullValues',
    ]);
    expect(await get(`${CHECKS}?search=${encodeURIComponent('💥%_\'"')}`)).toMatchObject({
      ...{ items: [], columns: [], next: null },
      totals: { pass: 0, fail: 0 },
    });
    expect((await world.call(`${CHECKS}?verdict=bad`)).body['code']).toBe('invalid-query');
  });

  test('of a dataset that never ran are told as such', async () => {
    const body = await get('/v1/datasets/gold.daily/checks');
    expect(body['run']).toBeNull();
    const items = rowsOf(body, 'items');
    expect(items.length).toBeGreaterThan(0);
    for (const item of items)
      expect(item).toMatchObject({ verdict: null, observed: null, message: null, since: null, trend: [] });
    expect(body['totals']).toMatchObject({ pass: 0, notRun: items.length });
    expect(items.find(({ kind }) => kind === 'nullValues')).toMatchObject({ expected: '= 0' });
    expect(idsOf(await get('/v1/datasets/gold.daily/checks?verdict=not_run'))).toHaveLength(items.length);
  });

  test('have cursors that lead to no other dataset', async () => {
    const { next } = await get(`${CHECKS}?limit=1`);
    const [run, mark] = JSON.parse(Buffer.from(textOf(next), 'base64url').toString()) as readonly string[];
    const other = await get('/v1/datasets/gold.daily/checks?limit=1');
    const [, otherMark] = JSON.parse(
      Buffer.from(textOf(other['next']), 'base64url').toString(),
    ) as readonly string[];
    const wrong = [
      ['', '', ''],
      [run, mark, '-1'],
      [run, otherMark, '1'],
      ['nothing', mark, '1'],
      [run, mark],
      [run, mark, 1],
    ];
    for (const parts of wrong) {
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      expect((await world.call(`${CHECKS}?cursor=${cursor}`)).body['code']).toBe('invalid-cursor');
    }
    const stolen = Buffer.from(JSON.stringify([run, otherMark, '0'])).toString('base64url');
    const answer = await world.call(`/v1/datasets/gold.daily/checks?cursor=${stolen}`);
    expect(answer.body['code']).toBe('invalid-cursor');
    const past = Buffer.from(JSON.stringify([run, mark, '999'])).toString('base64url');
    expect(await get(`${CHECKS}?cursor=${past}`)).toMatchObject({ items: [], next: null });
  });

  describe('of one run', () => {
    test('come worst first, beside the run before', async () => {
      const body = await get(`/v1/runs/${runs[4] ?? ''}/checks`);
      expect(body).toMatchObject({
        run: { runId: runs[4], dataset: KEY, verdict: 'fail' },
        decision: { outcome: 'block', enforced: 'block', shadow: false },
        changes: {
          run: { runId: runs[3], verdict: 'pass' },
          worse: 2,
          better: 0,
          new: 0,
          gone: 0,
          goneChecks: [],
        },
      });
      const items = rowsOf(body, 'items');
      expect(items).toHaveLength(11);
      expect(items.slice(0, 3).map(({ verdict, before }) => [verdict, before])).toEqual([
        ['fail', 'pass'],
        ['fail', 'pass'],
        ['pass', 'pass'],
      ]);
      expect(items[0]).toMatchObject({ observed: 1, expected: '= 0', rows: { bad: 1, total: 3 } });
      expect(rowsOf(await get(`/v1/runs/${runs[2] ?? ''}/checks`), 'items')[0]).toMatchObject({
        before: 'fail',
      });
      const first = await get(`/v1/runs/${runs[0] ?? ''}/checks`);
      expect(first['changes']).toBeNull();
      expect(rowsOf(first, 'items')[0]).toMatchObject({ before: null });
    });

    test('are filtered and paged', async () => {
      const path = `/v1/runs/${runs[4] ?? ''}/checks`;
      const whole = await all(path, 200);
      for (const limit of [1, 4]) expect(await all(path, limit)).toEqual(whole);
      expect(await all(`${path}?change=worse`, 200)).toEqual(whole.slice(0, 2));
      expect(await all(`${path}?change=any`, 1)).toEqual(whole.slice(0, 2));
      expect(await all(`${path}?change=better`, 200)).toEqual([]);
      expect(await all(`${path}?verdict=fail&search=nullVALUES`, 200)).toEqual(whole.slice(0, 1));
      expect((await all(`${path}?column=`, 200)).every(({ column }) => column === null)).toBe(true);
      const after = await all(`/v1/runs/${runs[3] ?? ''}/checks?change=better`, 200);
      expect(after.map(({ before, verdict }) => [before, verdict])).toEqual([
        ['fail', 'pass'],
        ['fail', 'pass'],
      ]);
      expect((await world.call('/v1/runs/nothing/checks')).body['code']).toBe('unknown-run');
      expect((await world.call(`${path}?cursor=W10`)).body['code']).toBe('invalid-cursor');
    });

    test('say what the contract has gained and lost since the run before', async () => {
      const file = 'contracts/orders.odcs.yaml';
      const text = readFileSync(`${world.project.root}/${file}`, 'utf8');
      world.project.write(
        file,
        text
          .replace('version: 1.0.0', 'version: 1.1.0')
          .replace('        required: true\n', '')
          .replace(
            'logicalTypeOptions: {minimum: 0}',
            'logicalTypeOptions: {minimum: 0}\n        quality: [{metric: duplicateValues, name: "Beträge \\"einmal\\"", mustBeLessThan: 5}]',
          ),
      );
      const suite = async () => rowsOf(await get(CHECKS), 'items').map(({ id }) => textOf(id));
      while ((await suite()).includes('bronze.orders/amount/nullValues'))
        await new Promise((done) => setTimeout(done, 100));
      const fresh = rowsOf(await get(`${CHECKS}?verdict=not_run`), 'items');
      expect(fresh).toMatchObject([{ column: 'amount', kind: 'duplicateValues', verdict: null, trend: [] }]);
      const id = textOf((await decide('2026-05-08'))['runId']);
      const body = await get(`/v1/runs/${id}/checks?change=new`);
      expect(body['changes']).toMatchObject({
        new: 1,
        gone: 1,
        goneChecks: ['bronze.orders/amount/nullValues'],
      });
      expect(rowsOf(body, 'items')).toMatchObject([{ kind: 'duplicateValues', before: null }]);
      const named = `/v1/runs/${id}/checks?search=${encodeURIComponent('BETRÄGE "ein')}`;
      expect(idsOf(await get(named))).toEqual(rowsOf(body, 'items').map((each) => each['id']));
    });
  });
});
