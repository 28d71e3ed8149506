/** "This was expected": what a person says of one point is what the next runs are judged by, on a folder and on a real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Assay } from '../../src/app/assay.js';
import { openAssay } from '../../src/app/open-assay.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { testProject, type TestProject } from '../support/cli.js';

const CONTRACT = `
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers: [{server: files, type: local, path: "data/day=*/*.csv", format: csv}]
customProperties: [{property: layer, value: bronze}]
schema:
  - name: orders
    properties:
      - {name: day, logicalType: date, partitioned: true}
      - name: kind
        logicalType: string
        quality:
          - id: kinds
            type: custom
            engine: assay
            implementation:
              metric: distribution
              arguments: {method: totalVariation, baseline: {runs: 9}}
              mustBeLessThan: 0.6
    quality:
      - id: volume
        type: custom
        engine: assay
        implementation:
          metric: anomaly
          arguments: {of: rowCount, method: zscore, minHistory: 3}
          mustBe: 0
`;

const VOLUME = 'bronze.orders/volume';
const KINDS = 'bronze.orders/kind/kinds';

/** So many orders of one kind and of the other. */
const orders = (a: number, b: number): string => `kind\n${'a\n'.repeat(a)}${'b\n'.repeat(b)}`;

describe.each(Object.keys(storePlaces))('points that were expected, in a store on %s', (name) => {
  let place: StorePlace;
  let project: TestProject;
  let assay: Assay;
  const bad: string[] = [];

  const runOn = async (day: number, text: string) => {
    const date = `2026-05-0${String(day)}`;
    project.write(`data/day=${date}/orders.csv`, text);
    const run = await assay.check('bronze.orders', {
      batch: { day: date },
      asOf: `${date}T06:00:00Z`,
    });
    const found = (id: string) => {
      const result = run.checks.find((check) => check.id === id);
      if (result === undefined) throw new Error(`${id} did not run`);
      return result;
    };
    return { run, volume: found(VOLUME), kinds: found(KINDS) };
  };

  beforeAll(async () => {
    const find = storePlaces[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    project = testProject({
      'assay.yaml': 'project: shop\n',
      'contracts/orders.odcs.yaml': CONTRACT.trimStart(),
    });
    assay = await openAssay({ cwd: project.root, store: place.url, user: 'ada' });
    for (const day of [1, 2, 3, 4]) await runOn(day, orders(20, 20));
  });
  afterAll(async () => {
    await assay.close();
    project.remove();
    await place.leave();
  });

  const expectIt = (check: string, runId: string, expected: boolean) =>
    assay.expect({ dataset: 'bronze.orders', check, runId, expected, reason: 'a sale' });

  test('a day of another size and mix fails, and teaches nothing by itself', async () => {
    for (const day of [5, 6]) {
      const { run, volume } = await runOn(day, orders(400, 1));
      expect(volume.verdict).toBe('fail');
      expect(volume.details).toMatchObject({ n: 4, value: 401 });
      bad.push(run.runId);
    }
  });

  test('a point that was expected is in the baseline of its check from then on, and of no other', async () => {
    const [first = ''] = bad;
    const said = await expectIt(VOLUME, first, true);
    expect(said).toMatchObject({ check: VOLUME, runId: first, expected: true, by: 'ada', reason: 'a sale' });
    const { volume, kinds } = await runOn(7, orders(400, 1));
    expect(volume).toMatchObject({ verdict: 'pass', details: { n: 5 } });
    expect(kinds.details).toMatchObject({ baselineRows: 160 });
  });

  test('for a distribution too: its shares are in what is compared', async () => {
    const [first = ''] = bad;
    const before = await runOn(8, orders(20, 20));
    // Four good days of 20 and 20, and the seventh, which passed: 480 and 81 of 561.
    expect(before.kinds.details).toMatchObject({
      baselineRows: 561,
      baseline: { shares: [0.855615, 0.144385, 0], nulls: 0 },
    });
    await expectIt(KINDS, first, true);
    const { kinds } = await runOn(9, orders(20, 20));
    // The eighth day, and the one that was expected: 900 and 102 of 1002.
    expect(kinds.details).toMatchObject({
      baselineRows: 1002,
      baseline: { shares: [0.898204, 0.101796, 0], nulls: 0 },
    });
  });

  test('the last word holds', async () => {
    const [first = ''] = bad;
    await expectIt(VOLUME, first, false);
    const again = await assay.check('bronze.orders', {
      batch: { day: '2026-05-07' },
      asOf: '2026-05-07T06:00:00Z',
    });
    expect(again.checks.find(({ id }) => id === VOLUME)?.details).toMatchObject({ n: 4 });
  });

  test('a good day can be left out as well', async () => {
    const [oldest] = (await assay.runs('bronze.orders', 50)).filter(({ asOf }) =>
      asOf.startsWith('2026-05-01'),
    );
    await expectIt(VOLUME, oldest?.runId ?? '', false);
    const again = await assay.check('bronze.orders', {
      batch: { day: '2026-05-05' },
      asOf: '2026-05-05T06:00:00Z',
    });
    expect(again.checks.find(({ id }) => id === VOLUME)?.details).toMatchObject({ n: 3 });
  });

  test('who said it is on record', async () => {
    const entries = (await assay.audit(50)).filter(({ action }) => action.startsWith('baseline.'));
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      'baseline.expect',
      'baseline.expect',
      'baseline.unexpect',
      'baseline.unexpect',
    ]);
    expect(entries.at(-1)).toMatchObject({ by: 'ada', reason: 'a sale', dataset: 'bronze.orders' });
    expect(JSON.parse(entries.at(-1)?.before ?? '{}')).toMatchObject({
      check: VOLUME,
      runId: bad[0],
      accepted: false,
    });
  });

  test('what can not be said is refused', async () => {
    const [first = ''] = bad;
    await expect(expectIt('bronze.orders/rowCount', first, true)).rejects.toMatchObject({
      faults: [{ code: 'no-baseline' }],
    });
    await expect(expectIt(VOLUME, 'nothing', true)).rejects.toMatchObject({
      faults: [{ code: 'unknown-run' }],
    });
    const wish = { dataset: 'bronze.orders', check: VOLUME, runId: first, expected: true, reason: '  ' };
    await expect(assay.expect(wish)).rejects.toMatchObject({ faults: [{ code: 'reason-required' }] });
    const part = await assay.check('bronze.orders', {
      batch: { day: '2026-05-01' },
      asOf: '2026-05-01T07:00:00Z',
      where: "kind = 'a'",
    });
    await expect(expectIt(VOLUME, part.runId, true)).rejects.toMatchObject({
      faults: [{ code: 'partial-run' }],
    });
  });
});
