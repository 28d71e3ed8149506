/** A client of the event stream on a bare socket, so that a test can cut it, stop reading, or come back where it was. */
import { connect, type Socket } from 'node:net';

export interface StreamEvent {
  readonly id: number;
  readonly event: string;
  readonly data: { readonly [key: string]: unknown };
}

export interface EventClient {
  readonly socket: Socket;
  /** Status and headers, when they have come. */
  readonly head: Promise<string>;
  /** Events so far. */
  readonly events: readonly StreamEvent[];
  /** Blocks that are no events, in order: comments, and the one that begins the stream. */
  readonly others: readonly string[];
  /** The transfer was ended in order, not cut. */
  readonly complete: () => boolean;
  /** Resolves with the connection's end. */
  readonly closed: Promise<void>;
}

export interface ClientOptions {
  readonly path?: string;
  readonly token?: string;
  readonly lastEventId?: string;
}

export function eventClient(
  port: number,
  { path = '/v1/events', token, lastEventId }: ClientOptions = {},
): EventClient {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const events: StreamEvent[] = [];
  const others: string[] = [];
  let begun: (head: string) => void = () => undefined;
  const head = new Promise<string>((resolve) => (begun = resolve));
  let isComplete = false;
  let rest = Buffer.alloc(0);
  let inBody = false;
  let block = '';

  const take = (text: string): void => {
    const blocks = (block + text).split('\n\n');
    block = blocks.pop() ?? '';
    for (const one of blocks) {
      const [, id, event = '', data = ''] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(one) ?? [];
      if (id === undefined) others.push(one);
      else events.push({ id: Number(id), event, data: JSON.parse(data) as StreamEvent['data'] });
    }
  };
  /** One piece of a chunked transfer: its length in hex, the bytes, both followed by a line break. */
  const piece = (): boolean => {
    const line = rest.indexOf('\r\n');
    if (line === -1) return false;
    const length = Number.parseInt(rest.toString('latin1', 0, line), 16);
    const end = line + 2 + length;
    if (rest.length < end + 2) return false;
    if (length === 0) isComplete = true;
    take(rest.toString('utf8', line + 2, end));
    rest = rest.subarray(end + 2);
    return true;
  };
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const end = rest.indexOf('\r\n\r\n');
    if (!inBody && end !== -1) {
      inBody = true;
      begun(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + 4);
    }
    while (inBody && piece());
  });
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      'Host: localhost',
      'Accept: text/event-stream',
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...(lastEventId === undefined ? [] : [`Last-Event-ID: ${lastEventId}`]),
      '',
      '',
    ].join('\r\n'),
  );
  return {
    ...{ socket, head, events, others },
    complete: () => isComplete,
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
  };
}
