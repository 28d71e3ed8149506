/** What every store promises of the queue and of the event stream, on a folder and on a real PostgreSQL server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask, AskRequest } from '../../src/model/ask.js';
import { LeaseLost, type Lease, type NewAsk } from '../../src/store/ask-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';

const LEASE_MS = 60_000;

describe.each(Object.keys(storePlaces))('the queue on %s', (name) => {
  let place: StorePlace;
  let store: Store;
  let used = 0;
  const fresh = (what: string): string => `${what}-${String(++used)}`;

  beforeAll(async () => {
    const find = storePlaces[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    store = await openStore(place.url, '/');
  });
  afterAll(async () => {
    await store.close();
    await place.leave();
  });

  const request = (dataset: string, more: Partial<AskRequest> = {}): AskRequest => ({
    dataset,
    environment: null,
    batch: null,
    asOf: null,
    dataVersion: null,
    force: false,
    askedBy: 'token:ci',
    ...more,
  });

  const newAsk = (source: string, dataset: string, more: Partial<NewAsk> = {}): NewAsk => {
    const id = fresh('ask');
    return { id, request: request(dataset), source, shareKey: id, at: new Date().toISOString(), ...more };
  };

  async function enqueue(source: string, dataset: string, more: Partial<NewAsk> = {}): Promise<Ask> {
    const queued = await store.asks.enqueue(newAsk(source, dataset, more));
    if (queued.kind === 'conflict') throw new Error('conflict');
    return queued.ask;
  }

  const claim = (source: string, more: Partial<Parameters<Store['asks']['claim']>[0]> = {}) =>
    store.asks.claim({ source, worker: 'w1', concurrency: 10, leaseMs: LEASE_MS, ...more });

  const leaseOf = (ask: Ask): Lease => ({ ask: ask.id, worker: ask.worker ?? '', attempt: ask.attempts });

  test('what is asked comes back, runs once, and ends with its decision', async () => {
    const source = fresh('lake');
    const asked = await enqueue(source, 'silver."odd" ☃', {
      request: request('silver."odd" ☃', { batch: { day: '1' } }),
    });
    expect(asked).toMatchObject({ state: 'queued', attempts: 0, decisionId: null });
    expect(await store.asks.waiting()).toContain(source);
    const taken = await claim(source);
    expect(taken).toMatchObject({ id: asked.id, state: 'running', attempts: 1, worker: 'w1' });
    expect(taken?.request.batch).toEqual({ day: '1' });
    expect(await claim(source)).toBeNull();
    if (taken === null) throw new Error();
    await store.asks.answer(leaseOf(taken), 'decision-1');
    const ended = await store.asks.get(asked.id);
    expect(ended).toMatchObject({ state: 'decided', decisionId: 'decision-1' });
    expect(ended?.finishedAt).not.toBeNull();
    expect(await store.asks.ended([asked.id, 'other'])).toHaveLength(1);
    await expect(store.asks.answer(leaseOf(taken), 'decision-2')).rejects.toThrow(LeaseLost);
  });

  test('the same question joins the one that waits; one that comes later waits until that is answered', async () => {
    const source = fresh('lake');
    const shareKey = fresh('same');
    const first = await store.asks.enqueue(newAsk(source, 'a', { shareKey }));
    const second = await store.asks.enqueue(newAsk(source, 'a', { shareKey }));
    expect(first.kind).toBe('new');
    expect(second).toMatchObject({
      kind: 'joined',
      ask: { id: first.kind === 'conflict' ? '' : first.ask.id },
    });
    const taken = await claim(source);
    if (taken === null) throw new Error();
    const later = await store.asks.enqueue(newAsk(source, 'a', { shareKey }));
    expect(later).toMatchObject({ kind: 'new' });
    expect(await store.asks.enqueue(newAsk(source, 'a', { shareKey }))).toMatchObject({ kind: 'joined' });
    expect(await claim(source)).toBeNull();
    expect(await store.asks.waiting()).not.toContain(source);
    await store.asks.answer(leaseOf(taken), 'd');
    expect(await claim(source)).toMatchObject({ id: later.kind === 'conflict' ? '' : later.ask.id });
  });

  test('many who ask the same at once get one place', async () => {
    const source = fresh('lake');
    const shareKey = fresh('same');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => store.asks.enqueue(newAsk(source, 'a', { shareKey }))),
    );
    expect(all.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    expect(new Set(all.map((one) => (one.kind === 'conflict' ? '' : one.ask.id))).size).toBe(1);
  });

  test('an idempotency key gives its first answer again, also after that is over, and refuses another request', async () => {
    const source = fresh('lake');
    const key = (requestDigest: string) => ({
      idempotency: { principal: 'token:ci', key: 'k☃1', requestDigest },
    });
    const first = await store.asks.enqueue(newAsk(source, 'a', key('one')));
    const taken = await claim(source);
    if (taken === null || first.kind === 'conflict') throw new Error();
    await store.asks.answer(leaseOf(taken), 'd');
    expect(await store.asks.enqueue(newAsk(source, 'a', key('one')))).toMatchObject({
      kind: 'repeated',
      ask: { id: first.ask.id, state: 'decided' },
    });
    expect(await store.asks.enqueue(newAsk(source, 'a', key('two')))).toEqual({ kind: 'conflict' });
    await store.asks.forget(new Date(Date.now() + 1000).toISOString());
    expect(await store.asks.enqueue(newAsk(source, 'a', key('two')))).toMatchObject({ kind: 'new' });
  });

  test('datasets take turns: a hundred asks of one do not hold up another', async () => {
    const source = fresh('lake');
    for (let i = 0; i < 5; i += 1) await enqueue(source, 'greedy');
    await enqueue(source, 'modest');
    await enqueue(source, 'modest');
    const order: string[] = [];
    for (let next = await claim(source); next !== null; next = await claim(source)) {
      order.push(next.request.dataset);
      await store.asks.answer(leaseOf(next), 'd');
    }
    expect(order).toEqual(['greedy', 'modest', 'greedy', 'modest', 'greedy', 'greedy', 'greedy']);
  });

  test('a dataset that comes late is not put behind a queue that was there before, nor before what was served', async () => {
    const source = fresh('lake');
    for (let i = 0; i < 6; i += 1) await enqueue(source, 'early');
    const served = [await claim(source), await claim(source), await claim(source)];
    expect(served.every((one) => one?.request.dataset === 'early')).toBe(true);
    await enqueue(source, 'late');
    expect((await claim(source))?.request.dataset).toBe('late');
  });

  test('a source runs as many as it may, whoever claims, and other sources are not held up', async () => {
    const source = fresh('lake');
    for (let i = 0; i < 4; i += 1) await enqueue(source, `d${String(i)}`);
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((worker) => claim(source, { worker, concurrency: 2 })),
    );
    const taken = claims.filter((one) => one !== null);
    expect(taken).toHaveLength(2);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(2);
    const other = fresh('db');
    await enqueue(other, 'x');
    expect(await claim(other, { concurrency: 1 })).not.toBeNull();
    expect(await store.asks.depth()).toEqual(
      expect.arrayContaining([
        { source, queued: 2, running: 2 },
        { source: other, queued: 0, running: 1 },
      ]),
    );
  });

  test('an ask whose worker died is taken up by another; the dead one has lost it', async () => {
    const source = fresh('lake');
    await enqueue(source, 'a');
    const dead = await claim(source, { worker: 'dead', leaseMs: 0 });
    const heir = await claim(source, { worker: 'heir' });
    if (dead === null || heir === null) throw new Error();
    expect(heir).toMatchObject({ id: dead.id, attempts: 2, worker: 'heir' });
    await expect(store.asks.answer(leaseOf(dead), 'd')).rejects.toThrow(LeaseLost);
    expect(await store.asks.renew('dead', [leaseOf(dead)], LEASE_MS)).toEqual({
      lost: [dead.id],
      cancelled: [],
    });
    expect(await store.asks.renew('heir', [leaseOf(heir)], LEASE_MS)).toEqual({ lost: [], cancelled: [] });
    await store.asks.answer(leaseOf(heir), 'd');
  });

  test('a worker that takes up its own lost ask again does not hold it twice', async () => {
    const source = fresh('lake');
    await enqueue(source, 'a');
    const first = await claim(source, { leaseMs: 0 });
    const second = await claim(source);
    if (first === null || second === null) throw new Error();
    expect((await store.asks.renew('w1', [leaseOf(first)], LEASE_MS)).lost).toEqual([first.id]);
    await expect(store.asks.fail(leaseOf(first), { code: 'x', message: 'x' }, false)).rejects.toThrow(
      LeaseLost,
    );
    await store.asks.answer(leaseOf(second), 'd');
  });

  test('cancelling ends what waits and tells the worker of what runs', async () => {
    const source = fresh('lake');
    const waits = await enqueue(source, 'a');
    expect(await store.asks.cancel(waits.id)).toMatchObject({ state: 'cancelled' });
    expect(await store.asks.cancel(waits.id)).toBeNull();
    await enqueue(source, 'b');
    const runs = await claim(source);
    if (runs === null) throw new Error();
    expect(await store.asks.cancel(runs.id)).toMatchObject({ state: 'running', cancelRequested: true });
    expect((await store.asks.renew('w1', [leaseOf(runs)], LEASE_MS)).cancelled).toEqual([runs.id]);
    await store.asks.fail(leaseOf(runs), { code: 'cancelled', message: 'on request' }, false);
    expect(await store.asks.get(runs.id)).toMatchObject({
      state: 'cancelled',
      problem: { code: 'cancelled' },
    });
  });

  test('what failed may go back to its place in the queue', async () => {
    const source = fresh('lake');
    await enqueue(source, 'a');
    const first = await claim(source);
    if (first === null) throw new Error();
    await store.asks.fail(leaseOf(first), { code: 'shutdown', message: 'stopped' }, true);
    expect(await claim(source, { worker: 'w2' })).toMatchObject({ id: first.id, attempts: 2 });
  });

  test('the last event of a dataset is found whatever its name', async () => {
    for (const dataset of ['silver."odd" ☃', 'with\0nul', 'half \ud800 pair', "it's"]) {
      await store.events.add([{ at: new Date().toISOString(), event: 'run', dataset, data: {} }]);
      const last = await store.events.last();
      expect(await store.events.lastOf([dataset]), JSON.stringify(dataset)).toBe(last);
      expect(await store.events.lastOf([dataset, 'other'])).toBe(last);
    }
  });

  test('events are numbered in the order of commits and read on from a number', async () => {
    const before = await store.events.last();
    const dataset = fresh('silver.e');
    const event = (i: number) => ({
      at: new Date(1_700_000_000_000 + i).toISOString(),
      event: 'run' as const,
      dataset: i % 2 === 0 ? dataset : null,
      data: { i },
    });
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.events.add([event(i)])));
    const read = await store.events.after(before, 100);
    expect(read.map(({ data }) => data['i']).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, i) => i),
    );
    expect(read.every((one, i) => i === 0 || one.seq > (read[i - 1]?.seq ?? 0))).toBe(true);
    expect(await store.events.after(before, 3)).toHaveLength(3);
    expect(await store.events.last()).toBe(read.at(-1)?.seq);
    expect(await store.events.lastOf([dataset])).toBe(read.findLast((one) => one.dataset === dataset)?.seq);
    expect(await store.events.lastOf([dataset, 'other'])).toBe(await store.events.lastOf([dataset]));
    expect(await store.events.lastOf(['none'])).toBe(0);
    const last = await store.events.last();
    await store.events.forget(new Date().toISOString());
    expect(await store.events.last()).toBe(last);
  });
});
