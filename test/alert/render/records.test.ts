/** What programs read: webhooks, PagerDuty, lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../../../src/alert/render/line.js';
import { pagerDutyEvents } from '../../../src/alert/render/pagerduty-event.js';
import { webhookBody } from '../../../src/alert/render/webhook-body.js';
import {
  anyMessage,
  digestMessage,
  incident,
  message,
  NASTY,
  resolved,
  T0,
} from '../../support/alert-messages.js';

const URL_OF_SERVICE = 'https://assay.example.com';

describe('the body of a webhook', () => {
  it('is the message with all that it tells', () => {
    const one = message({ details: ['a'] });
    expect(webhookBody(one, URL_OF_SERVICE)).toEqual({
      schemaVersion: 1,
      id: one.id,
      occasion: 'opened',
      thread: 'incident-1',
      summary: 'gold.orders is blocked.',
      details: ['a'],
      createdAt: T0,
      url: `${URL_OF_SERVICE}/incidents/${incident().id}`,
      incident: incident(),
      digest: [],
    });
    expect(webhookBody(digestMessage(3), URL_OF_SERVICE)).toMatchObject({ url: null, incident: null });
    expect(webhookBody(one, null).url).toBeNull();
  });

  it('survives JSON, whatever is in it', () => {
    fc.assert(
      fc.property(anyMessage, (one) => {
        const body = webhookBody(one, null);
        expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

describe('events of PagerDuty', () => {
  it.each([
    ['opened', 'trigger'],
    ['raised', 'trigger'],
    ['changed', 'trigger'],
    ['reminder', 'trigger'],
    ['escalation', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['recovered', 'resolve'],
  ] as const)('%s: %s, of one key', (occasion, action) => {
    const [event, ...rest] = pagerDutyEvents(message({ occasion }), null);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ event_action: action, dedup_key: `assay:${incident().id}` });
    expect(event?.payload === undefined).toBe(action !== 'trigger');
  });

  it('say what is wrong', () => {
    const [event] = pagerDutyEvents(message(), URL_OF_SERVICE);
    expect(event?.payload).toMatchObject({
      summary: 'CRITICAL gold.orders: amount: 3 of 100 rows are invalid, allowed 0',
      source: 'gold.orders',
      severity: 'critical',
      timestamp: T0,
      component: 'gold',
      group: 'sales',
      custom_details: { owner: 'team-orders', affected: ['gold.revenue, since 2001-02-03 04:05 UTC'] },
    });
    expect(event?.client_url).toBe(`${URL_OF_SERVICE}/incidents/${incident().id}`);
  });

  it('of a test leave nothing open; a digest is none', () => {
    const test = message({ occasion: 'test', incident: null });
    expect(pagerDutyEvents(test, null)).toMatchObject([
      { event_action: 'trigger', dedup_key: `assay:${test.id}`, payload: { severity: 'info' } },
      { event_action: 'resolve', dedup_key: `assay:${test.id}` },
    ]);
    expect(pagerDutyEvents(digestMessage(3), null)).toEqual([]);
  });

  it('keep the limits of the service, and different incidents apart, whatever their ids', () => {
    const long = (end: string) => message({ incident: resolved({ id: `${'x'.repeat(300)}${end}` }) });
    const keys = [long('a'), long('b'), long('a')].map((one) => pagerDutyEvents(one, null)[0]?.dedup_key);
    expect(keys[0]).toBe(keys[2]);
    expect(keys[0]).not.toBe(keys[1]);
    fc.assert(
      fc.property(anyMessage, (one) => {
        for (const { dedup_key, payload } of pagerDutyEvents(one, URL_OF_SERVICE)) {
          expect(dedup_key.length).toBeLessThanOrEqual(255);
          expect(payload?.summary.length ?? 1).toBeLessThanOrEqual(1024);
          expect(payload?.summary).not.toBe('');
          expect(payload?.source).not.toBe('');
          expect(JSON.stringify(payload ?? {}).length).toBeLessThan(500_000);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

describe('a line', () => {
  it('has it all in one', () => {
    expect(line(message(), URL_OF_SERVICE)).toBe(
      `assay alert CRITICAL gold.orders (opened): gold.orders is blocked. · owner team-orders · 1 dataset affected · ${URL_OF_SERVICE}/incidents/${incident().id}`,
    );
    expect(line(digestMessage(1), null)).toMatch(
      /^assay alert DIGEST 1 warning \(digest\): .*silver\.d0: late/,
    );
  });

  it.each(NASTY)('with %j in it moves no cursor', (name) => {
    const shown = line(message({ incident: incident({ dataset: name, owner: name }), summary: name }), null);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u202E]/u);
  });
});
