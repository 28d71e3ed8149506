/** Who is told in the soak: a webhook and a mail server that break as they are told to, and remember what they have taken. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { startHttp } from './http-stand-in.js';

export interface Arrival {
  /** Of the message. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
}

export interface Receiver {
  readonly port: number;
  /** In the order in which they came; only what was taken with an answer of success. */
  readonly arrivals: readonly Arrival[];
  readonly close: () => Promise<void>;
}

export interface Webhook extends Receiver {
  readonly behave: (how: 'well' | 'refuse' | 'hang') => void;
}

export interface Mail extends Receiver {
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
}

export async function startWebhook(): Promise<Webhook> {
  const arrivals: Arrival[] = [];
  let how: Parameters<Webhook['behave']>[0] = 'well';
  const server = await startHttp();
  server.answer(({ headers }) => {
    if (how === 'hang') return 'hang';
    if (how === 'refuse') return { status: 500 };
    arrivals.push({ id: String(headers['x-assay-id']), at: Date.now() });
    return { status: 200 };
  });
  return { port: server.port, arrivals, behave: (next) => (how = next), close: () => server.close() };
}

/** One that goes down takes no connection and cuts those that it has; it comes up again on the same port. */
export async function startMailServer(): Promise<Mail> {
  const arrivals: Arrival[] = [];
  const taken = (id: string): void => void arrivals.push({ id, at: Date.now() });
  let server = await listening(0, taken);
  // A server that listens has an address.
  const { port } = server.server.address() as AddressInfo;
  const down = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of server.connections) connection.close();
    });
  return {
    port,
    arrivals,
    down,
    up: async () => {
      server = await listening(port, taken);
    },
    close: down,
  };
}

async function listening(port: number, taken: (id: string) => void): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const id = /^X-Assay-Message: (\S+)/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1];
        taken(id ?? 'a mail without an id');
        done();
      });
    },
  });
  // A client that hangs up is no error of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
