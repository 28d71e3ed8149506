/** A service on 127.0.0.1 that remembers what it was asked and answers as a test says: also late, wrongly, or never. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * `hang`: takes the request and never answers. `cut`: closes the connection. `hang-body`: a status, and a body that stops.
 * `flood`: a status, and a body without an end.
 */
export type Reply = StandInAnswer | 'hang' | 'cut' | 'hang-body' | 'flood';

export interface HttpStandIn {
  readonly port: number;
  readonly requests: readonly StandInRequest[];
  /** Answers by turns; the last one stays. */
  answer(...replies: readonly (Reply | ((request: StandInRequest) => Reply))[]): void;
  /** Resolves when a request that gets `hang` has arrived. */
  hanging(): Promise<void>;
  /** Resolves when the client has let go of a request that got `hang`. */
  released(): Promise<void>;
  /** Bytes that a client took of a `flood`. */
  flooded(): number;
  close(): Promise<void>;
}

export async function startHttp(
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<HttpStandIn> {
  const requests: StandInRequest[] = [];
  let replies: readonly (Reply | ((request: StandInRequest) => Reply))[] = [{ status: 200 }];
  let onHang: () => void = () => undefined;
  let onRelease: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (onRelease = resolve));
  let flooded = 0;
  const handler: Parameters<typeof createServer>[1] = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(asked);
      const [next, ...rest] = replies;
      if (rest.length > 0) replies = rest;
      const reply = typeof next === 'function' ? next(asked) : next;
      if (reply === 'hang') {
        request.socket.once('close', onRelease);
        onHang();
      } else if (reply === 'cut') request.socket.destroy();
      else if (reply === 'flood') flood(response, (bytes) => (flooded += bytes));
      else write(response, reply ?? { status: 200 });
    });
  };
  const server: Server = tls === null ? createServer(handler) : createSecureServer(tls, handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    answer: (...next) => {
      replies = next;
    },
    released: () => released,
    flooded: () => flooded,
    hanging: () => new Promise((resolve) => (onHang = resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, reply: StandInAnswer | 'hang-body'): void {
  if (reply === 'hang-body') {
    response.writeHead(200);
    response.write('so far');
    return;
  }
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body ?? '');
}

/** Writes as fast as the client reads, until it does not any more. */
function flood(response: ServerResponse, wrote: (bytes: number) => void): void {
  const chunk = Buffer.alloc(65_536, 'x');
  let open = true;
  response.once('close', () => (open = false));
  response.writeHead(200);
  const more = (): void => {
    if (!open) return;
    wrote(chunk.length);
    response.write(chunk, more);
  };
  more();
}
