import { describe, expect, it } from 'vitest';
import { impactOf, readConsumers } from '../../src/review/impact.js';
import { aChange, aContract, fedBy } from './changes.js';

const raw = aContract('raw', 'bronze', { owners: ['rita'] });
const orders = fedBy(
  aContract('orders', 'gold', {
    owners: ['olga'],
    custom: '  - {property: consumers, value: [finance, {name: bi, contact: bi@shop.example}]}',
  }),
  'bronze.raw',
);
const report = fedBy(aContract('report', 'gold'), 'gold.orders');
const board = fedBy(aContract('board', 'gold'), 'gold.report');
const loner = aContract('loner', 'gold');
const all = [raw, orders, report, board, loner];
const gates = new Map([['gold.orders', { onFail: 'block' as const, shadow: false }]]);
const of = (changes: Parameters<typeof impactOf>[0]['changes'], head = all, base = all) =>
  impactOf({ changes, base, head, gates, unread: [] });

describe('whom a change reaches', () => {
  it('follows the lineage to its end, nearest first, and not upwards', () => {
    const { datasets, edges } = of([aChange()]);
    expect(datasets.map(({ dataset, by, distance }) => [dataset, by, distance])).toEqual([
      ['gold.orders', 'change', 0],
      ['gold.report', 'lineage', 1],
      ['gold.board', 'lineage', 2],
    ]);
    expect(edges).toHaveLength(2);
  });

  it('reaches nobody where nothing can break', () => {
    expect(of([aChange({ level: 'safe' })])).toEqual({ datasets: [], edges: [], unknown: [] });
  });

  it('says who owns, reads and guards it, and what is not known', () => {
    const { datasets, unknown } = of([aChange()]);
    expect(datasets[0]).toMatchObject({
      owners: ['olga'],
      consumers: [
        { name: 'finance', contact: null },
        { name: 'bi', contact: 'bi@shop.example' },
      ],
      gate: { onFail: 'block', shadow: false },
      consumer: 'breaking',
    });
    expect(datasets[1]).toMatchObject({ owners: null, consumers: null, gate: null, consumer: null });
    expect(unknown).toEqual([
      '2 of 3 affected datasets name no consumers: who reads them is unknown.',
      '2 other datasets name no source (transformSourceObjects): whether what changes here feeds them is unknown.',
    ]);
  });

  it('knows consumers and readers that only base has: a change can not hide them', () => {
    const hidden = all.map((one) =>
      one === orders
        ? fedBy(aContract('orders', 'gold'), 'bronze.raw')
        : one === report
          ? aContract('report', 'gold')
          : one,
    );
    const { datasets } = of([aChange()], hidden);
    expect(datasets.map(({ dataset }) => dataset)).toEqual(['gold.orders', 'gold.report', 'gold.board']);
    expect(datasets[0]?.consumers).toHaveLength(2);
    expect(datasets[0]?.owners).toEqual(['olga']);
  });

  it('tells what is gone, and all datasets of a contract that changes as a whole', () => {
    const { datasets } = of(
      [aChange({ dataset: null, column: null })],
      all.filter((one) => one !== orders),
    );
    expect(datasets[0]).toMatchObject({ dataset: 'gold.orders', gone: true });
  });

  it('follows references', () => {
    const target = { dataset: 'gold.orders', columns: ['id'] };
    const referring = {
      ...loner,
      datasets: loner.datasets.map((dataset) => ({
        ...dataset,
        relationships: [{ id: null, from: ['id'], to: ['orders.id'], target, place: dataset.place }],
      })),
    };
    const { datasets } = of([aChange()], [orders, referring]);
    expect(datasets.find(({ dataset }) => dataset === 'gold.loner')).toMatchObject({
      by: 'reference',
      distance: 1,
    });
  });

  it('ends in a circle of references', () => {
    const circle = [fedBy(orders, 'gold.report'), fedBy(report, 'gold.orders')];
    expect(of([aChange()], circle, circle).datasets).toHaveLength(2);
  });

  it('takes odd names as they are', () => {
    for (const key of ['__proto__', 'constructor', 'a"b', '🙂.x']) {
      const odd = {
        ...loner,
        datasets: loner.datasets.map((dataset) => ({ ...dataset, key, upstream: ['gold.orders'] })),
      };
      expect(of([aChange()], [orders, odd]).datasets.map(({ dataset }) => dataset)).toContain(key);
    }
  });
});

describe('consumers as a contract names them', () => {
  it.each([
    ['finance', [{ name: 'finance', contact: null }]],
    [
      ['a', { name: 'b', contact: 'c' }],
      [
        { name: 'a', contact: null },
        { name: 'b', contact: 'c' },
      ],
    ],
    [[], []],
    [3, null],
    ['', null],
    [[null], null],
    [{ contact: 'x' }, null],
    [null, null],
  ])('%j', (value, expected) => expect(readConsumers(value)).toEqual(expected));
});
