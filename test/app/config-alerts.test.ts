import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alertSettings } from '../../src/app/config-alerts.js';
import { channelSettings } from '../../src/app/config-channels.js';
import { loadConfig } from '../../src/app/config.js';
import type { ConfigFile } from '../../src/generated/config.js';

const ROOT = mkdtempSync(join(tmpdir(), 'assay-alerts-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

/** Faults of an `assay.yaml` as code, line, column, hint; through the front door, so that places and order are those people see. */
async function faults(text: string) {
  const folder = mkdtempSync(join(ROOT, 'p-'));
  writeFileSync(join(folder, 'assay.yaml'), text);
  const loaded = await loadConfig(folder, null, {});
  return loaded.faults.map(({ code, file, line, column, hint }) => ({ code, file, line, column, hint }));
}

const CHANNELS = `alerts:
  channels:
    chat: {type: slack, token: "\${env:TOKEN}", channel: "#data"}
    ops: {type: email, host: mail.example, from: assay@flights.example, to: [ops@flights.example]}
    pager: {type: pagerduty, routingKey: "\${env:KEY}"}
`;

describe('alerts of assay.yaml', () => {
  it('are read with their defaults, times in ms', () => {
    const written: ConfigFile['alerts'] = {
      channels: {
        chat: { type: 'slack', token: '${env:TOKEN}', channel: '#data' },
        ops: { type: 'email', host: 'mail.example', from: 'a@b.example', to: ['ops@flights.example'] },
      },
      rules: [
        { to: ['chat'] },
        {
          match: {
            layer: 'gold',
            dataset: ['gold.*'],
            domain: ['travel'],
            tag: 'pii',
            severity: ['critical'],
          },
          to: ['ops'],
          after: { bad: 2, of: 3 },
          remind: 0,
          escalate: { after: '30m', to: ['chat'] },
          quiet: { from: '22:00', to: '07:00', days: ['sun'], timezone: 'Europe/Rome', except: [] },
          warnings: 'never',
        },
      ],
      digest: { timezone: 'Europe/Rome' },
    };
    expect(alertSettings(written, null)).toEqual({
      settings: {
        channels: {
          chat: { type: 'slack', addresses: ['#data'] },
          ops: { type: 'email', addresses: ['ops@flights.example'] },
        },
        owners: { slack: 'chat', email: 'ops', enabled: true },
        rules: [
          {
            match: { layers: null, datasets: null, domains: null, tags: null, severities: null },
            to: ['chat'],
            after: null,
            remindMs: 86_400_000,
            escalate: null,
            quiet: null,
            warnings: 'digest',
          },
          {
            match: {
              layers: ['gold'],
              datasets: ['gold.*'],
              domains: ['travel'],
              tags: ['pii'],
              severities: ['critical'],
            },
            to: ['ops'],
            after: { bad: 2, of: 3 },
            remindMs: null,
            escalate: { afterMs: 1_800_000, to: ['chat'] },
            quiet: {
              hours: { from: '22:00', to: '07:00' },
              days: ['sun'],
              timezone: 'Europe/Rome',
              except: [],
            },
            warnings: 'never',
          },
        ],
        digest: { at: '08:00', timezone: 'Europe/Rome' },
      },
      faults: [],
    });
    expect(alertSettings(undefined, null)).toMatchObject({
      settings: { channels: {}, rules: [] },
      faults: [],
    });
  });

  it('let the critical through quiet hours unless told otherwise', () => {
    const written = { rules: [{ to: [], quiet: { days: ['sun' as const] } }] };
    expect(alertSettings(written, null).settings.rules[0]?.quiet).toEqual({
      hours: null,
      days: ['sun'],
      timezone: 'UTC',
      except: ['critical'],
    });
  });

  it.each([
    [
      'an unknown channel',
      '  rules:\n    - to: [chat, paper]\n',
      'unknown-channel',
      7,
      18,
      'Did you mean `pager`?',
    ],
    [
      'an unknown escalation',
      '  rules:\n    - {to: [], escalate: {after: 1h, to: [nobody]}}\n',
      'unknown-channel',
      7,
      43,
      'The channels are chat, ops, pager.',
    ],
    [
      'an unknown owner channel',
      '  owners: {slack: chap}\n',
      'unknown-channel',
      6,
      19,
      'Did you mean `chat`?',
    ],
    [
      'an owner channel of another type',
      '  owners: {email: chat}\n',
      'wrong-channel',
      6,
      19,
      'Name one of type email.',
    ],
    [
      'a time zone that is none',
      '  digest: {timezone: Europe/Roma}\n',
      'bad-time-zone',
      6,
      22,
      expect.any(String),
    ],
    [
      'another of a rule',
      '  rules:\n    - {to: [], quiet: {days: [sun], timezone: Rome}}\n',
      'bad-time-zone',
      7,
      47,
      expect.any(String),
    ],
    [
      'five of three',
      '  rules:\n    - {to: [], after: {bad: 5, of: 3}}\n',
      'bad-value',
      7,
      29,
      expect.any(String),
    ],
    [
      'quiet hours without length',
      '  rules:\n    - {to: [], quiet: {from: "08:00", to: "08:00"}}\n',
      'bad-value',
      7,
      43,
      expect.any(String),
    ],
    [
      'quiet without end',
      '  rules:\n    - {to: [], quiet: {days: [mon, tue, wed, thu, fri, sat, sun]}}\n',
      'bad-value',
      7,
      30,
      expect.any(String),
    ],
    [
      'a reminder every second',
      '  rules:\n    - {to: [], remind: 1s}\n',
      'bad-value',
      7,
      24,
      expect.any(String),
    ],
    [
      'a length of time that is none',
      '  rules:\n    - {to: [], remind: often}\n',
      'bad-value',
      7,
      24,
      expect.any(String),
    ],
    [
      'another in an escalation',
      '  rules:\n    - {to: [], escalate: {after: 1 month, to: [ops]}}\n',
      'bad-value',
      7,
      34,
      expect.any(String),
    ],
    [
      'e-mail to nobody',
      '    mail: {type: email, host: h, from: a@b.example}\n  owners: {email: ops}\n  rules:\n    - to: [mail]\n',
      'no-receiver',
      9,
      12,
      'Set `to` of the channel.',
    ],
    ['two slack channels for owners', '', 'ambiguous-channel', 3, 5, expect.any(String)],
  ])('with %s are a fault at its place', async (name, more, code, line, column, hint: unknown) => {
    const second = '    talk: {type: slack, token: "x", channel: "#b"}\n';
    const text = name.startsWith('two slack') ? CHANNELS + second : CHANNELS + more;
    expect(await faults(text)).toEqual([{ code, file: 'assay.yaml', line, column, hint }]);
  });

  it('may have two channels of a type where owners are not told, or one is named', async () => {
    const second = '    talk: {type: slack, token: "x", channel: "#b"}\n';
    expect(await faults(`${CHANNELS}${second}  owners: {enabled: false}\n`)).toEqual([]);
    expect(await faults(`${CHANNELS}${second}  owners: {slack: talk}\n`)).toEqual([]);
  });

  it('come with all their faults at once', async () => {
    const text = '  rules:\n    - {to: [a, b], after: {bad: 2, of: 1}, quiet: {days: [sun], timezone: X}}\n';
    expect((await faults(CHANNELS + text)).map(({ code }) => code)).toEqual([
      'unknown-channel',
      'unknown-channel',
      'bad-value',
      'bad-time-zone',
    ]);
  });
});

describe('lengths of time of the service', () => {
  it.each([
    ['service: {timeout: soon}\n', 1, 20],
    ['service: {timeout: 0m}\n', 1, 20],
    ['contracts: {git: x, every: 5 months}\n', 1, 28],
    ['schedules:\n  - {dataset: a, watch: 1h}\n  - {dataset: b, watch: later}\n', 3, 25],
    ['hallmark: {rotate: 0m}\n', 1, 20],
  ])('are checked in %j', async (text, line, column) => {
    expect(await faults(text)).toMatchObject([{ code: 'bad-value', line, column }]);
  });
});

describe('channels as they are opened', () => {
  const variables = { TOKEN: 'xoxb-1', SMTP_USER: 'assay', EMPTY: '' };

  it('have their secrets resolved, their paths absolute, what is not written as null', () => {
    writeFileSync(join(ROOT, 'hook'), 'a long enough secret\n');
    const { channels, faults: wrong } = channelSettings(
      {
        channels: {
          chat: { type: 'slack', token: '${env:TOKEN}', channel: '#data' },
          mail: {
            type: 'email',
            host: 'mail.example',
            port: 2525,
            secure: false,
            user: '${env:SMTP_USER}',
            password: '${file:hook}',
            from: 'Assay <assay@flights.example>',
          },
          hook: { type: 'webhook', url: 'https://hooks.example/x', secret: '${file:hook}' },
          pager: { type: 'pagerduty', routingKey: '${env:TOKEN}' },
          log: { type: 'file', path: 'alerts.jsonl' },
          screen: { type: 'console' },
        },
      },
      ROOT,
      variables,
    );
    expect(wrong).toEqual([]);
    expect(Object.fromEntries(channels)).toEqual({
      chat: { type: 'slack', token: 'xoxb-1', channel: '#data', signingSecret: null, apiUrl: null },
      mail: {
        type: 'email',
        host: 'mail.example',
        port: 2525,
        secure: false,
        requireTls: null,
        user: 'assay',
        password: 'a long enough secret',
        from: 'Assay <assay@flights.example>',
        to: [],
      },
      hook: {
        type: 'webhook',
        url: 'https://hooks.example/x',
        secret: 'a long enough secret',
        allowPrivate: false,
      },
      pager: { type: 'pagerduty', routingKey: 'xoxb-1', url: null },
      log: { type: 'file', path: join(ROOT, 'alerts.jsonl') },
      screen: { type: 'console' },
    });
    expect(channelSettings(undefined, ROOT, {})).toEqual({ channels: new Map(), faults: [] });
  });

  it('are left out where a reference leads nowhere or they could never work; no value is shown', () => {
    const { channels, faults: wrong } = channelSettings(
      {
        channels: {
          chat: { type: 'slack', token: '${env:NO_TOKEN}', channel: '${env:NO_CHANNEL}' },
          hook: { type: 'webhook', url: 'http://hunter2.example/x', secret: '${env:EMPTY}' },
          mail: { type: 'email', host: 'mail.example', from: 'hunter2' },
          screen: { type: 'console' },
        },
      },
      ROOT,
      variables,
    );
    expect([...channels.keys()]).toEqual(['screen']);
    expect(wrong.map(({ code }) => code)).toEqual([
      'missing-secret',
      'missing-secret',
      'missing-secret',
      'bad-channel',
    ]);
    expect(wrong[0]?.message).toBe(
      'token of the alert channel chat refers to ${env:NO_TOKEN}: there is no such variable.',
    );
    expect(JSON.stringify(wrong)).not.toContain('hunter2');
  });
});
