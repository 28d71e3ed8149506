/** A real SMTP server on 127.0.0.1 that keeps what it is sent, and refuses or hangs where a test says so. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificate, key } from './certificate.js';

export interface ReceivedMail {
  readonly parsed: Email;
  readonly raw: string;
  /** The envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  readonly user: string | null;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** The stage at which the server says no, or nothing at all; null: it takes everything. */
  fail(failure: MailFailure | null): void;
  /** Resolves when a mail that is left to hang has arrived. */
  hanging(): Promise<void>;
  /** Resolves when a client has hung up. */
  released(): Promise<void>;
  close(): Promise<void>;
}

export interface MailFailure {
  readonly at: 'auth' | 'sender' | 'receiver' | 'data';
  /** Reply code, or no reply. */
  readonly reply: number | 'hang';
  /** Only for this receiver. */
  readonly receiver?: string;
}

export const MAIL_USER = 'assay';
export const MAIL_PASSWORD = 'p4ssw0rd-of-mail';

export async function startMail(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let failure: MailFailure | null = null;
  let onHang: () => void = () => undefined;
  let onRelease: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (onRelease = resolve));
  type Done = (error?: Error | null) => void;
  /** @returns true where the stage fails */
  const fails = (at: MailFailure['at'], done: Done, receiver?: string): boolean => {
    if (failure?.at !== at || (failure.receiver !== undefined && failure.receiver !== receiver)) return false;
    if (failure.reply === 'hang') onHang();
    else
      done(
        Object.assign(new Error(`no, says the server of ${MAIL_PASSWORD}`), { responseCode: failure.reply }),
      );
    return true;
  };
  const server = new SMTPServer({
    key,
    cert: certificate,
    authOptional: true,
    onAuth: (auth, session, done) => {
      if (fails('auth', (error) => done(error ?? null))) return;
      if (auth.username === MAIL_USER && auth.password === MAIL_PASSWORD) done(null, { user: auth.username });
      else done(Object.assign(new Error('wrong'), { responseCode: 535 }));
    },
    onMailFrom: (address, session, done) => void (fails('sender', done) || done()),
    onRcptTo: (address, session, done) => void (fails('receiver', done, address.address) || done()),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (fails('data', done)) return;
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((parsed) => {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({
            parsed,
            raw: raw.toString('utf8'),
            from: mailFrom === false || mailFrom === null ? '' : mailFrom.address,
            to: rcptTo.map((each) => each.address),
            encrypted: session.secure,
            user: typeof session.user === 'string' ? session.user : null,
          });
          done();
        });
      });
    },
    onClose: () => onRelease(),
    ...options,
  });
  // A client that hangs up is no error of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    fail: (next) => {
      failure = next;
    },
    released: () => released,
    hanging: () => new Promise((resolve) => (onHang = resolve)),
    close: () =>
      new Promise((resolve) => {
        for (const connection of server.connections) connection.close();
        server.close(() => resolve());
      }),
  };
}
