/** Each kind of channel with a service behind it that works, fails or hangs: what the conformance suite runs on. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertChannel } from '../../src/alert/channel.js';
import type { ChannelSettings } from '../../src/alert/channel-settings.js';
import { openChannel } from '../../src/alert/open-channel.js';
import type { ChannelKind } from '../../src/model/alert-settings.js';
import { certificate } from './certificate.js';
import { startHttp } from './http-stand-in.js';
import { MAIL_PASSWORD, MAIL_USER, startMail } from './mail-server.js';
import { SLACK_TOKEN, startSlack } from './slack-stand-in.js';

export interface ChannelRig {
  readonly channel: AlertChannel;
  /** How many messages have arrived. */
  arrived(): number;
  works(): void;
  /** The service has troubles that pass. */
  ails(): void;
  /** The service refuses for good. */
  refuses(): void;
  /** The service takes the next message and does not answer; resolves when it has come so far. Null: it can not hang. */
  readonly hangs: (() => Promise<void>) | null;
  /** Resolves when the channel has let go of the service that hangs. */
  released(): Promise<void>;
  /** What must show in no error. */
  readonly secrets: readonly string[];
  /** The service is gone. */
  dies(): Promise<void>;
  close(): Promise<void>;
}

export const rigs: { readonly [type in ChannelKind]: () => Promise<ChannelRig> } = {
  slack: slackRig,
  email: emailRig,
  webhook: () => httpRig('webhook'),
  pagerduty: () => httpRig('pagerduty'),
  file: () => Promise.resolve(fileRig()),
  console: () => Promise.resolve(consoleRig()),
};

async function slackRig(): Promise<ChannelRig> {
  const slack = await startSlack();
  const settings: ChannelSettings = {
    type: 'slack',
    token: SLACK_TOKEN,
    channel: '#data',
    signingSecret: 'signing-secret',
    apiUrl: slack.url,
  };
  return {
    channel: openChannel(settings),
    arrived: () => slack.messages.length,
    works: () => slack.fail(),
    ails: () => slack.fail({ status: 503, body: SLACK_TOKEN }),
    refuses: () => slack.fail({ error: 'channel_not_found' }),
    hangs: () => {
      slack.fail('hang');
      return slack.http.hanging();
    },
    released: () => slack.http.released(),
    secrets: [SLACK_TOKEN, 'signing-secret', String(slack.http.port)],
    dies: () => slack.close(),
    close: () => slack.close(),
  };
}

async function emailRig(): Promise<ChannelRig> {
  const server = await startMail();
  const channel = openChannel(
    {
      type: 'email',
      host: '127.0.0.1',
      port: server.port,
      secure: null,
      requireTls: false,
      user: MAIL_USER,
      password: MAIL_PASSWORD,
      from: 'Assay <assay@example.com>',
      to: ['ada@example.com'],
    },
    { ca: certificate },
  );
  return {
    channel,
    arrived: () => server.mails.length,
    works: () => server.fail(null),
    ails: () => server.fail({ at: 'receiver', reply: 451 }),
    refuses: () => server.fail({ at: 'receiver', reply: 550 }),
    hangs: () => {
      server.fail({ at: 'data', reply: 'hang' });
      return server.hanging();
    },
    released: () => server.released(),
    secrets: [MAIL_PASSWORD, 'ada@example.com', String(server.port)],
    dies: () => server.close(),
    close: async () => {
      await channel.close?.();
      await server.close();
    },
  };
}

async function httpRig(type: 'webhook' | 'pagerduty'): Promise<ChannelRig> {
  const http = await startHttp();
  const url = `http://127.0.0.1:${String(http.port)}/hook/secret-path`;
  const settings: ChannelSettings =
    type === 'webhook'
      ? { type, url, secret: 'hook-secret', allowPrivate: true }
      : { type, url, routingKey: 'routing-key-secret' };
  const good = type === 'webhook' ? 200 : 202;
  let arrived = 0;
  const works = (): void =>
    http.answer(() => {
      arrived += 1;
      return { status: good };
    });
  works();
  return {
    channel: openChannel(settings),
    arrived: () => arrived,
    works,
    ails: () => http.answer({ status: 503, body: url }),
    refuses: () => http.answer({ status: 400, body: url }),
    hangs: () => {
      http.answer('hang');
      return http.hanging();
    },
    released: () => http.released(),
    secrets: ['hook-secret', 'routing-key-secret', 'secret-path', String(http.port)],
    dies: () => http.close(),
    close: () => http.close(),
  };
}

function fileRig(): ChannelRig {
  const folder = mkdtempSync(join(tmpdir(), 'assay-alerts-'));
  const path = join(folder, 'alerts.jsonl');
  // A socket where the file should be: writable at no time, as a file that is locked is for a while.
  let socket: Server | null = null;
  const channels = {
    works: openChannel({ type: 'file', path }),
    fails: openChannel({ type: 'file', path: folder }),
  };
  let now = channels.works;
  return {
    channel: { type: 'file', send: (message, context) => now.send(message, context) },
    arrived: () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0),
    works: () => {
      now = channels.works;
    },
    ails: () => {
      socket ??= createServer().listen(join(folder, 'busy'));
      now = openChannel({ type: 'file', path: join(folder, 'busy') });
    },
    refuses: () => {
      now = channels.fails;
    },
    hangs: null,
    released: () => Promise.resolve(),
    secrets: [folder],
    dies: () => {
      chmodSync(folder, 0o700);
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
    close: () => {
      socket?.close();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

function consoleRig(): ChannelRig {
  const lines: string[] = [];
  let fails = false;
  const write = (line: string): void => {
    if (fails) throw Object.assign(new Error('a pipe of /home/secret'), { code: 'EPIPE' });
    lines.push(line);
  };
  const set = (next: boolean) => (): void => {
    fails = next;
  };
  return {
    channel: openChannel({ type: 'console' }, { write }),
    arrived: () => lines.length,
    works: set(false),
    ails: set(true),
    refuses: () => undefined,
    hangs: null,
    released: () => Promise.resolve(),
    secrets: ['/home/secret'],
    dies: () => Promise.resolve(set(true)()),
    close: () => Promise.resolve(),
  };
}
