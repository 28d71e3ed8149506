/** Striking and verifying, composed: same token for the same decision, and data that are looked at again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hallmarkSettings } from '../../src/app/hallmark-settings.js';
import { openHallmarks, type Hallmarks } from '../../src/app/hallmarks.js';
import type { VerifyUse } from '../../src/app/verify-hallmark.js';
import { EngineError } from '../../src/engine/engine.js';
import { FaultError, fault } from '../../src/model/fault.js';
import type { Verification } from '../../src/model/hallmark.js';
import { keyCupboard, type Cupboard } from '../hallmark/key-cupboard.js';
import { allowed, DECIDED, HOUR } from '../hallmark/make-decision.js';

let root: string;
let store: Cupboard;
let reads: number;
let clock: number;
let hallmarks: Hallmarks;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-hallmarks-'));
  store = keyCupboard();
  reads = 0;
  clock = DECIDED + HOUR;
  hallmarks = open();
});
afterEach(() => rmSync(root, { recursive: true }));

const open = (): Hallmarks =>
  openHallmarks({
    settings: hallmarkSettings({ project: 'shop' }, {}),
    root,
    address: () => 'pglite:store',
    keys: () => Promise.resolve({ ...store, keys: () => ((reads += 1), store.keys()) }),
    now: () => new Date(clock),
  });

async function struck(part: Parameters<typeof allowed>[0] = {}): Promise<string> {
  const token = await hallmarks.strike(allowed(part));
  if (token === null) throw new Error('nothing was struck');
  return token;
}

const V1 = { kind: 'files', id: 'sha256:d1' } as const;
const there: VerifyUse = { dataset: null, dataVersionNow: () => Promise.resolve(V1) };
const reasonOf = (found: Verification): string => (found.valid ? 'valid' : found.reason);

test('a decision is signed once, however often it is given', async () => {
  const token = await struck();
  const after = reads;
  for (let i = 0; i < 100; i += 1) expect(await struck({ replayed: true })).toBe(token);
  expect(reads).toBe(after);
  expect(await struck({ id: 'decision-2' })).not.toBe(token);
  expect(store.made).toHaveLength(1);
});

test('a block has none, and needs no key', async () => {
  expect(await hallmarks.strike(allowed({ outcome: 'block', enforced: 'block' }))).toBeNull();
  expect(store.made).toEqual([]);
});

test('another process with the same folder signs with the same key', async () => {
  const token = await struck();
  hallmarks = open();
  expect(await struck()).toBe(token);
});

test('valid where the data are those that were let through; it was asked for these', async () => {
  const asked: unknown[] = [];
  const found = await hallmarks.verify(await struck({ environment: 'prod' }), {
    dataset: 'gold.orders',
    environment: 'prod',
    dataVersionNow: (...which) => Promise.resolve(void asked.push(which)).then(() => V1),
  });
  expect(found).toMatchObject({
    valid: true,
    dataChecked: true,
    claims: { iss: 'shop', sub: 'gold.orders' },
  });
  expect(asked).toEqual([['gold.orders', 'prod', { day: '2026-01-01' }]]);
});

test('data that are not looked at are not said to be', async () => {
  const found = await hallmarks.verify(await struck(), { ...there, dataVersionNow: null });
  expect(found).toMatchObject({ valid: true, dataChecked: false });
});

describe('not valid', () => {
  test.each([
    ['data that moved', () => Promise.resolve({ ...V1, id: 'sha256:d2' }), 'data_moved'],
    ['data that are gone', () => Promise.resolve(null), 'data_moved'],
    [
      'a source that does not answer',
      () => Promise.reject(new EngineError('unreachable', 'db.example does not answer')),
      'data_unreadable',
    ],
    [
      'a dataset that the project has no more',
      () => Promise.reject(new FaultError([fault('unknown-dataset', 'There is no dataset gold.orders.')])),
      'data_unreadable',
    ],
  ])('%s', async (_, dataVersionNow, reason) => {
    expect(reasonOf(await hallmarks.verify(await struck(), { ...there, dataVersionNow }))).toBe(reason);
  });

  test('what is no fault of data or project is no answer', async () => {
    const use = { ...there, dataVersionNow: () => Promise.reject(new TypeError('a bug')) };
    await expect(hallmarks.verify(await struck(), use)).rejects.toThrow('a bug');
  });

  test('one that ends while the data are looked at', async () => {
    const dataVersionNow = () => Promise.resolve(void (clock += 48 * HOUR)).then(() => V1);
    expect(reasonOf(await hallmarks.verify(await struck(), { ...there, dataVersionNow }))).toBe('expired');
  });

  test('the data are not looked at for what is refused anyway', async () => {
    const token = await struck();
    const never: VerifyUse = { ...there, dataVersionNow: () => Promise.reject(new Error('looked at')) };
    expect(reasonOf(await hallmarks.verify(token, { ...never, dataset: 'gold.refunds' }))).toBe(
      'other_dataset',
    );
    expect(reasonOf(await hallmarks.verify(token, { ...never, environment: 'dev' }))).toBe(
      'other_environment',
    );
    expect(reasonOf(await hallmarks.verify(`${token}x`, never))).toBe('malformed');
    clock += 48 * HOUR;
    expect(reasonOf(await hallmarks.verify(token, never))).toBe('expired');
  });

  test('given by another store', async () => {
    const token = await struck();
    store = keyCupboard();
    expect(reasonOf(await open().verify(token, there))).toBe('unknown_key');
  });
});

test('published keys do in place of the store', async () => {
  const token = await struck();
  const jwks = await hallmarks.jwks();
  store = keyCupboard();
  const elsewhere = open();
  reads = 0;
  expect(reasonOf(await elsewhere.verify(token, { ...there, jwks }))).toBe('valid');
  expect(reasonOf(await elsewhere.verify(token, { ...there, jwks: { keys: [] } }))).toBe('unknown_key');
  expect(reads).toBe(0);
});

test('a wrong setting is told before anything is decided', async () => {
  const bad = openHallmarks({
    settings: { issuer: 'shop', rotateMs: HOUR, secret: '${file:missing.key}' },
    root,
    address: () => 'pglite:store',
    keys: () => Promise.resolve(store),
    now: () => new Date(clock),
  });
  await expect(bad.prepare()).rejects.toThrow('missing.key');
  await expect(hallmarks.prepare()).resolves.toBeUndefined();
});
