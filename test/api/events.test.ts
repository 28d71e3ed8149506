/** The event stream: in order, from where one was, only what one may see; and nothing is left of clients that are gone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/store/event-store.js';
import { startChild } from '../support/child.js';
import { apiWorld, type ApiWorld } from './api-world.js';
import { eventClient, type EventClient } from './event-client.js';

const event = (dataset: string | null, data: NewEvent['data'] = {}): NewEvent => ({
  at: '2026-01-01T00:00:00.000Z',
  event: 'run',
  dataset,
  data,
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the event stream', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({ streams: { stallMs: 3_000 } });
  });
  afterAll(() => world.close());

  const client = (options?: Parameters<typeof eventClient>[1]): EventClient =>
    eventClient(world.listening.port, options);
  const { add, last } = {
    add: (...events: NewEvent[]) => world.service.store.events.add(events),
    last: () => world.service.store.events.last(),
  };

  /** Open streams, as the service counts them. */
  const streams = async (): Promise<number> =>
    Number(/^assay_event_listeners (\d+)$/m.exec(await world.metrics.metrics())?.[1]);

  test('tells what happens from now on, with the place where it began', async () => {
    await add(event('bronze.orders', { n: 'before' }));
    const one = client();
    expect(await one.head).toMatch(/^HTTP\/1.1 200 OK[^]*text\/event-stream/i);
    await until(() => one.others.length === 1);
    expect(one.others).toEqual([`retry: 3000\nid: ${await last()}`]);
    await world.call('/v1/breakers/bronze.orders/trip', { body: { reason: 'for the stream' } });
    await world.call('/v1/breakers/bronze.orders/reset', { body: { reason: 'for the stream' } });
    await until(() => one.events.length === 2);
    expect(one.events).toMatchObject([
      { event: 'breaker', data: { dataset: 'bronze.orders', from: 'closed', to: 'isolated' } },
      { event: 'breaker', data: { dataset: 'bronze.orders', from: 'isolated', to: 'closed' } },
    ]);
    one.socket.destroy();
  });

  test('goes on where one was, without a gap and without a repetition, however much it is', async () => {
    const start = await last();
    const first = client({ path: `/v1/events?after=${start}` });
    await first.head;
    await add(...Array.from({ length: 700 }, (_, n) => event('gold.daily', { n })));
    await until(() => first.events.length >= 100);
    first.socket.destroy();
    const seen = first.events;
    const second = client({ lastEventId: String(seen.at(-1)?.id), path: '/v1/events?after=1' });
    await second.head;
    await add(...Array.from({ length: 300 }, (_, n) => event('gold.daily', { n: 700 + n })));
    await until(() => seen.length + second.events.length >= 1_000);
    second.socket.destroy();
    const all = [...seen, ...second.events];
    expect(all.map(({ data }) => data['n'])).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    expect(all.every(({ id }, i) => i === 0 || id > (all[i - 1]?.id ?? 0))).toBe(true);
  });

  test('tells of one dataset where that is asked for, and of changed contracts to everybody', async () => {
    const start = await last();
    const one = client({ path: `/v1/events?dataset=daily&after=${start}` });
    const two = client({ path: `/v1/events?after=${start}` });
    await add(event('bronze.orders', { n: 1 }), event('gold.daily', { n: 2 }), event(null, { n: 3 }));
    await until(() => two.events.length === 3);
    await until(() => one.events.length === 1);
    expect(one.events).toMatchObject([{ data: { n: 2, dataset: 'gold.daily' } }]);
    for (const { socket } of [one, two]) socket.destroy();
  });

  test('refuses what is no place, and gives no stream to who asks for the head', async () => {
    for (const [path, status] of [
      ['/v1/events?after=-1', 400],
      ['/v1/events?after=x', 400],
      ['/v1/events?dataset=nothing', 404],
    ] as const)
      expect((await world.call(path)).status).toBe(status);
    expect((await world.call('/v1/events', { headers: { 'Last-Event-ID': 'x' } })).status).toBe(400);
    const head = await fetch(`${world.listening.url}/v1/events`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    await until(async () => (await streams()) === 0);
  });

  test('cuts a client that does not read, and lets it come back for the rest', async () => {
    const start = await last();
    const path = `/v1/events?after=${start}`;
    const [lazy, quick] = [client({ path }), client({ path })];
    await until(() => lazy.others.length === 1 && quick.others.length === 1);
    lazy.socket.pause();
    const many = 400;
    const filler = 'x'.repeat(60_000);
    for (let n = 0; n < many; n += 50)
      await add(...Array.from({ length: 50 }, (_, i) => event(null, { n: n + i, filler })));
    await until(() => quick.events.length === many);
    // The connections of calls made before are idle and end by themselves.
    await until(async () => (await world.listening.connections()) === 1);
    // One that is quick enough is not cut, however much comes at once.
    expect(quick.socket.destroyed).toBe(false);
    lazy.socket.resume();
    await lazy.closed;
    expect(lazy.complete()).toBe(false);
    expect(lazy.events.length).toBeLessThan(many);
    const back = client({ lastEventId: String(lazy.events.at(-1)?.id ?? start) });
    await until(() => lazy.events.length + back.events.length === many);
    expect([...lazy.events, ...back.events].map(({ data }) => data['n'])).toEqual(
      Array.from({ length: many }, (_, n) => n),
    );
    for (const { socket } of [quick, back]) socket.destroy();
    await until(async () => (await streams()) === 0);
  });

  test('hides what one may not see, also of datasets that the project no longer has', async () => {
    const token = await world.token(['read'], ['sales']);
    const all = await world.token(['read']);
    const start = await last();
    const some = client({ path: `/v1/events?after=${start}`, token });
    const whole = client({ path: `/v1/events?after=${start}`, token: all });
    await add(event('bronze.orders', { n: 1 }), event('silver.gone', { n: 2 }), event(null, { n: 3 }));
    await until(() => whole.events.length === 3);
    await until(() => some.events.length === 1);
    expect(some.events).toMatchObject([{ data: { n: 3 } }]);
    for (const { socket } of [some, whole]) socket.destroy();
  });
});

