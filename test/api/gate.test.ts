/** Asking the gate over HTTP: decided, not yet, never; as a document and as a status; once for a key; also when the caller goes. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BAD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, textOf, type ApiWorld, type Called } from './api-world.js';

const MAY_1 = { batch: { day: '2026-05-01' } };
const MAY_2 = { batch: { day: '2026-05-02' } };
const ORDERS = '/v1/gates/bronze.orders/decisions';

describe('a gate with workers', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld();
  });
  afterAll(() => world.close());

  const ask = (body: unknown, headers: Record<string, string> = {}, path = ORDERS): Promise<Called> =>
    world.call(path, { body, headers: { Prefer: 'wait=60', ...headers } });

  test('allows good data, with a hallmark that verifies until the data move', async () => {
    const decided = await ask(MAY_1);
    expect(decided.status).toBe(200);
    expect(decided.headers.get('preference-applied')).toBe('wait=60');
    expect(decided.body).toMatchObject({
      kind: 'Decision',
      dataset: 'bronze.orders',
      outcome: 'allow',
      enforced: 'allow',
      evaluated: true,
      batch: MAY_1.batch,
      askedBy: 'local',
    });
    const token = decided.body['hallmark'];
    const verify = (body: object) => world.call('/v1/hallmarks/verify', { body });
    const good = await verify({ token });
    expect(good.body).toMatchObject({ valid: true, dataChecked: true, reason: null });
    expect(good.body['claims']).toMatchObject({ sub: 'bronze.orders', jti: decided.body['id'] });
    expect((await verify({ token, dataset: 'daily' })).body).toMatchObject({
      valid: false,
      reason: 'other_dataset',
    });
    expect((await verify({ token: `${textOf(token)}x` })).body).toMatchObject({ valid: false });
    world.project.write('data/orders/day=2026-05-01/more.csv', 'order_id,amount\n4,5\n');
    expect((await verify({ token })).body).toMatchObject({ valid: false, reason: 'data_moved' });
  });

  test('blocks bad data: 200 with the decision, 409 as a status', async () => {
    world.project.write('data/orders/day=2026-05-02/orders.csv', BAD_ORDERS);
    const decided = await ask(MAY_2);
    expect(decided.status).toBe(200);
    expect(decided.body).toMatchObject({
      outcome: 'block',
      enforced: 'block',
      evaluated: true,
      hallmark: null,
    });
    const links = decided.body['links'] as { verdict: string; run: string };
    const verdict = await world.call(links.verdict);
    expect(verdict.status).toBe(409);
    expect(verdict.body).toMatchObject({ code: 'gate-blocked', decision: decided.body['id'] });
    expect(textOf(verdict.body['detail'])).toContain('amount');
    expect((await world.call(links.run)).body).toMatchObject({ verdict: 'fail', dataset: 'bronze.orders' });
  });

  test('says 424 where it could not tell', async () => {
    const path = '/v1/gates/gold.daily/decisions';
    await world.call('/v1/breakers/bronze.orders/reset', { body: { reason: 'another test' } });
    const decided = await ask({ batch: { day: '1999-01-01' } }, {}, path);
    expect(decided.body).toMatchObject({ outcome: 'block', evaluated: false });
    const verdict = await world.call(`/v1/decisions/${textOf(decided.body['id'])}/verdict`);
    expect(verdict.status).toBe(424);
    expect(verdict.body).toMatchObject({ code: 'not-evaluated' });
  });

  test('answers later where the caller does not wait', async () => {
    const pending = await world.call(ORDERS, {
      body: { ...MAY_1, force: true },
      headers: { Prefer: 'respond-async' },
    });
    expect(pending.status).toBe(202);
    expect(pending.headers.get('preference-applied')).toBe('respond-async');
    expect(pending.headers.get('retry-after')).toMatch(/^\d+$/);
    const location = pending.headers.get('location') ?? '';
    expect(location).toBe(`/v1/decisions/${textOf(pending.body['id'])}`);
    const decided = await world.call(`${location}?wait=60`);
    expect(decided.status).toBe(200);
    expect(decided.body).toMatchObject({ kind: 'Decision', outcome: 'allow' });
    expect((await world.call(`${location}/verdict`)).status).toBe(200);
    expect((await world.call(location, { method: 'DELETE' })).status).toBe(409);
    // The decision has an id of its own, which finds it as well.
    expect((await world.call(`/v1/decisions/${textOf(decided.body['id'])}`)).body['id']).toBe(
      decided.body['id'],
    );
  });

  test('refuses a batch that the dataset can not have, in the words of HTTP', async () => {
    const stray = await ask({ batch: { dya: '2026-05-01' } });
    expect([stray.status, stray.body['code']]).toEqual([422, 'unknown-batch-column']);
    expect(stray.body['detail']).toBe('bronze.orders is not partitioned by dya. It is partitioned by day.');
    const late = await ask({ ...MAY_1, asOf: 'noon' });
    expect([late.status, late.body['code']]).toEqual([422, 'bad-time']);
  });

  test('gives the first answer to a key again, and refuses the key for another question', async () => {
    const first = await ask(MAY_1, { 'Idempotency-Key': 'one' });
    const again = await ask(MAY_1, { 'Idempotency-Key': 'one' });
    expect(again.body['id']).toBe(first.body['id']);
    const other = await ask({ ...MAY_1, force: true }, { 'Idempotency-Key': 'one' });
    expect(other.status).toBe(422);
    expect(other.body['code']).toBe('idempotency-key-reused');
    for (const key of ['', 'two words', 'x'.repeat(256)]) {
      const { status, body } = await world.call(ORDERS, {
        body: MAY_1,
        headers: { 'Idempotency-Key': key },
      });
      expect([status, body['code']]).toEqual([400, 'invalid-header']);
    }
  });
});

describe('a gate that nobody works at', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await apiWorld({ config: 'service: {workers: 0}\n' });
  });
  afterAll(() => world.close());

  const submit = () => world.call(ORDERS, { body: MAY_1, headers: { Prefer: 'wait=0' } });

  test('says not yet, in every way', async () => {
    const pending = await submit();
    expect(pending.status).toBe(202);
    expect(pending.headers.get('preference-applied')).toBe('wait=0');
    expect(pending.body).toMatchObject({ kind: 'Ask', state: 'queued', dataset: 'bronze.orders' });
    const location = pending.headers.get('location') ?? '';
    expect((await world.call(`${location}?wait=1`)).status).toBe(202);
    expect((await world.call(location, { headers: { Prefer: 'wait=1' } })).status).toBe(202);
    const verdict = await world.call(`${location}/verdict`);
    expect([verdict.status, verdict.body['code']]).toEqual([404, 'decision-not-ready']);
    expect(verdict.headers.get('retry-after')).toBe('1');
    const unknown = await world.call('/v1/decisions/nothing/verdict');
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'unknown-decision']);
  });

  test('cancels, and then there will be no decision', async () => {
    const pending = await submit();
    const location = pending.headers.get('location') ?? '';
    const cancelled = await world.call(location, { method: 'DELETE' });
    expect([cancelled.status, cancelled.body['state']]).toEqual([200, 'cancelled']);
    for (const path of [location, `${location}/verdict`]) {
      const after = await world.call(path);
      expect([after.status, after.body['code']]).toEqual([424, 'not-evaluated']);
      expect(after.body['ask']).toMatchObject({ state: 'cancelled' });
    }
    expect((await world.call(location, { method: 'DELETE' })).status).toBe(409);
    expect((await world.call('/v1/decisions/nothing', { method: 'DELETE' })).status).toBe(404);
  });

  test('goes on when the caller goes: only the waiting ends', async () => {
    const body = JSON.stringify({ batch: { day: '2026-05-09' } });
    const request = [
      `POST ${ORDERS} HTTP/1.1`,
      `Host: 127.0.0.1:${world.listening.port}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Prefer: wait=60',
      '',
      body,
    ].join('\r\n');
    const ended = () =>
      world.log.filter((line) => line.includes('"route":"/v1/gates/{dataset}/decisions"')).length;
    const before = ended();
    const others = await world.listening.connections();
    const sockets = Array.from({ length: 20 }, () => connect(world.listening.port, '127.0.0.1'));
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.write(request);
    }
    const queued = async () => {
      const [depth] = await world.service.store.asks.depth();
      return depth?.queued ?? 0;
    };
    await until(async () => (await queued()) === 1);
    for (const socket of sockets) socket.destroy();
    await until(async () => (await world.listening.connections()) <= others);
    // Their requests have ended too, long before the minute that they would have waited.
    await until(() => Promise.resolve(ended() >= before + 20));
    expect(await queued()).toBe(1);
    expect(world.log.filter((line) => /"level":50/.test(line))).toEqual([]);
  });

  test('lets those who wait go when the service closes', async () => {
    const own = await apiWorld({ config: 'service: {workers: 0}\n' });
    const waiting = own.call(ORDERS, { body: MAY_1, headers: { Prefer: 'wait=60' } });
    await until(async () => (await own.service.store.asks.depth()).some(({ queued }) => queued === 1));
    await own.listening.close(30_000);
    const answered = await waiting;
    expect(answered.status).toBe(202);
    await own.close();
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
