/** Puts the API on a port, and takes it off again without cutting anybody short. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { fault, FaultError } from '../model/fault.js';
import type { ApiDeps, ApiEnv } from './api-env.js';

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: ApiDeps['log'];
  /** Aborted when it begins to close: streams and waits end. The one whose signal the API was made with. */
  readonly closing: AbortController;
}

export interface Listening {
  /** Its own address, `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Connections at this moment. */
  readonly connections: () => Promise<number>;
  /** Takes no new connections, ends streams, lets requests finish for so long (default 10 s), then cuts them. */
  readonly close: (graceMs?: number) => Promise<void>;
}

const SECOND = 1_000;

/** Longer than the idle time of usual load balancers, so that none sends a request into a connection that we are closing. */
const KEEP_ALIVE_MS = 75 * SECOND;

const TIMES = {
  headersTimeout: 15 * SECOND,
  /** Until the whole request is here; an answer may take longer. */
  requestTimeout: 60 * SECOND,
  keepAliveTimeout: KEEP_ALIVE_MS,
  connectionsCheckingInterval: 5 * SECOND,
  maxHeaderSize: 16_384,
  // The system finds out about peers that vanished without a word.
  keepAlive: true,
  keepAliveInitialDelay: 30 * SECOND,
  noDelay: true,
};
const GRACE_MS = 10 * SECOND;
const IDLE_LOOK_MS = 50;

/** @throws FaultError `address-in-use`, `address-denied`, `address-unknown` */
export async function listen(app: Hono<ApiEnv>, options: ListenOptions): Promise<Listening> {
  const { host, port } = options;
  // Without options of HTTP/2 it is an HTTP/1.1 server.
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: TIMES,
    errorHandler: unreadable,
  } as Parameters<typeof createAdaptorServer>[0]) as Server;
  server.on('clientError', refuseMalformed);
  await listening(server, host, port);
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : port;
  options.log.info({ host, port: own }, 'listening');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
    port: own,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    close: (graceMs = GRACE_MS) => closeServer(server, options.closing, graceMs),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new FaultError([
        fault('address-in-use', `Something listens on ${place} already.`, {}, 'Choose another --port.'),
      ]);
    case 'EACCES':
      return new FaultError([
        fault('address-denied', `This account may not listen on ${place}.`, {}, 'Choose a port above 1023.'),
      ]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new FaultError([
        fault('address-unknown', `This machine has no address ${host}.`, {}, 'Correct --host.'),
      ]);
    default:
      return error;
  }
}

/** What Hono never sees: a Host header or a path that no URL can be made of. */
function unreadable(): Response {
  return new Response(malformed(400, 'malformed-request', 'The request is malformed'), {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** What is not even HTTP, or too slow, or too long. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, words] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout']
        : [400, 'Bad Request'];
  const body = malformed(status, 'malformed-request', words);
  socket.end(
    `HTTP/1.1 ${status} ${words}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function malformed(status: number, code: string, title: string): string {
  const detail = 'The request can not be read as HTTP: check its Host header, its path and its size.';
  return JSON.stringify({ type: `/docs/problems#${code}`, title, status, detail, code });
}

function closeServer(server: Server, closing: AbortController, graceMs: number): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    // A connection that was busy when it began to close is idle later on, and would be kept.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
