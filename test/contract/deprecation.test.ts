/** What says that something will go: read as it is meant, and a fault with its place where it says nothing. */
import { describe, expect, it } from 'vitest';
import { deprecationOf } from '../../src/model/deprecation.js';
import { contractOf, faultsOf, HEAD, marked } from './contract-of.js';

const column = (custom: string): string =>
  `${HEAD}schema:\n  - name: t\n    properties:\n      - name: c\n        customProperties:\n          - ${custom}`;
const deprecated = (value: string): string => column(`{property: deprecated, value: ${value}}`);
const object = (custom: string): string =>
  `${HEAD}schema:\n  - name: t\n    customProperties:\n      - ${custom}`;

describe('a deprecation', () => {
  it('is read on a column, an object, a contract, and within nested columns', () => {
    const said =
      '{property: deprecated, value: {since: 2026-01-31, removeAfter: 2026-07-31, useInstead: other}}';
    const meant = { since: '2026-01-31', removeAfter: '2026-07-31', useInstead: 'other' };
    const [ofColumn] = contractOf(column(said)).datasets;
    expect(deprecationOf(ofColumn?.properties[0]?.custom ?? {})).toEqual(meant);
    expect(deprecationOf(ofColumn?.custom ?? {})).toBeNull();
    expect(deprecationOf(contractOf(object(said)).datasets[0]?.custom ?? {})).toEqual(meant);
    const whole = contractOf(`${HEAD}customProperties:\n  - ${said}\nschema: [{name: t}, {name: u}]`);
    expect(whole.datasets.map(({ custom }) => deprecationOf(custom))).toEqual([meant, meant]);
    const nested = `${HEAD}schema:\n  - name: t\n    properties:\n      - name: l\n        logicalType: array\n        items: {logicalType: object, properties: [{name: f, customProperties: [${said}]}]}`;
    const list = contractOf(nested).datasets[0]?.properties[0];
    expect(deprecationOf(list?.items?.properties[0]?.custom ?? {})).toEqual(meant);
  });

  it('needs no more than the day since when', () => {
    const [dataset] = contractOf(deprecated('{since: 2024-02-29}')).datasets;
    expect(deprecationOf(dataset?.properties[0]?.custom ?? {})).toEqual({
      since: '2024-02-29',
      removeAfter: null,
      useInstead: null,
    });
  });

  it('is taken back with false, also for one object of a deprecated contract', () => {
    expect(faultsOf(deprecated('false'))).toEqual([]);
    const { datasets } = contractOf(
      `${HEAD}customProperties:\n  - {property: deprecated, value: {since: 2026-01-31}}\nschema:\n  - {name: t, customProperties: [{property: deprecated, value: false}]}\n  - name: u`,
    );
    expect(datasets.map(({ custom }) => deprecationOf(custom)?.since ?? null)).toEqual([null, '2026-01-31']);
  });

  it('may end on the day that it begins', () => {
    expect(faultsOf(deprecated('{since: 2026-01-31, removeAfter: 2026-01-31}'))).toEqual([]);
  });
});

const BAD: readonly (readonly [what: string, value: string, says: RegExp])[] = [
  ['true', 'true', /takes `since`/],
  ['a day alone', '2026-01-31', /takes `since`/],
  ['a list', '[2026-01-31]', /takes `since`/],
  ['nothing', 'null', /takes `since`/],
  ['no beginning', '{removeAfter: 2026-01-31}', /`since` must be a day/],
  ['another key', '{since: 2026-01-31, removeafter: 2026-02-28}', /no key `removeafter`/],
  ['a day that the calendar does not have', '{since: 2026-02-30}', /`since` must be a day/],
  ['a moment in the place of a day', '{since: "2026-01-31T00:00:00Z"}', /`since` must be a day/],
  ['a number', '{since: 20260131}', /`since` must be a day/],
  ['an end that is no day', '{since: 2026-01-31, removeAfter: soon}', /`removeAfter` must be a day/],
  ['an end before the beginning', '{since: 2026-01-31, removeAfter: 2026-01-30}', /lies before/],
  ['another thing that is none', '{since: 2026-01-31, useInstead: [a]}', /`useInstead` must be text/],
];

describe('a deprecation that says nothing is a fault', () => {
  it.each(BAD)('%s', (_what, value, says) => {
    for (const place of [deprecated(`▸${value}`), object(`{property: deprecated, value: ▸${value}}`)]) {
      const { text, at } = marked(place);
      const faults = faultsOf(text);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatchObject({ code: 'bad-value', message: expect.stringMatching(says) as string });
      expect(`${String(faults[0]?.line)}:${String(faults[0]?.column)}`).toBe(at);
      expect(faults[0]?.hint).toContain('removeAfter');
    }
  });

  it('within the items of a list, and their fields, too', () => {
    const items = (inner: string): string =>
      `${HEAD}schema:\n  - name: t\n    properties:\n      - name: l\n        logicalType: array\n        items:\n          logicalType: object\n          ${inner}`;
    const bad = 'customProperties: [{property: deprecated, value: ▸true}]';
    for (const place of [items(bad), items(`properties: [{name: f, ${bad}}]`)]) {
      const { text, at } = marked(place);
      expect(
        faultsOf(text).map(({ code, line, column: col }) => [code, `${String(line)}:${String(col)}`]),
      ).toEqual([['bad-value', at]]);
    }
  });
});

describe('a near miss of its name', () => {
  const value = '{since: 2026-01-31}';

  it.each(['depricated', 'Deprecated', 'deprecate', 'deprecation', 'de_precated'])('%s', (name) => {
    for (const write of [column, object]) {
      const { text, at } = marked(write(`{property: ▸${name}, value: ${value}}`));
      const [only, ...others] = faultsOf(text);
      expect(others).toEqual([]);
      expect(only).toMatchObject({ code: 'unknown-key', hint: 'Did you mean `deprecated`?' });
      expect(`${String(only?.line)}:${String(only?.column)}`).toBe(at);
    }
  });

  it('is no fault where it could not have worked, nor is any other name', () => {
    expect(faultsOf(column('{property: depreciation, value: 4}'))).toEqual([]);
    expect(faultsOf(column('{property: depreciation, value: {since: 2026-01-31}}'))).toEqual([]);
    expect(faultsOf(column('{property: layer, value: {since: 2026-01-31}}'))).toEqual([]);
    expect(faultsOf(column('{property: __proto__, value: {since: 1}}'))).toEqual([]);
    expect(faultsOf(column('{property: extraColumn, value: allow}'))).toEqual([]);
  });

  it('does not hide that it stands twice', () => {
    const { text, at } = marked(
      column(
        `{property: deprecated, value: ${value}}\n          - ▸{property: deprecated, value: {since: 2026-02-01}}`,
      ),
    );
    const [only, ...others] = faultsOf(text);
    expect(others).toEqual([]);
    expect(only?.code).toBe('duplicate-property');
    expect(`${String(only?.line)}:${String(only?.column)}`).toBe(at);
  });
});
