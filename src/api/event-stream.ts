/** One client's stream of events: what it missed, at its own pace, then what happens. A client that can not keep up is cut and comes back for the rest. */
import type { ServiceEvent } from '../model/service-event.js';
import type { EventSubscription, Service } from '../service/service.js';
import type { EventStore } from '../store/event-store.js';

export interface StreamParts {
  readonly events: Pick<EventStore, 'after' | 'last'>;
  readonly subscribe: Service['subscribe'];
  /** Number of the last event that the client has; null: it wants what happens from now on. */
  readonly after: number | null;
  readonly wants: (event: ServiceEvent) => boolean;
  /** Drops the connection, whatever is still to be written to it. */
  readonly cut: () => void;
  /** The service is closing: the stream ends. */
  readonly closing: AbortSignal;
  readonly onEnd: () => void;
  readonly limits?: StreamLimits;
}

export interface StreamLimits {
  /** Of silence, after which a comment shows both sides that the other lives. */
  readonly heartbeatMs: number;
  /** Most bytes that wait for one client. */
  readonly bufferBytes: number;
  /** A stream that ends comes back with its token, which may have been revoked. */
  readonly lifetimeMs: number;
}

const LIMITS: StreamLimits = { heartbeatMs: 15_000, bufferBytes: 262_144, lifetimeMs: 3_600_000 };
/** How soon a client comes back. */
const RETRY_MS = 3_000;
/** Events of one question to the store. */
const PAGE = 200;

/** Begins at once. Everything that it holds is let go when it ends, whoever ends it. */
export function openEventStream(parts: StreamParts): ReadableStream<Uint8Array> {
  const { bufferBytes } = parts.limits ?? LIMITS;
  let client: Client | null = null;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        client = openClient(controller, parts);
      },
      pull: () => client?.resume(),
      cancel: () => client?.gone(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  );
}

interface Client {
  /** There is room again. */
  readonly resume: () => void;
  /** It closed its side. */
  readonly gone: () => void;
}

function openClient(controller: ReadableStreamDefaultController<Uint8Array>, parts: StreamParts): Client {
  const { heartbeatMs, lifetimeMs } = parts.limits ?? LIMITS;
  let over = false;
  let subscription: EventSubscription | null = null;
  let roomy: (() => void) | null = null;

  const release = (): boolean => {
    if (over) return false;
    over = true;
    clearInterval(heart);
    clearTimeout(life);
    parts.closing.removeEventListener('abort', close);
    subscription?.end();
    roomy?.();
    parts.onEnd();
    return true;
  };
  const close = (): void => {
    if (release()) controller.close();
  };
  const send = (chunk: Uint8Array): void => {
    if (over) return;
    controller.enqueue(chunk);
    if ((controller.desiredSize ?? 0) > 0) return;
    // It does not read. What waits for it is given up; it will ask for it again.
    close();
    parts.cut();
  };
  const give = (event: ServiceEvent): void => {
    if (!over && parts.wants(event)) send(written(event));
  };
  /** Resolves when less than half of the buffer waits, or when it is over. */
  const room = async (half: number): Promise<void> => {
    while (!over && (controller.desiredSize ?? 0) < half)
      await new Promise<void>((resolve) => (roomy = resolve));
  };

  const follow = async (): Promise<void> => {
    const half = (controller.desiredSize ?? 0) / 2;
    let seen = parts.after ?? (await parts.events.last());
    // An id without data: whoever loses the connection before the first event knows where to go on.
    send(encode(`retry: ${RETRY_MS}\nid: ${seen}\n\n`));
    for (let more = parts.after !== null; more && !over;) {
      await room(half);
      const page = await parts.events.after(seen, PAGE);
      for (const event of page) give(event);
      seen = page.at(-1)?.seq ?? seen;
      more = page.length === PAGE;
    }
    if (over) return;
    const made = await parts.subscribe(seen, give, close);
    if (over as boolean) made.end();
    else subscription = made;
  };

  const heart = setInterval(() => send(HEARTBEAT), heartbeatMs);
  const life = setTimeout(close, lifetimeMs);
  parts.closing.addEventListener('abort', close, { once: true });
  // A store that does not answer ends the stream; the client comes back.
  if (parts.closing.aborted) close();
  else void follow().catch(close);
  return { resume: () => roomy?.(), gone: release };
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
