/** E-mail through a real SMTP server: threads, encryption, sign-in, refusals, and headers that nobody can add to. */
import { afterEach, describe, expect, it } from 'vitest';
import type { EmailSettings } from '../../../src/alert/channel-settings.js';
import { openChannel } from '../../../src/alert/open-channel.js';
import { certificate } from '../../support/certificate.js';
import { context, incident, message, NASTY, resolved } from '../../support/alert-messages.js';
import { MAIL_PASSWORD, MAIL_USER, startMail, type MailServer } from '../../support/mail-server.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server and a channel to it. */
async function rig(
  part: Partial<EmailSettings> = {},
  options: Parameters<typeof startMail>[0] = {},
  seams: Parameters<typeof openChannel>[1] = { ca: certificate },
) {
  const server = await startMail(options);
  const channel = openChannel({ ...settingsFor(server), ...part }, seams);
  open.push(async () => {
    await channel.close?.();
    await server.close();
  });
  return { server, channel };
}

function settingsFor(server: MailServer): EmailSettings {
  return {
    type: 'email',
    host: '127.0.0.1',
    port: server.port,
    secure: null,
    requireTls: null,
    user: null,
    password: null,
    from: 'Assay <assay@Example.com>',
    to: ['Ada <ada@example.com>', 'ben@example.com'],
  };
}

describe('an e-mail', () => {
  it('arrives as text and HTML, and answers no automatic answer', async () => {
    const { server, channel } = await rig();
    const one = message();
    const result = await channel.send(one, context());
    const messageId = `<assay.${one.id}@example.com>`;
    const subject = '[Assay] CRITICAL gold.orders: amount: 3 of 100 rows are invalid, allowed 0';
    expect(result).toEqual({ ok: true, receipt: { messageId, subject } });
    const [mail] = server.mails;
    expect(mail?.to).toEqual(['ada@example.com', 'ben@example.com']);
    expect(mail?.parsed).toMatchObject({
      messageId,
      subject,
      from: { address: 'assay@example.com', name: 'Assay' },
    });
    expect(mail?.parsed.text).toContain('gold.orders is blocked.');
    expect(mail?.parsed.html).toContain('gold.orders is blocked.');
    const headers = Object.fromEntries(mail?.parsed.headers.map((each) => [each.key, each.value]) ?? []);
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-assay-message': one.id });
    expect(headers['in-reply-to']).toBeUndefined();
  });

  it('stands in the thread of the first one: same subject, whatever has become of the incident', async () => {
    const { server, channel } = await rig();
    const first = await channel.send(message(), context());
    const receipt = first.ok ? first.receipt : null;
    await channel.send(
      message({ occasion: 'recovered', incident: resolved({ title: 'another' }) }),
      context({ first: receipt }),
    );
    const [opening, reply] = server.mails.map((mail) => mail.parsed);
    expect(reply?.subject).toBe(`Re: ${String(opening?.subject)}`);
    expect(reply?.inReplyTo).toBe(opening?.messageId);
    expect(reply?.references).toBe(opening?.messageId);
    expect(reply?.text).toMatch(/^RESOLVED gold\.orders\n/);
  });

  it('has the same id when it is sent again', async () => {
    const { server, channel } = await rig();
    const one = message();
    await channel.send(one, context());
    await channel.send(one, context({ attempt: 2 }));
    const [a, b] = server.mails.map((mail) => mail.parsed.messageId);
    expect(a).toBe(b);
  });

  it('goes to the address of the message where there is one', async () => {
    const { server, channel } = await rig();
    await channel.send(message({ address: 'team@example.org' }), context());
    expect(server.mails[0]?.to).toEqual(['team@example.org']);
  });

  it('arrives at those whom the server takes, and says how many it does not', async () => {
    const { server, channel } = await rig();
    server.fail({ at: 'receiver', reply: 550, receiver: 'ben@example.com' });
    expect(await channel.send(message(), context())).toMatchObject({
      ok: true,
      receipt: { rejected: '1 of 2 receivers' },
    });
    expect(server.mails[0]?.to).toEqual(['ada@example.com']);
  });
});

