/** One check over HTTP: how it stands, its series, its results, the SQL of its rows, and what people say of its points. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { apiWorld, textOf, type ApiWorld } from './api-world.js';

const contract = (version: string, limit: number): string =>
  `
apiVersion: v3.1.0
kind: DataContract
id: sales
version: ${version}
status: active
domain: sales
team: {members: [{username: olga@shop.example, role: owner}, {username: pia@shop.example}]}
servers: [{server: files, type: local, path: "data/sales/day=*/*.csv", format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: sales
    properties:
      - {name: day, logicalType: date, partitioned: true}
      - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - name: sku
        logicalType: string
        quality:
          - {id: skus, type: custom, engine: assay, implementation: {metric: distinctValues, arguments: {in: [a, b]}, mustBe: 0}}
      - name: buyer
        logicalType: string
        classification: confidential
        quality:
          - {id: buyers, type: custom, engine: assay, severity: warning, implementation: {metric: distinctValues, arguments: {in: [x, y]}, mustBe: 0}}
      - name: amount
        logicalType: number
        quality:
          - {id: top, metric: max, type: custom, engine: assay, implementation: {metric: max, mustBeLessOrEqualTo: ${String(limit)}}}
    quality:
      - {id: volume, name: Volume, type: custom, engine: assay, severity: warning, implementation: {metric: anomaly, arguments: {of: rowCount, method: zscore, minHistory: 3}, mustBe: 0}}
