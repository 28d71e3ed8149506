/**
 * One client's stream of events. As long as it keeps up it is given what happens; where it falls behind, it reads what it missed from the
 * store at its own pace, so that little ever waits in memory. One that does not read at all is cut, and can come back for the rest.
 */
import type { ServiceEvent } from '../model/service-event.js';
import type { Service } from '../service/service.js';
import type { EventStore } from '../store/event-store.js';

export interface StreamParts {
  readonly events: Pick<EventStore, 'after' | 'last'>;
  readonly subscribe: Service['subscribe'];
  /** Number of the last event that the client has; null: it wants what happens from now on. */
  readonly after: number | null;
  readonly wants: (event: ServiceEvent) => boolean;
  /** Asked with each heartbeat: a client whose token was revoked meanwhile hears no more. */
  readonly stillIn: () => Promise<boolean>;
  /** Drops the connection, whatever is still to be written to it. */
  readonly cut: () => void;
  /** The service is closing: the stream ends. */
  readonly closing: AbortSignal;
  readonly onEnd: () => void;
  readonly limits: StreamLimits;
}

export interface StreamLimits {
  /** Of silence, after which a comment shows both sides that the other lives. */
  readonly heartbeatMs: number;
  /** Most bytes that wait for one client. */
  readonly bufferBytes: number;
  /** How long a full buffer waits for a client to read. */
  readonly stallMs: number;
  /** A stream that ends comes back, and is let in anew. */
  readonly lifetimeMs: number;
}

export const STREAM_LIMITS: StreamLimits = {
  heartbeatMs: 15_000,
  bufferBytes: 65_536,
  stallMs: 30_000,
  lifetimeMs: 3_600_000,
};

/** How soon a client comes back. */
const RETRY_MS = 3_000;
/** Events of one question to the store. */
const PAGE = 200;

/** Begins at once. Everything that it holds is let go when it ends, whoever ends it. */
export function openEventStream(parts: StreamParts): ReadableStream<Uint8Array> {
  let client: Client | null = null;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        client = openClient(controller, parts);
        // A store that does not answer ends the stream; the client comes back.
        void follow(client, parts).catch(client.close);
      },
      pull: () => client?.resume(),
      cancel: () => void client?.release(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: parts.limits.bufferBytes }),
  );
}

interface Client {
  readonly over: () => boolean;
  readonly hasRoom: () => boolean;
  /** Resolves when there is room, or when it is over; a client that makes none is cut. */
  readonly room: () => Promise<void>;
  readonly send: (chunk: Uint8Array) => void;
  /** It has read. */
  readonly resume: () => void;
  readonly close: () => void;
  /** Lets go of everything; false where that was done. */
  readonly release: () => boolean;
  /** Runs when it is over, unless that is taken back by what this returns. */
  readonly atEnd: (done: () => void) => () => void;
}

function openClient(
  controller: ReadableStreamDefaultController<Uint8Array>,
  { limits, closing, cut, onEnd, stillIn }: StreamParts,
): Client {
  let isOver = false;
  let waiting: (() => void) | null = null;
  const ends = new Set([onEnd]);
  const hasRoom = (): boolean => (controller.desiredSize ?? 0) > 0;
  const release = (): boolean => {
    if (isOver) return false;
    isOver = true;
    clearInterval(heart);
    clearTimeout(life);
    closing.removeEventListener('abort', close);
    waiting?.();
    for (const end of ends) end();
    return true;
  };
  const close = (): void => {
    if (release()) controller.close();
  };
  const send = (chunk: Uint8Array): void => {
    if (!isOver) controller.enqueue(chunk);
  };
  const heart = setInterval(() => {
    if (hasRoom()) send(HEARTBEAT);
    // Where that can not be told, it comes back when it can.
    stillIn().then((is) => is || close(), close);
  }, limits.heartbeatMs);
  const life = setTimeout(close, limits.lifetimeMs);
  closing.addEventListener('abort', close, { once: true });
  if (closing.aborted) queueMicrotask(close);
  return {
    ...{ hasRoom, send, close, release },
    over: () => isOver,
    resume: () => waiting?.(),
    atEnd(done) {
      ends.add(done);
      return () => void ends.delete(done);
    },
    async room() {
      while (!isOver && !hasRoom()) {
        const stalled = setTimeout(() => {
          close();
          cut();
        }, limits.stallMs);
        await new Promise<void>((resolve) => (waiting = resolve));
        clearTimeout(stalled);
        waiting = null;
      }
    },
  };
}

/** What was missed, then what happens, then what was missed while it could not keep up, and so on. */
async function follow(client: Client, { events, subscribe, after, wants }: StreamParts): Promise<void> {
  let seen = after ?? (await events.last());
  // An id without data: whoever loses the connection before the first event knows where to go on.
  client.send(encode(`retry: ${RETRY_MS}\nid: ${seen}\n\n`));
  const give = (event: ServiceEvent): void => {
    seen = event.seq;
    if (wants(event)) client.send(written(event));
  };
  while (!client.over()) {
    for (let more = true; more && !client.over();) {
      const page = await events.after(seen, PAGE);
      for (const event of page) {
        await client.room();
        give(event);
      }
      more = page.length === PAGE;
    }
    if (!client.over()) await followLive(client, seen, { subscribe, give });
  }
}

/** Resolves when the client has no room for more, or is over. */
async function followLive(
  client: Client,
  from: number,
  parts: { readonly subscribe: Service['subscribe']; readonly give: (event: ServiceEvent) => void },
): Promise<void> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const forget = client.atEnd(stop);
  let isBehind = false;
  const listener = (event: ServiceEvent): void => {
    if (isBehind || client.over()) return;
    if (client.hasRoom()) return parts.give(event);
    isBehind = true;
    stop();
  };
  const subscription = await parts.subscribe(from, listener, client.close);
  await stopped;
  subscription.end();
  forget();
}

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);
const HEARTBEAT = encode(':\n\n');

/** One event goes to many clients: it is written once. */
const texts = new WeakMap<ServiceEvent, Uint8Array>();

function written(event: ServiceEvent): Uint8Array {
  const known = texts.get(event);
  if (known !== undefined) return known;
  const { seq, at, dataset } = event;
  // JSON has no line breaks of its own, so it is one `data:` line.
  const data = JSON.stringify({ ...event.data, at, dataset });
  const text = encode(`id: ${seq}\nevent: ${event.event}\ndata: ${data}\n\n`);
  texts.set(event, text);
  return text;
}