describe('encryption', () => {
  it('is taken where the server offers it, also on loopback', async () => {
    const { server, channel } = await rig();
    await channel.send(message(), context());
    expect(server.mails[0]?.encrypted).toBe(true);
  });

  it('may be absent on loopback, and must not where it is required', async () => {
    const plain = await rig({}, { disabledCommands: ['STARTTLS'] });
    expect(await plain.channel.send(message(), context())).toMatchObject({ ok: true });
    const strict = await rig({ requireTls: true }, { disabledCommands: ['STARTTLS'] });
    const result = await strict.channel.send(message(), context());
    expect(result).toMatchObject({ ok: false, retry: true });
    expect(JSON.stringify(result)).toContain('STARTTLS');
    expect(strict.server.mails).toEqual([]);
  });

  it('is from the first byte where the settings say so', async () => {
    const { server, channel } = await rig({ secure: true }, { secure: true });
    expect(await channel.send(message(), context())).toMatchObject({ ok: true });
    expect(server.mails[0]?.encrypted).toBe(true);
  });

  it('with a certificate that nobody vouches for comes not about', async () => {
    const { server, channel } = await rig({ requireTls: true }, {}, {});
    expect(await channel.send(message(), context())).toMatchObject({ ok: false, retry: true });
    expect(server.mails).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a sign-in works, or is refused for good, or for now', async () => {
    const right = await rig({ user: MAIL_USER, password: MAIL_PASSWORD }, { authOptional: false });
    expect(await right.channel.send(message(), context())).toMatchObject({ ok: true });
    expect(right.server.mails[0]?.user).toBe(MAIL_USER);
    right.server.fail({ at: 'auth', reply: 454 });
    expect(await right.channel.send(message(), context())).toMatchObject({ ok: false, retry: true });
    const wrong = await rig({ user: MAIL_USER, password: 'wrong-one' }, { authOptional: false });
    const result = await wrong.channel.send(message(), context());
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(JSON.stringify(result)).not.toContain('wrong-one');
    const none = await rig({}, { authOptional: false });
    expect(await none.channel.send(message(), context())).toMatchObject({ ok: false, retry: false });
  });

  it.each([
    ['sender', 451, true],
    ['sender', 553, false],
    ['receiver', 450, true],
    ['receiver', 550, false],
    ['data', 452, true],
    ['data', 554, false],
    ['data', 503, true],
  ] as const)('%s: %i', async (at, reply, retry) => {
    const { server, channel } = await rig();
    server.fail({ at, reply });
    const result = await channel.send(message(), context());
    expect(result).toMatchObject({ ok: false, retry });
    const text = JSON.stringify(result);
    expect(text).toContain(String(reply));
    expect(text).not.toMatch(/@|p4ssw0rd/);
  });

  it('a server that is gone may come back', async () => {
    const { server, channel } = await rig();
    await server.close();
    expect(await channel.send(message(), context())).toEqual({
      ok: false,
      retry: true,
      error: 'The mail server can not be reached (ECONNREFUSED).',
    });
  });

  it('no answer ends in time', async () => {
    const { server, channel } = await rig({}, {}, { ca: certificate, timeoutMs: 400 });
    server.fail({ at: 'data', reply: 'hang' });
    expect(await channel.send(message(), context())).toMatchObject({ ok: false, retry: true });
  });

  it.each([
    [{ from: 'nobody' }, null],
    [{ to: ['ada@example.com, eve@example.com'] }, null],
    [{ to: [] }, null],
    [{}, 'eve@example.com\r\nBcc: mallory@example.com'],
    [{}, 'a@example.com b@example.com'],
  ])('%j and the address %j: nothing is sent', async (part, address) => {
    const { server, channel } = await rig(part);
    expect(await channel.send(message({ address }), context())).toMatchObject({ ok: false, retry: false });
    expect(server.mails).toEqual([]);
  });
});

it.each(NASTY)('%j adds no header and no receiver', async (name) => {
  const { server, channel } = await rig();
  const plain = message({ incident: incident({ dataset: 'gold.orders', title: 'plain' }) });
  const nasty = message({
    id: name,
    thread: name,
    summary: name,
    details: [name],
    incident: incident({ id: name, dataset: name, title: name, owner: name }),
  });
  const first = { messageId: `<${name}>`, subject: name };
  expect(await channel.send(plain, context())).toMatchObject({ ok: true });
  expect(await channel.send(nasty, context())).toMatchObject({ ok: true });
  await channel.send(nasty, context({ first }));
  const names = server.mails.map((mail) =>
    mail.parsed.headers.map((each) => each.key).filter((key) => !/^(in-reply-to|references)$/.test(key)),
  );
  expect(names[1]).toEqual(names[0]);
  expect(names[2]).toEqual(names[0]);
  for (const mail of server.mails) {
    expect(mail.to).toEqual(['ada@example.com', 'ben@example.com']);
    expect(mail.parsed.bcc ?? []).toEqual([]);
  }
});
