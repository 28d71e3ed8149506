/** Slack: threads, edits, and what each of its errors means. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertChannel } from '../../../src/alert/channel.js';
import type { SlackSettings } from '../../../src/alert/channel-settings.js';
import { openChannel } from '../../../src/alert/open-channel.js';
import type { Receipt } from '../../../src/model/alert-message.js';
import { context, message, NASTY, incident, resolved } from '../../support/alert-messages.js';
import { SLACK_TOKEN, startSlack, type SlackStandIn } from '../../support/slack-stand-in.js';

let slack: SlackStandIn;
let settings: SlackSettings;
let channel: AlertChannel;
beforeEach(async () => {
  slack = await startSlack();
  settings = { type: 'slack', token: SLACK_TOKEN, channel: '#data', signingSecret: 's', apiUrl: slack.url };
  channel = openChannel(settings);
});
afterEach(() => slack.close());

const recovered = () =>
  message({ occasion: 'recovered', incident: resolved(), summary: 'gold.orders is well.' });

/** Posts the first message of a thread and gives its receipt. */
async function firstOf(address: string | null = null): Promise<Receipt> {
  const result = await channel.send(message({ address }), context());
  if (!result.ok) throw new Error(result.error);
  return result.receipt;
}

describe('a thread', () => {
  it('begins with one message in the channel', async () => {
    const one = message();
    const result = await channel.send(one, context());
    expect(result).toEqual({ ok: true, receipt: { channel: 'C0DATA', ts: '981173106.000001' } });
    expect(slack.calls).toEqual(['chat.postMessage']);
    expect(slack.messages).toMatchObject([
      {
        channel: 'C0DATA',
        thread: null,
        metadata: {
          event_type: 'assay_alert',
          event_payload: { message_id: one.id, occasion: 'opened', incident_id: incident().id },
        },
      },
    ]);
    expect(slack.http.requests[0]?.body).toContain('unfurl_links=false');
  });

  it('goes on below it: the first message shows how things are, the replies what happened', async () => {
    const first = await firstOf();
    const result = await channel.send(recovered(), context({ first }));
    expect(result).toEqual({
      ok: true,
      receipt: { channel: 'C0DATA', ts: '981173106.000002', thread: '981173106.000001' },
    });
    const [main, reply] = slack.messages;
    expect(main).toMatchObject({ edits: 1 });
    expect(JSON.stringify(main?.blocks)).toContain('🟢 RESOLVED gold.orders');
    expect(JSON.stringify(main?.blocks)).not.toContain('Acknowledge');
    expect(reply).toMatchObject({ thread: main?.ts, broadcast: false });
    expect(JSON.stringify(reply?.blocks)).toContain('gold.orders is well.');
  });

  it.each(['raised', 'reminder', 'escalation'] as const)(
    'shows a message that calls for somebody (%s) in the channel too',
    async (occasion) => {
      const first = await firstOf();
      await channel.send(message({ occasion }), context({ first }));
      expect(slack.messages[1]).toMatchObject({ thread: first['ts'], broadcast: true });
    },
  );

  it('stays where it began when the message has an address', async () => {
    const first = await firstOf('#owners');
    await channel.send({ ...recovered(), address: '#owners' }, context({ first }));
    expect(slack.messages.map((each) => each.channel)).toEqual(['C0OWNERS', 'C0OWNERS']);
  });

  it('tried again after a failure edits again and replies once', async () => {
    const first = await firstOf();
    slack.fail(null, { status: 500 });
    const one = recovered();
    expect(await channel.send(one, context({ first }))).toMatchObject({ ok: false, retry: true });
    expect(await channel.send(one, context({ first, attempt: 2 }))).toMatchObject({ ok: true });
    expect(slack.messages).toMatchObject([{ edits: 2 }, { thread: first['ts'] }]);
  });

  it('is told anew in the channel when somebody deleted its first message', async () => {
    const first = await firstOf();
    slack.remove(first['ts'] ?? '');
    expect(await channel.send(recovered(), context({ first }))).toMatchObject({ ok: true });
    expect(slack.messages).toMatchObject([{ channel: 'C0DATA', thread: null, edits: 0 }]);
    expect(slack.messages[0]?.text).toContain('RESOLVED');
  });

  it('goes on where the workspace closed the first message to edits', async () => {
    const first = await firstOf();
    slack.fail({ error: 'edit_window_closed' });
    expect(await channel.send(recovered(), context({ first }))).toMatchObject({ ok: true });
    expect(slack.messages).toMatchObject([{ edits: 0 }, { thread: first['ts'] }]);
  });
});

