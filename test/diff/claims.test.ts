/** What the page on changes says in words besides its examples, and faults that were mended. */
import { describe, expect, test } from 'vitest';
import type { ContractDiff } from '../../src/model/change.js';
import { diffOf, lines } from './diff-of.js';

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n';

/** One dataset with the columns of each line, and what follows it. */
const table = (columns: readonly string[], rest = ''): string =>
  `${HEAD}schema:\n  - name: t\n    properties:\n${columns.map((column) => `      - ${column}\n`).join('')}${rest}`;

const A = '{name: a, logicalType: string}';
const B = '{name: b, logicalType: string}';

describe('the version that is due', () => {
  const due = (
    base: string,
    written: string,
    edit: 'major' | 'minor' | 'patch' | 'none',
  ): ContractDiff | undefined => {
    const heads = {
      major: table([A]),
      minor: table([A, B, '{name: c}']),
      patch: table([A, '{name: b, logicalType: string, description: d}']),
      none: table([A, B]),
    };
    const at = (text: string, version: string): string => text.replace('1.0.0', version);
    return diffOf(at(table([A, B]), base), at(heads[edit], written)).contracts[0];
  };
  const CASES: readonly (readonly [Parameters<typeof due>, suggested: string | null, holds: boolean])[] = [
    [['1.4.2', '1.4.2', 'major'], '2.0.0', false],
    [['1.4.2', '2.0.0', 'major'], '2.0.0', true],
    [['1.4.2', '3.0.0', 'major'], '2.0.0', true],
    [['1.4.2', '1.5.0', 'minor'], '1.5.0', true],
    [['1.4.2', '1.4.3', 'minor'], '1.5.0', false],
    [['1.4.2', '1.4.3', 'patch'], '1.4.3', true],
    [['1.4.2', '1.3.0', 'patch'], '1.4.3', false],
    [['1.4.2', '1.4.1', 'none'], '1.4.2', false],
    [['1.4.2', '1.5.0', 'none'], '1.4.2', true],
    [['0.4.2', '0.5.0', 'major'], '0.5.0', true],
    [['0.4.2', '0.4.3', 'major'], '0.5.0', false],
    [['0.4.2', '0.4.3', 'minor'], '0.4.3', true],
    [['1.4.2', '2.0.0-rc.1', 'major'], '2.0.0', false],
    [['v-seven', 'v-seven', 'patch'], null, false],
    [['v-seven', 'v-eight', 'major'], null, true],
  ];

  test.each(CASES)('%j', (args, suggested, holds) => {
    expect(due(...args)).toMatchObject({ suggestedVersion: suggested, versionHolds: holds });
  });
});

describe('what is which', () => {
  test('by id, whatever the name', () => {
    const found = diffOf(
      table(['{id: one, name: a, logicalType: string}']),
      table(['{id: one, name: zz, logicalType: date}']),
    );
    expect(lines(found)).toContain('C013 column-renamed zz: producer breaking, consumer breaking');
  });

  test('rules follow a renamed column; a query does not', () => {
    const text = (name: string): string =>
      table(
        [`{name: ${name}, logicalType: number, quality: [{metric: nullValues, mustBeLessThan: 5}]}`, B],
        `    quality:\n      - {metric: duplicateValues, arguments: {properties: [${name}, b]}, mustBe: 0}\n      - {type: sql, query: select count(*) from t where ${name} < 0, mustBe: 0}\n`,
      );
    expect(lines(diffOf(text('amount'), text('amount_eur')))).toEqual([
      'C013 column-renamed amount_eur: producer breaking, consumer breaking',
      'C064 rule-changed: producer risky, consumer risky',
    ]);
  });

  test('what is equally like two others is neither', () => {
    const of = (...names: string[]): string =>
      table(names.map((name) => `{name: ${name}, logicalType: string}`));
    // The column before them keeps either of the two from standing where the new one stands.
    const codes = diffOf(of('first', 'total_a', 'total_b'), of('total_c', 'first')).changes.map(
      ({ code }) => code,
    );
    expect(codes.toSorted()).toEqual(['C011', 'C012', 'C012']);
  });

  test('500 columns that all were renamed are found again', () => {
    const of = (name: (i: number) => string): string =>
      table(Array.from({ length: 500 }, (_, i) => `{name: ${name(i)}, logicalType: string}`));
    const { changes } = diffOf(
      of((i) => `customer_lifetime_value_segment_${String(i)}_of_the_month`),
      of((i) => `customer_life_value_segment_${String(i)}_in_month`),
    );
    expect(changes.filter(({ code }) => code === 'C013')).toHaveLength(500);
  }, 60_000);
});