`.replace('metric: max, type: custom', 'type: custom');

const rows = (n: number, sku = 'a', buyer = 'x'): string =>
  `id,sku,buyer,amount\n${Array.from({ length: n }, (_, i) => `${String(i)},${i === 0 ? sku : 'a'},${i === 0 ? buyer : 'y'},${String(10 + i)}`).join('\n')}\n`;

const at = (check: string, rest = ''): string => `/v1/checks/${encodeURIComponent(check)}${rest}`;
const SKUS = 'silver.sales/sku/skus';
const BUYERS = 'silver.sales/buyer/buyers';
const TOP = 'silver.sales/amount/top';
const VOLUME = 'silver.sales/volume';
const ASOF = (day: number): string => `2026-05-0${String(day)}T06:00:00.000Z`;

describe('a check', () => {
  let world: ApiWorld;
  let ada: string;
  const runs: string[] = [];

  const ask = async (day: number, text: string): Promise<string> => {
    const date = `2026-05-0${String(day)}`;
    world.project.write(`data/sales/day=${date}/sales.csv`, text);
    const { body } = await world.call('/v1/gates/silver.sales/decisions', {
      body: { batch: { day: date }, asOf: ASOF(day) },
      headers: { Prefer: 'wait=60' },
      token: ada,
    });
    return textOf(body['runId']);
  };
  const get = async (path: string): Promise<JsonObject> => (await world.call(path, { token: ada })).body;

  beforeAll(async () => {
    world = await apiWorld({
      config: 'policy: {silver: {failuresToOpen: 9}}\n',
      files: {
        'contracts/sales.odcs.yaml': contract('1.0.0', 99).trimStart(),
        'data/sales/day=2026-05-01/sales.csv': rows(5),
      },
    });
    ada = await world.token(['read', 'run', 'override', 'admin']);
    for (const day of [1, 2, 3, 4]) runs.push(await ask(day, rows(5)));
    runs.push(await ask(5, rows(60, '=cmd😀"', 'Ilse')));
    runs.push(await ask(6, rows(60, '=cmd😀"', 'Ilse')));
  });
  afterAll(() => world.close());

  test('tells what it asks, how it stands, since when, whose it is and what it holds back', async () => {
    expect(await get(at(SKUS))).toMatchObject({
      id: SKUS,
      ...{ dataset: 'silver.sales', layer: 'silver', domain: 'sales', column: 'sku', unit: 'value' },
      ...{ inForce: true, classified: false, usesBaseline: false, showsRows: true },
      owner: 'olga@shop.example',
      owners: ['olga@shop.example', 'pia@shop.example'],
      contract: { id: 'sales', version: '1.0.0' },
      limit: { low: 0, high: 0, lowInclusive: true, highInclusive: true, text: '= 0' },
      qualityDimension: 'validity',
      standing: { runId: runs[5], asOf: ASOF(6), verdict: 'fail', accepted: false, watched: null },
      since: { runId: runs[4], asOf: ASOF(5) },
      incident: { state: 'open' },
      overrides: [],
      gate: { breaker: 'closed', decision: { outcome: 'block', named: true, overriddenBy: null } },
      points: { total: 6, first: ASOF(1), last: ASOF(6) },
    });
    expect(await get(at(VOLUME))).toMatchObject({
      ...{ usesBaseline: true, showsRows: false, severity: 'warn', qualityDimension: 'volume' },
      standing: { verdict: 'warn', watched: { value: 60 } },
    });
    expect(await get(at(BUYERS))).toMatchObject({ classified: true });
  });

  test('has its series in columns, with limits, bands and marks', async () => {
    const skus = await get(at(SKUS, '/series'));
    expect(skus).toMatchObject({
      ...{ total: 6, thinned: false, badLeftOut: 0, measure: 'observed', unit: 'value' },
      runId: runs,
      value: [0, 0, 0, 0, 1, 1],
      verdict: ['pass', 'pass', 'pass', 'pass', 'fail', 'fail'],
      accepted: [true, true, true, true, false, false],
      low: [0, 0, 0, 0, 0, 0],
      bandLow: [null, null, null, null, null, null],
      marks: {
        incidents: [{ from: ASOF(5), until: null, ended: null }],
        overrides: [],
        versions: [{ asOf: ASOF(1), version: '1.0.0', before: null }],
        expected: [],
      },
    });
    const volume = await get(at(VOLUME, '/series'));
    expect(volume).toMatchObject({
      ...{ measure: 'watched', value: [5, 5, 5, 5, 60, 60], low: [null, null, null, null, null, null] },
    });
    const band = volume['bandHigh'] as readonly (number | null)[];
    expect(band.slice(0, 3)).toEqual([null, null, null]);
    expect(band[4]).toBeGreaterThanOrEqual(5);
    expect(band[4]).toBeLessThan(60);
  });

  test('a period and a number of points are heeded; marks keep their places', async () => {
    const part = await get(at(SKUS, `/series?since=2026-05-02&until=2026-05-05`));
    expect(part).toMatchObject({ total: 3, asOf: [ASOF(2), ASOF(3), ASOF(4)], marks: { incidents: [] } });
    const bad = await get(at(SKUS, `/series?since=2026-05-06`));
    expect(bad['marks']).toMatchObject({ incidents: [{ from: ASOF(5), until: null }] });
    expect((await get(at(SKUS, '/series?since=soon')))['code']).toBe('bad-time');
    expect((await get(at(SKUS, '/series?most=5')))['code']).toBe('invalid-query');
    expect((await get(at(SKUS, '/series?most=10')))['total']).toBe(6);
  });

  test('a result has its offending values where the column is public, and none where it is not', async () => {
    const skus = await get(at(SKUS, `/results/${runs[4] ?? ''}`));
    expect(skus).toMatchObject({
      ...{ runId: runs[4], asOf: ASOF(5), contractVersion: '1.0.0', expected: null, saidBefore: [] },
      offenders: { hidden: false, values: [{ value: '=cmd😀"', count: 1 }] },
      distribution: null,
      result: { id: SKUS, verdict: 'fail' },
    });
    const buyers = await world.call(at(BUYERS, `/results/${runs[4] ?? ''}`), { token: ada });
    expect(buyers.body).toMatchObject({ result: { verdict: 'warn' } });
    expect(buyers.text).not.toContain('Ilse');
    expect((await get(at(SKUS, '/results/nothing')))['code']).toBe('unknown-run');
  });

  test('the SQL of its rows is what a run would read: of the batch, masked, and only where rows can be shown', async () => {
    const skus = await get(at(SKUS, `/rows?run=${runs[4] ?? ''}`));
    expect(skus).toMatchObject({
      dialect: 'duckdb',
      server: 'files',
      reason: null,
      batch: { day: '2026-05-05' },
    });
    expect(textOf(skus['sql'])).toMatch(/day=2026-05-05/);
    const buyers = await get(at(BUYERS, '/rows'));
    expect(buyers).toMatchObject({ masked: ['buyer'], batch: null });
    expect(textOf(buyers['sql'])).toContain(`'***' as "buyer"`);
    expect(await get(at(VOLUME, '/rows'))).toMatchObject({ sql: null, dialect: null });
    expect((await get(at(SKUS, '/rows?run=nothing')))['code']).toBe('unknown-run');
  });

  test('a point that was expected counts, is marked, and is on record; it opens no gate', async () => {
    const say = (check: string, body: unknown) => world.call(at(check, '/expected'), { body, token: ada });
    const wish = { runId: runs[4], expected: true, reason: 'the sale' };
    const said = await say(VOLUME, wish);
    expect([said.status, said.body]).toMatchObject([
      200,
      { check: VOLUME, runId: runs[4], expected: true, reason: 'the sale' },
    ]);
    const point = await get(at(VOLUME, `/results/${runs[4] ?? ''}`));
    expect(point).toMatchObject({
      accepted: true,
      expected: { reason: 'the sale' },
      result: { verdict: 'warn' },
    });
    const series = await get(at(VOLUME, '/series'));
    expect(series['marks']).toMatchObject({ expected: [{ runId: runs[4], asOf: ASOF(5), expected: true }] });
    expect((await get(at(SKUS)))['gate']).toMatchObject({ decision: { outcome: 'block' } });
    const [entry] = (await get('/v1/audit?limit=1'))['items'] as readonly JsonObject[];
    expect(entry).toMatchObject({ action: 'baseline.expect', dataset: 'silver.sales', reason: 'the sale' });
    await say(VOLUME, { ...wish, expected: false, reason: 'it was not' });
    expect(await get(at(VOLUME, `/results/${runs[4] ?? ''}`))).toMatchObject({
      accepted: false,
      expected: { expected: false },
      saidBefore: [{ expected: true }],
    });
    expect((await say(SKUS, wish)).body['code']).toBe('no-baseline');
    expect((await say(VOLUME, { ...wish, runId: 'nothing' })).body['code']).toBe('unknown-run');
    expect((await say(VOLUME, { ...wish, reason: ' ' })).body['code']).toBe('invalid-body');
    expect((await say('silver.sales/nothing', wish)).status).toBe(404);
  });

  test('only who may, in the domain of its dataset', async () => {
    const reader = await world.token(['read']);
    const other = await world.token(['read', 'override'], ['people']);
    const own = await world.token(['read', 'override'], ['sales']);
    const wish = { runId: runs[4], expected: true, reason: 'mine' };
    const post = (token: string) => world.call(at(VOLUME, '/expected'), { body: wish, token });
    expect((await post(reader)).status).toBe(403);
    expect((await post(other)).status).toBe(404);
    expect((await post(own)).status).toBe(200);
    for (const rest of ['', '/series', '/rows', `/results/${runs[4] ?? ''}`]) {
      const [hidden, none] = [
        await world.call(at(VOLUME, rest), { token: other }),
        await world.call(at('silver.sales/none', rest), { token: other }),
      ];
      expect([hidden.status, hidden.body['code']]).toEqual([404, 'unknown-check']);
      expect(hidden.body['detail']).toBe(none.body['detail']);
      expect((await world.call(at(VOLUME, rest), { token: own })).status).toBe(200);
    }
  });

  test('a new limit is a step in the series; a check that is gone is told as it was', async () => {
    const loaded = async (version: string): Promise<void> => {
      for (;;) {
        const { version: now } = (await get('/v1/datasets/silver.sales'))['contract'] as JsonObject;
        if (now === version) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    world.project.write('contracts/sales.odcs.yaml', contract('1.1.0', 50).trimStart());
    await loaded('1.1.0');
    const last = await ask(7, rows(5));
    const top = await get(at(TOP, '/series'));
    expect(top).toMatchObject({
      high: [99, 99, 99, 99, 99, 99, 50],
      marks: { versions: [{ version: '1.0.0' }, { asOf: ASOF(7), version: '1.1.0', before: '1.0.0' }] },
    });
    const without = contract('1.2.0', 50)
      .replace(/^.*id: volume.*$/m, '')
      .replace(/\n {4}quality:\n\n/, '\n');
    world.project.write('contracts/sales.odcs.yaml', without.trimStart());
    await loaded('1.2.0');
    expect(await get(at(VOLUME))).toMatchObject({
      ...{ inForce: false, name: 'Volume', kind: 'anomaly', severity: 'warn', limit: null, expected: '= 0' },
      ...{ usesBaseline: false, classified: true, contract: { version: '1.1.0' } },
      standing: { runId: last },
    });
    expect(await get(at(VOLUME, '/series'))).toMatchObject({ total: 7, measure: 'watched' });
    expect(await get(at(VOLUME, '/rows'))).toMatchObject({ sql: null });
    const wish = { runId: last, expected: false, reason: 'gone' };
    const said = await world.call(at(VOLUME, '/expected'), { body: wish, token: ada });
    expect([said.status, said.body['code']]).toEqual([409, 'no-baseline']);
  });

  test.each(['nothing', 'silver.sales/', '%', 'a/%2F/😀', 'silver.sales/sku/skus/'.repeat(40)])(
    'there is no check %j',
    async (id) => {
      for (const rest of ['', '/series', '/rows', '/results/x'])
        expect((await world.call(at(id, rest), { token: ada })).status, rest).toBe(404);
    },
  );
});
