/** E-mail over SMTP: one thread for an incident, in text and HTML, encrypted on the way. */
import { createTransport } from 'nodemailer';
import type { AlertMessage, Receipt } from '../../model/alert-message.js';
import { digest, shortDigest } from '../../model/digest.js';
import { refused, sent, type AlertChannel, type SendContext, type SendResult } from '../channel.js';
import type { EmailSettings } from '../channel-settings.js';
import { email } from '../render/email.js';
import { attempt } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';
import { explainMailError } from './email-error.js';
import { domainOf, parseMailbox, type Mailbox } from './mailbox.js';
import { isLoopback } from './public-address.js';

/** Mail servers let strangers wait. */
const TIMEOUT_MS = 25_000;

export function emailChannel(settings: EmailSettings, seams: ChannelSeams): AlertChannel {
  const transport = createTransport(transportOptions(settings, seams));
  const send = async (
    message: AlertMessage,
    context: SendContext,
    signal: AbortSignal,
  ): Promise<SendResult> => {
    const from = parseMailbox(settings.from);
    const to = receivers(message, settings);
    if (from === null)
      return refused('The sender of the e-mail channel is no e-mail address: correct `from`.');
    if (to === null)
      return refused('A receiver is no e-mail address: correct `to`, or the owners in the contract.');
    if (to.length === 0)
      return refused('Nobody is named to receive the e-mail: set `to`, or name owners in the contract.');
    const mail = compose(message, context, from);
    const info = await transport.sendMail({ ...mail, to: [...to], signal });
    return sent(receiptOf(mail.messageId, mail.threadSubject, info.rejected.length, to.length));
  };
  return {
    type: 'email',
    send: (message, context) =>
      attempt(
        { signal: context.signal, timeoutMs: seams.timeoutMs ?? TIMEOUT_MS },
        (signal) => send(message, context, signal),
        explainMailError,
      ),
    close: () => Promise.resolve(transport.close()),
  };
}

function transportOptions(settings: EmailSettings, seams: ChannelSeams) {
  const { host, user, password } = settings;
  const secure = settings.secure ?? settings.port === 465;
  const { ca } = seams;
  const timeoutMs = seams.timeoutMs ?? TIMEOUT_MS;
  return {
    host,
    port: settings.port ?? (secure ? 465 : 587),
    secure,
    requireTLS: settings.requireTls ?? !isLoopback(host),
    ...(user === null ? {} : { auth: { user, pass: password ?? '' }, forceAuth: true }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(ca === null ? {} : { tls: { ca } }),
  };
}

/** The message's address, else the channel's; null where one of them is no address. */
function receivers(message: AlertMessage, settings: EmailSettings): readonly Mailbox[] | null {
  const written = message.address === null ? settings.to : [message.address];
  const parsed = written.map(parseMailbox);
  const mailboxes = parsed.filter((each) => each !== null);
  return mailboxes.length === parsed.length ? mailboxes : null;
}

function compose(message: AlertMessage, context: SendContext, from: Mailbox) {
  const content = email(message, context.publicUrl);
  const parent = context.first?.['messageId'] ?? null;
  const threadSubject = context.first?.['subject'] ?? content.subject;
  return {
    from,
    messageId: messageId(message.id, from.address),
    threadSubject,
    subject: parent === null ? threadSubject : `Re: ${threadSubject}`,
    ...(parent === null ? {} : { inReplyTo: parent, references: parent }),
    text: content.text,
    html: content.html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      // Exchange answers with notes of absence unless it is asked not to.
      'X-Auto-Response-Suppress': 'All',
      'X-Assay-Message': token(message.id),
    },
  };
}

/** The same for every attempt, so that a mail program shows a message that came twice once. */
function messageId(id: string, from: string): string {
  return `<assay.${token(id)}@${domainOf(from)}>`;
}

/** An id as it may stand in a header. */
function token(id: string): string {
  return /^[\w-]{1,100}$/.test(id) ? id : shortDigest(digest(id));
}

function receiptOf(messageId: string, subject: string, rejected: number, all: number): Receipt {
  const partly = rejected === 0 ? {} : { rejected: `${String(rejected)} of ${String(all)} receivers` };
  return { messageId, subject, ...partly };
}
