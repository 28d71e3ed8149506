/** Names of checks as people type them. */
import { expect, test } from 'vitest';
import { findCheck } from '../../src/app/find-check.js';
import type { Suite } from '../../src/model/check.js';
import { SUITE } from '../support/store-records.js';

const suiteOf = (...ids: readonly string[]): Suite =>
  ({ ...SUITE, dataset: 'gold.orders', checks: ids.map((id) => ({ id })) }) as unknown as Suite;
const suite = suiteOf(
  'gold.orders/rowCount',
  'gold.orders/a/invalidValues@0123456789ab',
  'gold.orders/b/invalidValues@0123456789ab',
  'gold.orders/b/invalidValues@ba9876543210',
);

test.each([
  ['gold.orders/rowCount', 'gold.orders/rowCount'],
  ['rowCount', 'gold.orders/rowCount'],
  ['a/invalidValues', 'gold.orders/a/invalidValues@0123456789ab'],
  ['gold.orders/a/invalidValues', 'gold.orders/a/invalidValues@0123456789ab'],
  ['b/invalidValues@ba9876543210', 'gold.orders/b/invalidValues@ba9876543210'],
])('%s', (name, id) => {
  expect(findCheck(name, suite)).toBe(id);
});

test.each([
  ['b/invalidValues', /b\/invalidValues@0123456789ab or gold\.orders\/b\/invalidValues@ba9876543210/],
  ['Count', /has no check Count/],
])('%s is none', (name, why) => {
  expect(() => findCheck(name, suite)).toThrow(why);
});