describe('contracts and their datasets', () => {
  test('a contract of another id has its datasets still', () => {
    expect(lines(diffOf(table([A]), table([A]).replace('id: a', 'id: z')))).toEqual([
      'C003 contract-renamed: producer safe, consumer risky',
    ]);
  });

  test.each([
    ['retired', 'risky'],
    ['deprecated', 'breaking'],
  ])('the end of a contract that is %s is %s', (status, level) => {
    const { changes } = diffOf({ a: HEAD.replace('active', status) }, {});
    expect(changes).toMatchObject([
      { code: 'C002', consumer: level, message: expect.stringContaining('no dataset') as string },
    ]);
  });

  test.each([
    ['draft', 'active', 'safe'],
    ['retired', 'draft', 'risky'],
    ['active', 'on holiday', 'risky'],
  ])('a status from %s to %s is %s', (before, after, level) => {
    const at = (status: string): string => HEAD.replace('status: active', `status: ${status}`);
    expect(diffOf(at(before), at(after)).changes).toMatchObject([{ code: 'C004', consumer: level }]);
  });
});

describe('words and deeds', () => {
  test('what nothing executes changes under one name in both directions, and is a risk to readers', () => {
    const text = (words: string): string =>
      table([A], `    quality:\n      - {type: text, name: n, description: ${words}}\n`);
    for (const [base, head] of [
      ['x', 'y'],
      ['y', 'x'],
    ] as const)
      expect(lines(diffOf(text(base), text(head)))).toEqual([
        'C064 rule-changed: producer safe, consumer risky',
      ]);
    const sla = (value: string): string =>
      table([A], `slaProperties:\n  - {property: throughput, value: ${value}}\n`);
    expect(lines(diffOf(sla('high'), sla('higher')))).toEqual([
      'C074 service-level-changed: producer safe, consumer risky',
    ]);
  });

  test('what begins to be executed is tightened, what ends to be is loosened', () => {
    const sla = (element: string): string =>
      table(
        ['{name: a, logicalType: timestamp}'],
        `slaProperties:\n  - {property: latency, value: 4, unit: h${element}}\n`,
      );
    const [begins] = diffOf(sla(''), sla(', element: t.a')).changes;
    expect(begins).toMatchObject({
      code: 'C072',
      producer: 'breaking',
      message: expect.stringContaining('is executed now') as string,
    });
    const [ends] = diffOf(sla(', element: t.a'), sla('')).changes;
    expect(ends).toMatchObject({
      code: 'C073',
      consumer: 'breaking',
      message: expect.stringContaining('no longer executed') as string,
    });
  });

  test('a display format that goes is not said to be asked for elsewhere', () => {
    const of = (options: string): string => table([`{name: a, logicalType: date${options}}`]);
    const [gone] = diffOf(of(', logicalTypeOptions: {format: dd.MM.yyyy}'), of('')).changes;
    expect(gone).toMatchObject({ code: 'C041', consumer: 'risky' });
    expect(gone?.message).not.toContain('other clauses');
  });

  test('one length of time in other words, under either name of the property, is the same promise', () => {
    const sla = (words: string): string =>
      table(
        ['{name: a, logicalType: timestamp}'],
        `slaProperties:\n  - {property: ${words}, element: t.a}\n`,
      );
    expect(lines(diffOf(sla('latency, value: PT4H'), sla('freshness, value: 240, unit: m')))).toEqual([
      'C074 service-level-changed a: producer safe, consumer safe',
    ]);
  });

  test.each([
    [
      'retention, value: P2Y',
      'retention, value: P1Y',
      'C073 service-level-loosened a: producer breaking, consumer breaking',
    ],
    [
      'retention, value: 2, unit: y',
      'retention, value: 12, unit: mo',
      'C073 service-level-loosened a: producer breaking, consumer breaking',
    ],
    [
      'latency, value: PT4H',
      'latency, value: 90, unit: m',
      'C072 service-level-tightened a: producer breaking, consumer safe',
    ],
    [
      "timeOfAvailability, value: '9:00'",
      "timeOfAvailability, value: '10:00'",
      'C073 service-level-loosened a: producer risky, consumer breaking',
    ],
    [
      "timeOfAvailability, value: '9:00'",
      "timeOfAvailability, value: '09:00 UTC'",
      'C074 service-level-changed a: producer safe, consumer safe',
    ],
    [
      "timeOfAvailability, value: '09:00+01:00'",
      "timeOfAvailability, value: '09:00-05:00'",
      'C074 service-level-changed a: producer risky, consumer risky',
    ],
    [
      'throughput, value: 9, unit: MB',
      'throughput, value: 10, unit: MB',
      'C072 service-level-tightened a: producer safe, consumer safe',
    ],
    [
      'throughput, value: 9, unit: MB',
      'throughput, value: 10, unit: KB',
      'C074 service-level-changed a: producer safe, consumer risky',
    ],
    [
      'availability, value: 99.5%',
      'availability, value: 99.5, unit: percent',
      'C074 service-level-changed a: producer safe, consumer safe',
    ],
    [
      'endOfSupport, value: 2027-12-31',
      'endOfSupport, value: 2027-06-30',
      'C073 service-level-loosened a: producer safe, consumer breaking',
    ],
    [
      'endOfSupport, value: 2027-12-31',
      'endOfSupport, value: next year',
      'C074 service-level-changed a: producer safe, consumer risky',
    ],
    [
      'timeToRepair, value: 2, unit: d',
      'timeToRepair, value: 48, unit: h',
      'C074 service-level-changed a: producer safe, consumer safe',
    ],
  ])('%s → %s: %s', (before, after, line) => {
    const sla = (words: string): string =>
      table(
        ['{name: a, logicalType: timestamp}'],
        `slaProperties:\n  - {property: ${words}, element: t.a}\n`,
      );
    expect(lines(diffOf(sla(before), sla(after)))).toEqual([line]);
  });

  test('a relationship goes and comes with its column', () => {
    const of = (column: string): string =>
      `${table(['{name: k, logicalType: string, unique: true}', ...(column === '' ? [] : [column])])}`;
    const referring = '{name: z, logicalType: string, relationships: [{to: t.k}]}';
    expect(lines(diffOf(of(''), of(referring)))).toEqual([
      'C011 column-added z: producer risky, consumer safe',
    ]);
    expect(lines(diffOf(of(referring), of('')))).toEqual([
      'C012 column-removed z: producer safe, consumer breaking',
    ]);
  });
});

describe('where it stands', () => {
  test('on the line that was edited', () => {
    const base = table([A], '    description: d\n');
    const custom = (entry: string): string =>
      table(
        [A],
        `    description: d\n    customProperties:\n      - {property: own, value: 1}\n      - ${entry}\n`,
      );
    const line = (head: string, code: string): number | undefined =>
      diffOf(base, head).changes.find((change) => change.code === code)?.line;
    const entry = custom('{property: own, value: 1}').split('\n').length - 1;
    expect(
      line(custom('{property: deprecated, value: {since: 2026-01-01, removeAfter: 2026-12-31}}'), 'C110'),
    ).toBe(entry);
    expect(line(custom('{property: extraColumns, value: fail}'), 'C016')).toBe(entry);
    expect(line(custom('{property: else, value: 2}'), 'C121')).toBe(entry - 1);
    expect(line(base.replace('  - name: t\n', '  - name: t\n    physicalName: u\n'), 'C008')).toBe(8);
  });
});