describe('the end of the event stream', () => {
  test('comes with the end of the service, at once', async () => {
    const world = await apiWorld();
    const clients = Array.from({ length: 20 }, () => eventClient(world.listening.port));
    await Promise.all(clients.map(({ head }) => head));
    await world.listening.close(60_000);
    await Promise.all(clients.map(({ closed }) => closed));
    expect(clients.every(({ complete }) => complete())).toBe(true);
    await world.close();
  });

  test('comes with the end of the token that opened it, and only of that one', async () => {
    const world = await apiWorld({ streams: { heartbeatMs: 50 } });
    const admin = await world.token(['admin', 'read']);
    const made = await world.call('/v1/tokens', {
      token: admin,
      body: { name: 'reader', scopes: ['read'], expires: '1d' },
    });
    const reader = made.body as { readonly secret: string; readonly token: { readonly id: string } };
    const mine = eventClient(world.listening.port, { token: reader.secret });
    const other = eventClient(world.listening.port, { token: admin });
    expect(await mine.head).toContain('200 OK');
    // Two heartbeats: it was let in again with each.
    await until(() => mine.others.length > 2 && other.others.length > 2);
    await world.call(`/v1/tokens/${reader.token.id}`, { method: 'DELETE', token: admin });
    await until(() => mine.complete());
    expect(other.complete() || other.socket.destroyed).toBe(false);
    for (const { socket } of [mine, other]) socket.destroy();
    await world.close();
  });

  test('leaves nothing of clients that are gone', { timeout: 180_000 }, async () => {
    const rounds = 5;
    const child = startChild('api/event-crowd.ts', String(rounds));
    const result = JSON.parse(await child.line((line) => line.startsWith('{'))) as Record<string, number>;
    expect(await child.ended).toBe(0);
    expect(result).toMatchObject({ connections: 0, listeners: 0 });
    expect(result['seen']).toBeGreaterThan(rounds * 100);
    // A client that was kept would hold its request, its socket and its stream: tens of kilobytes each.
    expect(result['grown']).toBeLessThan((result['clients'] ?? 0) * 1_500);
  });
});
