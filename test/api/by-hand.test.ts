/** What people do over HTTP: kill switch, reset, overrides with their second person, incidents, the Slack button; each by name, each on record. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACKNOWLEDGE_ACTION } from '../../src/alert/render/slack-blocks.js';
import { isObject, type JsonObject } from '../../src/model/json.js';
import { BAD_ORDERS } from '../scenarios/orders-project.js';
import { apiWorld, SLACK_SECRET, textOf, type ApiWorld } from './api-world.js';

const DAILY = '/v1/breakers/gold.daily';
const MAY_2 = { batch: { day: '2026-05-02' } };

describe('what people do', () => {
  let world: ApiWorld;
  let ada: string;
  let ben: string;
  beforeAll(async () => {
    world = await apiWorld();
    ada = await world.token(['read', 'run', 'override']);
    ben = await world.token(['read', 'approve']);
  });
  afterAll(() => world.close());

  const post = (path: string, body: unknown, token = ada) => world.call(path, { body, token });
  const get = (path: string, token = ada) => world.call(path, { token });
  const items = (body: JsonObject): readonly JsonObject[] => (body['items'] as readonly JsonObject[]) ?? [];

  test('trips and resets a breaker, with a reason and by name', async () => {
    expect((await post(`${DAILY}/trip`, { reason: ' ' })).body['code']).toBe('invalid-body');
    const tripped = await post(`${DAILY}/trip`, { reason: 'feed is wrong' });
    expect(tripped.body).toMatchObject({ dataset: 'gold.daily', phase: 'isolated', cause: 'feed is wrong' });
    const again = await post('/v1/breakers/daily/trip', { reason: 'feed is wrong' });
    expect([again.status, again.body['code']]).toEqual([409, 'already-isolated']);
    expect(items((await get('/v1/breakers?phase=isolated')).body).map((each) => each['dataset'])).toEqual([
      'gold.daily',
    ]);
    const asked = await world.call('/v1/gates/gold.daily/decisions', { body: {}, token: ada });
    expect(asked.body).toMatchObject({ outcome: 'block', runId: null });
    expect((await post(`${DAILY}/reset`, { reason: 'repaired' })).body['phase']).toBe('closed');
    const detail = await get(DAILY);
    const transitions = items(detail.body['transitions'] as JsonObject);
    expect(transitions.map(({ event, by }) => [event, by])).toEqual([
      ['reset', 'token:test-1'],
      ['trip', 'token:test-1'],
    ]);
    const first = await get(`${DAILY}?limit=1`);
    const { next } = first.body['transitions'] as { next: string };
    const second = await get(`${DAILY}?limit=1&cursor=${next}`);
    expect(items(second.body['transitions'] as JsonObject)).toEqual(transitions.slice(1));
    expect(second.body['transitions']).toMatchObject({ next: null });
  });

  test('overrides wait for a second person into gold', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const wish = { reason: 'known gap', until };
    const made = await post(`${DAILY}/override`, wish);
    expect(made.body).toMatchObject({
      state: 'waiting',
      needsApproval: true,
      by: 'token:test-1',
      checks: null,
    });
    const approve = (made.body['links'] as { approve: string }).approve;
    expect((await post(approve, {})).body['code']).toBe('missing-scope');
    const both = await world.token(['read', 'override', 'approve']);
    const own = await post(`${DAILY}/override`, wish, both);
    const self = await post((own.body['links'] as { approve: string }).approve, {}, both);
    expect([self.status, self.body['code']]).toEqual([409, 'same-person']);
    const approved = await post(approve, { reason: 'agreed' }, ben);
    expect(approved.body).toMatchObject({ state: 'in_force', approvedBy: 'token:test-2' });
    expect((await post(approve, {}, ben)).body['code']).toBe('already-approved');
    expect((await post('/v1/overrides/nothing/approve', {}, ben)).body['code']).toBe('unknown-override');
    expect(items((await get('/v1/overrides?state=waiting')).body).map(({ id }) => id)).toEqual([
      own.body['id'],
    ]);
    expect(items((await get('/v1/overrides?dataset=orders')).body)).toEqual([]);
    expect(items((await get('/v1/overrides?state=ended')).body)).toEqual([]);
    const pages = [await get('/v1/overrides?limit=1')];
    pages.push(await get(`/v1/overrides?limit=1&cursor=${textOf(pages[0]?.body['next'])}`));
    expect(pages.flatMap(({ body }) => items(body).map(({ id }) => id))).toEqual([
      made.body['id'],
      own.body['id'],
    ]);
    expect(pages[1]?.body['next']).toBeNull();
  });

  test('refuses overrides that can not be, all faults at once', async () => {
    const past = { reason: 'x', until: '2001-01-01' };
    expect((await post(`${DAILY}/override`, past)).body['code']).toBe('override-in-the-past');
    expect((await post(`${DAILY}/override`, { reason: 'x', until: '2999-01-01' })).body['code']).toBe(
      'override-too-long',
    );
    expect((await post(`${DAILY}/override`, { reason: 'x', until: 'tomorrow' })).body).toMatchObject({
      status: 422,
      code: 'bad-time',
    });
    const both = await post(`${DAILY}/override`, { reason: 'x', until: 'tomorrow', checks: ['nothing'] });
    expect(both.status).toBe(422);
    expect((both.body['faults'] as JsonObject[]).map(({ code }) => code)).toEqual([
      'bad-time',
      'unknown-check',
    ]);
  });

  test('tells every change in the audit log', async () => {
    const log = items((await get('/v1/audit?limit=200')).body);
    const actions = log.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'breaker.trip',
        'breaker.reset',
        'override.create',
        'override.approve',
        'token.create',
      ]),
    );
    const trips = items((await get('/v1/audit?action=breaker.trip&dataset=gold.daily')).body);
    expect(trips).toHaveLength(1);
    expect(trips[0]).toMatchObject({ by: 'token:test-1', reason: 'feed is wrong', dataset: 'gold.daily' });
    const after = JSON.parse(textOf(trips[0]?.['after'])) as JsonObject;
    expect(isObject(after) && after['phase']).toBe('isolated');
    // Page by page it is the same log.
    const paged: JsonObject[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(`/v1/audit?limit=2${cursor}`);
      paged.push(...items(body));
      if (body['next'] === null) break;
      cursor = `&cursor=${textOf(body['next'])}`;
    }
    expect(paged).toEqual(log);
    const { at } = trips[0] as { at: string };
    expect(items((await get(`/v1/audit?until=${at}`)).body)).not.toContainEqual(trips[0]);
    expect(items((await get(`/v1/audit?since=${at}`)).body)).toContainEqual(trips[0]);
    expect((await get('/v1/audit?since=yesterday')).body['code']).toBe('bad-time');
  });

  describe('an incident', () => {
    let id = '';
    beforeAll(async () => {
      world.project.write('data/orders/day=2026-05-02/orders.csv', BAD_ORDERS);
      await world.call('/v1/gates/bronze.orders/decisions', {
        body: MAY_2,
        token: ada,
        headers: { Prefer: 'wait=60' },
      });
      const open = await get('/v1/incidents?state=open&dataset=bronze.orders');
      id = textOf(items(open.body)[0]?.['id']);
    });

    const signed = (payload: object, secret = SLACK_SECRET, at = Math.floor(Date.now() / 1000)) => {
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
      return fetch(`${world.listening.url}/v1/slack/actions`, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Slack-Request-Timestamp': String(at),
          'X-Slack-Signature': `v0=${signature}`,
        },
      });
    };
    const press = (incident: string) => ({
      type: 'block_actions',
      user: { id: 'U1', username: 'grace' },
      actions: [{ action_id: ACKNOWLEDGE_ACTION, value: incident }],
    });

    test('is shown with its causes, its timeline and what was told', async () => {
      const shown = await get(`/v1/incidents/${id}`);
      expect(shown.body).toMatchObject({ id, dataset: 'bronze.orders', state: 'open' });
      const timeline = shown.body['timeline'] as JsonObject[];
      expect(timeline[0]).toMatchObject({ happening: 'opened' });
      expect((await get('/v1/datasets/orders')).body['incident']).toMatchObject({ id });
      const none = await get('/v1/incidents/nothing');
      expect([none.status, none.body['code']]).toEqual([404, 'unknown-incident']);
    });

    test('is acknowledged from Slack by a request that Slack has signed, and by no other', async () => {
      const old = Math.floor(Date.now() / 1000) - 600;
      for (const refused of [await signed(press(id), 'other'), await signed(press(id), SLACK_SECRET, old)]) {
        expect(refused.status).toBe(401);
        expect(await refused.json()).toMatchObject({ code: 'slack-signature' });
      }
      const elsewhere = await signed({ type: 'view_submission' });
      expect([elsewhere.status, await elsewhere.json()]).toEqual([200, {}]);
      const first = await signed(press(id));
      expect([first.status, await first.json()]).toEqual([200, {}]);
      expect((await get(`/v1/incidents/${id}`)).body).toMatchObject({
        state: 'acknowledged',
        acknowledgedBy: 'slack:grace',
      });
      const second = (await (await signed(press(id))).json()) as JsonObject;
      expect(second['text']).toMatch(/acknowledged/);
    });

    test('is resolved by hand with a reason, once', async () => {
      const again = await post(`/v1/incidents/${id}/acknowledge`, { note: 'mine' });
      expect([again.status, again.body['code']]).toEqual([409, 'already-acknowledged']);
      expect((await post(`/v1/incidents/${id}/resolve`, {})).body['code']).toBe('invalid-body');
      expect((await post(`/v1/incidents/${id}/resolve`, { reason: 'x' }, ben)).status).toBe(403);
      const resolved = await post(`/v1/incidents/${id}/resolve`, { reason: 'reloaded' });
      expect(resolved.body).toMatchObject({
        state: 'resolved',
        resolution: 'reloaded',
        resolvedBy: 'token:test-1',
      });
      expect((await post(`/v1/incidents/${id}/resolve`, { reason: 'x' })).body['code']).toBe(
        'already-resolved',
      );
      expect((await post('/v1/incidents/nothing/resolve', { reason: 'x' })).status).toBe(404);
      expect(items((await get('/v1/incidents?state=resolved')).body).map((each) => each['id'])).toContain(id);
    });
  });
});
