/** Waiting for a store that is away. */
import { expect, test } from 'vitest';
import { patiently } from '../../src/service/patiently.js';
import { LeaseLost } from '../../src/store/ask-store.js';
import { StoreError } from '../../src/store/store-error.js';

/** Fails with these, one after the other, then answers. */
function failing(...errors: readonly Error[]) {
  let calls = 0;
  return {
    calls: () => calls,
    write: () => {
      const error = errors[calls++];
      return error === undefined ? Promise.resolve('written') : Promise.reject(error);
    },
  };
}

test('a store that restarts is waited for', async () => {
  const { write, calls } = failing(
    new StoreError('terminating connection due to administrator command', '57P01'),
    new StoreError('connect ECONNREFUSED', 'ECONNREFUSED'),
    new StoreError('Connection terminated unexpectedly', null),
  );
  expect(await patiently(60_000, write)).toBe('written');
  expect(calls()).toBe(4);
});

test('not for ever', async () => {
  const away = Array.from({ length: 100 }, () => new StoreError('connect ETIMEDOUT', 'ETIMEDOUT'));
  const { write, calls } = failing(...away);
  await expect(patiently(250, write)).rejects.toThrow('ETIMEDOUT');
  expect(calls()).toBeGreaterThan(1);
  expect(calls()).toBeLessThan(5);
});

test.each([
  new StoreError('duplicate key value', '23505'),
  new StoreError('relation does not exist', '42P01'),
  new LeaseLost('ask-1'),
  new Error('of our own'),
])('what the store refuses, and all else, is told at once: %s', async (error) => {
  const { write, calls } = failing(error);
  await expect(patiently(60_000, write)).rejects.toBe(error);
  expect(calls()).toBe(1);
});