describe('what goes wrong', () => {
  it.each([
    'ratelimited',
    'message_limit_exceeded',
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'team_added_to_org',
  ])('%s passes', async (error) => {
    slack.fail({ error });
    const result = await channel.send(message(), context());
    expect(result).toMatchObject({ ok: false, retry: true });
    expect(JSON.stringify(result)).toContain(error);
  });

  it.each([
    'invalid_auth',
    'token_revoked',
    'missing_scope',
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'no_text',
  ])('%s stays, and the error says what to do', async (error) => {
    slack.fail({ error });
    const result = await channel.send(message(), context());
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(JSON.stringify(result)).toMatch(new RegExp(`\\(${error}\\): \\w`));
  });

  it('a token that is wrong is told from one that is right', async () => {
    const wrong = openChannel({ ...settings, token: 'xoxb-wrong' });
    expect(await wrong.send(message(), context())).toEqual({
      ok: false,
      retry: false,
      error: 'Slack refused the message (invalid_auth): renew the bot token.',
    });
  });

  it('429 says when to come again, and is asked once', async () => {
    slack.fail({ status: 429, headers: { 'retry-after': '30' } });
    const result = await channel.send(message(), context());
    expect(result).toEqual({
      ok: false,
      retry: true,
      retryAfterMs: 30_000,
      error: 'Slack asks us to slow down.',
    });
    expect(slack.http.requests).toHaveLength(1);
  });

  it.each([
    ['429 without a time', { status: 429 }, true],
    ['500', { status: 500, body: SLACK_TOKEN }, true],
    ['404', { status: 404 }, false],
    ['a page that is not of Slack', { status: 200, body: `<html>sign in, ${SLACK_TOKEN}</html>` }, true],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, true],
    ['a connection that breaks', 'cut', true],
    ['an answer that breaks off', 'hang-body', true],
  ] as const)('%s', async (_, reply, retry) => {
    slack.fail(reply);
    const result = await openChannel(settings, { timeoutMs: 300 }).send(message(), context());
    expect(result).toMatchObject({ ok: false, retry });
    expect(slack.http.requests).toHaveLength(1);
    expect(JSON.stringify(result)).not.toContain(SLACK_TOKEN);
  });

  it('no answer at all ends in time', async () => {
    slack.fail('hang');
    const result = await openChannel(settings, { timeoutMs: 50 }).send(message(), context());
    expect(result).toEqual({ ok: false, retry: true, error: 'No answer came within 0.05 seconds.' });
  });

  it.each(['invalid_blocks', 'msg_blocks_too_long'])(
    '%s: the words arrive without the blocks',
    async (error) => {
      slack.fail({ error });
      expect(await channel.send(message(), context())).toMatchObject({ ok: true });
      expect(slack.messages).toMatchObject([
        { blocks: [], text: '🔴 CRITICAL gold.orders: gold.orders is blocked.' },
      ]);
    },
  );

  it('a token is not sent over plain HTTP to another machine', async () => {
    const result = await openChannel({ ...settings, apiUrl: 'http://slack.example.com/api/' }).send(
      message(),
      context(),
    );
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(JSON.stringify(result)).toContain('plain HTTP');
  });
});

it.each(NASTY)('takes a dataset called %j', async (name) => {
  const one = message({ incident: incident({ dataset: name, title: name }), summary: name });
  const result = await channel.send(one, context());
  expect(result).toMatchObject({ ok: true });
  expect(slack.messages[0]?.blocks).not.toEqual([]);
});
