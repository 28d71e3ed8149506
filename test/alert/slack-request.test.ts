/** A press of a button: only Slack's word counts, only while it is fresh. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseSlackAction, verifySlackRequest } from '../../src/alert/slack-request.js';

describe('verifySlackRequest', () => {
  /** The example of Slack's own documentation. */
  const documented = {
    signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
    timestamp: '1531420618',
    signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    rawBody:
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    now: new Date(1_531_420_618_000),
  };
  const at = (seconds: number) => new Date((1_531_420_618 + seconds) * 1000);

  it('agrees with the documentation of Slack', () => {
    expect(verifySlackRequest(documented)).toBe(true);
    expect(verifySlackRequest({ ...documented, rawBody: Buffer.from(documented.rawBody) })).toBe(true);
  });

  it('holds for five minutes, before and after', () => {
    expect([-300, 300, -301, 301].map((s) => verifySlackRequest({ ...documented, now: at(s) }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['another body', { rawBody: `${documented.rawBody}x` }],
    ['another secret', { signingSecret: 'x' }],
    [
      'no secret',
      {
        signingSecret: '',
        signature: `v0=${createHmac('sha256', '').update(`v0:1531420618:${documented.rawBody}`).digest('hex')}`,
      },
    ],
    ['another time', { timestamp: '1531420619' }],
    ['a time that is no number', { timestamp: '1531420618 ' }],
    ['no time', { timestamp: '' }],
    ['no signature', { signature: '' }],
    ['a signature cut short', { signature: documented.signature.slice(0, -1) }],
    ['a signature of another version', { signature: documented.signature.replace('v0', 'v1') }],
    ['a signature in capitals', { signature: documented.signature.toUpperCase() }],
    ['a signature of many bytes', { signature: '🦩'.repeat(67) }],
  ])('refuses %s', (_, part) => {
    expect(verifySlackRequest({ ...documented, ...part })).toBe(false);
  });
});

describe('parseSlackAction', () => {
  const body = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const press = {
    type: 'block_actions',
    user: { id: 'U1', username: 'ada', name: 'ada.l', team_id: 'T1' },
    actions: [{ type: 'button', action_id: 'assay_acknowledge', value: 'incident-1', block_id: 'x' }],
  };

  it('finds who wishes what', () => {
    expect(parseSlackAction(body(press))).toEqual({
      action: 'acknowledge',
      incident: 'incident-1',
      user: { id: 'U1', name: 'ada' },
    });
    expect(parseSlackAction(body({ ...press, user: { id: 'U1' } }))?.user).toEqual({ id: 'U1', name: 'U1' });
  });

  it.each([
    ['the button that opens a page', { ...press, actions: [{ action_id: 'assay_open' }] }],
    ['another kind of request', { ...press, type: 'view_submission' }],
    ['no actions', { ...press, actions: [] }],
    ['actions that are none', { ...press, actions: 'x' }],
    ['no user', { ...press, user: null }],
    ['no incident', { ...press, actions: [{ action_id: 'assay_acknowledge' }] }],
    ['an incident of two lines', { ...press, actions: [{ action_id: 'assay_acknowledge', value: 'a\nb' }] }],
    [
      'an incident that is no text',
      { ...press, actions: [{ action_id: 'assay_acknowledge', value: { id: 1 } }] },
    ],
    ['a list', []],
    ['nothing', null],
  ])('%s is no wish', (_, payload) => {
    expect(parseSlackAction(body(payload))).toBeNull();
  });

  it.each(['', 'payload=', 'payload=%7B', 'x', 'payload[]=1', '\u0000'])('%j is no wish', (rawBody) => {
    expect(parseSlackAction(rawBody)).toBeNull();
  });
});
