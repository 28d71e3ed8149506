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
  /** All that came after the head. */
  readonly text: () => string;
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
  let all = '';
  let begun: (head: string) => void = () => undefined;
  const head = new Promise<string>((resolve) => (begun = resolve));
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
    const end = all.indexOf('\r\n\r\n');
    if (end !== -1) begun(all.slice(0, end));
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
  // Chunks of the transfer begin with their length on a line of its own: nothing that an event's lines could be taken for.
  const text = (): string =>
    all.slice(all.indexOf('\r\n\r\n') + 4).replace(/\r\n[0-9a-f]+\r\n|^[0-9a-f]+\r\n/g, '');
  return {
    socket,
    head,
    text,
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    get events() {
      return [...text().matchAll(/id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/g)].map(
        ([, id, event = '', data = '']) => ({
          id: Number(id),
          event,
          data: JSON.parse(data) as StreamEvent['data'],
        }),
      );
    },
  };
}
