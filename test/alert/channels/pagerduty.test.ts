/** PagerDuty: an incident's alert is opened, acknowledged and resolved by one key. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChannel } from '../../../src/alert/open-channel.js';
import { context, digestMessage, incident, message, resolved } from '../../support/alert-messages.js';
import { startHttp, type HttpStandIn, type StandInRequest } from '../../support/http-stand-in.js';

const ROUTING_KEY = '0123456789abcdef0123456789abcdef';

/** What PagerDuty says to an event, after its reference: required fields, known actions and severities, limits. */
function judge({ headers, body }: StandInRequest): number {
  if (headers['content-type'] !== 'application/json') return 400;
  const event = JSON.parse(body) as Record<string, unknown>;
  const payload = event['payload'] as Record<string, string> | undefined;
  const action = String(event['event_action']);
  const key = event['dedup_key'];
  if (event['routing_key'] !== ROUTING_KEY || typeof key !== 'string' || key.length > 255) return 400;
  if (['acknowledge', 'resolve'].includes(action)) return 202;
  if (action !== 'trigger' || payload === undefined) return 400;
  const { summary = '', source = '', severity = '' } = payload;
  const valid = summary !== '' && summary.length <= 1024 && source !== '';
  return valid && ['critical', 'error', 'warning', 'info'].includes(severity) ? 202 : 400;
}

let http: HttpStandIn;
beforeEach(async () => {
  http = await startHttp();
  http.answer((request) => ({ status: judge(request), body: '{"status":"success"}' }));
});
afterEach(() => http.close());

const channel = (routingKey = ROUTING_KEY) =>
  openChannel({ type: 'pagerduty', routingKey, url: `http://127.0.0.1:${String(http.port)}/v2/enqueue` });
const events = () => http.requests.map((request) => JSON.parse(request.body) as Record<string, unknown>);

describe('an incident', () => {
  it('is one alert from its beginning to its end', async () => {
    const told = [
      message(),
      message({ occasion: 'acknowledged', incident: incident({ state: 'acknowledged' }) }),
      message({ occasion: 'recovered', incident: resolved() }),
    ];
    const dedupKey = `assay:${incident().id}`;
    for (const one of told)
      expect(await channel().send(one, context())).toEqual({ ok: true, receipt: { dedupKey } });
    expect(events()).toMatchObject(
      ['trigger', 'acknowledge', 'resolve'].map((event_action) => ({
        event_action,
        dedup_key: dedupKey,
        routing_key: ROUTING_KEY,
      })),
    );
  });

  it.each(['critical', 'error', 'warning'] as const)(
    'of severity %s is of that severity there',
    async (severity) => {
      await channel().send(message({ incident: incident({ severity }) }), context());
      expect(events()).toMatchObject([{ payload: { severity } }]);
    },
  );
});

it('a test opens and resolves; a digest pages nobody', async () => {
  const test = message({ occasion: 'test', incident: null });
  expect(await channel().send(test, context())).toMatchObject({ ok: true });
  expect(events()).toMatchObject([{ event_action: 'trigger' }, { event_action: 'resolve' }]);
  expect(await channel().send(digestMessage(2), context())).toEqual({
    ok: true,
    receipt: { skipped: 'digest' },
  });
  expect(http.requests).toHaveLength(2);
});

it('a wrong routing key is refused for good, and is not shown', async () => {
  const result = await channel('fedcba').send(message(), context());
  expect(result).toMatchObject({ ok: false, retry: false });
  expect(JSON.stringify(result)).toContain('routing key');
  expect(JSON.stringify(result)).not.toContain('fedcba');
});

it.each([
  [
    { status: 429, headers: { 'retry-after': '5' } },
    { retry: true, retryAfterMs: 5000 },
  ],
  [{ status: 500 }, { retry: true }],
  [{ status: 302, headers: { location: '/' } }, { retry: false }],
  ['cut' as const, { retry: true }],
])('%j', async (reply, expected) => {
  http.answer(reply);
  expect(await channel().send(message(), context())).toMatchObject({ ok: false, ...expected });
});

it('sends its key over plain HTTP to no other machine', async () => {
  const plain = openChannel({
    type: 'pagerduty',
    routingKey: ROUTING_KEY,
    url: 'http://events.example.com/v2/enqueue',
  });
  expect(await plain.send(message(), context())).toMatchObject({ ok: false, retry: false });
});
