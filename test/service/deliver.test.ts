/** Delivery on real parts: a store on disk, an HTTP receiver, a file, a process that is killed. Only the clock is moved by hand. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertChannel } from '../../src/alert/channel.js';
import { openChannel } from '../../src/alert/open-channel.js';
import type { AlertMessage, Delivery } from '../../src/model/alert-message.js';
import type { Incident } from '../../src/model/incident.js';
import { channelHealth } from '../../src/service/channel-health.js';
import { deliverNow, startDelivery, type RunningDelivery } from '../../src/service/deliver.js';
import type { DeliveryParts } from '../../src/service/delivery-attempt.js';
import { nextAttempt } from '../../src/service/delivery-backoff.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { StoreError } from '../../src/store/store-error.js';
import { startChild } from '../support/child.js';
import { at, incident, message, rule, settings } from '../support/incident-records.js';
import { openHook, type Hook } from './hook.js';

const ROOT = mkdtempSync(join(tmpdir(), 'assay-deliver-'));
const URL = `pglite:${join(ROOT, 'store')}`;
let store: Store;
let hook: Hook;
let file: string;
let used = 0;
const fresh = (what: string): string => `${what}-${String(++used)}`;

beforeAll(async () => {
  store = await openStore(URL, '/');
});
afterAll(async () => {
  await store.close();
  rmSync(ROOT, { recursive: true });
});
beforeEach(async () => {
  hook = await openHook();
  file = join(ROOT, fresh('alerts.jsonl'));
});
afterEach(async () => {
  hook.letGo();
  await hook.close();
});

/** The clock of the test, in minutes. */
let minutes = 10;
const now = (): Date => new Date(at(minutes));

function parts(part: Partial<DeliveryParts> = {}): DeliveryParts {
  const secret = 'a secret of the tests';
  const channels = new Map<string, AlertChannel>([
    ['hook', openChannel({ type: 'webhook', url: hook.url, secret, allowPrivate: true })],
    ['file', openChannel({ type: 'file', path: file })],
  ]);
  return {
    outbox: store.outbox,
    incidents: store.incidents,
    channels,
    publicUrl: null,
    log: { warn: () => undefined, error: () => undefined },
    now,
    worker: fresh('worker'),
    ...part,
  };
}

/** An incident on record with messages about it. */
async function waiting(...wishes: readonly Partial<AlertMessage>[]): Promise<readonly AlertMessage[]> {
  const about = incident(fresh('i'), { dataset: fresh('gold.d') });
  const messages = wishes.map((wish) => message(fresh('m'), { channel: 'hook', incident: about, ...wish }));
  await store.incidents.change({ incidents: [about], events: [], messages }, [], null);
  return messages;
}

async function delivery(of: AlertMessage | undefined): Promise<Delivery | undefined> {
  const listed = await store.outbox.list({ incident: of?.incident?.id ?? '', limit: 20 });
  return listed.find((each) => each.message.id === of?.id);
}

const told = (): readonly { readonly occasion: string; readonly summary: string }[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { occasion: string; summary: string });

/** Runs a delivery while the test does something, and ends it whatever happens. */
async function during(how: DeliveryParts, act: (running: RunningDelivery) => Promise<void>): Promise<void> {
  const running = startDelivery(how);
  try {
    await act(running);
  } finally {
    await running.stop();
  }
}

/** What became of each attempt, as it is written down. */
function outcomes() {
  const seen: string[] = [];
  const waiters = new Set<() => void>();
  const observe = (channel: string, result: string): void => {
    seen.push(`${channel} ${result}`);
    for (const look of waiters) look();
  };
  /** Once so many were written down. */
  const count = (n: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (seen.length < n) return;
        waiters.delete(look);
        resolve();
      };
      waiters.add(look);
      look();
    });
  return { seen, observe, count };
}

describe('delivery', () => {
  it('sends what waits in the order of its thread, and what comes later when it is woken', async () => {
    const [first, second] = await waiting({}, { occasion: 'raised' });
    await during(parts(), async (running) => {
      await hook.count(2);
      const [third] = await waiting({});
      running.wake();
      await hook.count(3);
      expect(hook.received.map(({ id }) => id)).toEqual([first?.id, second?.id, third?.id]);
    });
    expect(await delivery(first)).toMatchObject({
      state: 'sent',
      attempts: 1,
      sentAt: at(minutes),
      error: null,
    });
  });

  it('tries again what fails, as the same message, and tells what was wrong meanwhile', async () => {
    hook.answer = 503;
    const [one, after] = await waiting({}, { occasion: 'raised' });
    const { seen, observe, count } = outcomes();
    await during(parts({ observe }), async (running) => {
      await count(1);
      minutes += 1;
      running.wake();
      await count(2);
      hook.answer = 200;
      minutes += 1;
      running.wake();
      await count(4);
    });
    expect(hook.received).toEqual([
      { id: one?.id, attempt: 1, occasion: 'opened' },
      { id: one?.id, attempt: 2, occasion: 'opened' },
      { id: one?.id, attempt: 3, occasion: 'opened' },
      { id: after?.id, attempt: 1, occasion: 'raised' },
    ]);
    expect(seen).toEqual(['hook failed', 'hook failed', 'hook sent', 'hook sent']);
    expect(await delivery(one)).toMatchObject({ state: 'sent', attempts: 3 });
  });

  it('holds up no other channel with one that does not answer', async () => {
    hook.answer = 'hold';
    await waiting({}, {});
    await waiting({ channel: 'file' });
    const { seen, observe, count } = outcomes();
    await during(parts({ observe }), async () => {
      await hook.count(1);
      await count(1);
      expect(seen).toEqual(['file sent']);
      expect(hook.received).toHaveLength(1);
      hook.answer = 200;
      hook.letGo();
    });
    expect(told()).toHaveLength(1);
  });

  it('survives a store that does not answer, and a channel that throws', async () => {
    const { outbox } = store;
    let claims = 0;
    let marks = 0;
    let onLost: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => (onLost = resolve));
    const shaky: DeliveryParts['outbox'] = {
      ...outbox,
      claim: (claim) => (++claims <= 3 ? Promise.reject(new Error('no connection')) : outbox.claim(claim)),
      sent: (...how) => (++marks === 1 ? Promise.reject(new Error('no connection')) : outbox.sent(...how)),
    };
    const log = {
      error: () => undefined,
      warn: (_about: unknown, what?: string) => what === 'alert not recorded' && onLost(),
    };
    const thrower: AlertChannel = {
      type: 'console',
      send: () => Promise.reject(new Error('against its word')),
    };
    const { observe, count } = outcomes();
    const how = parts({ outbox: shaky, observe, log });
    const [one] = await waiting({});
    const [thrown] = await waiting({ channel: 'thrower' });
    const channels = new Map([...how.channels, ['thrower', thrower] as const]);
    await during({ ...how, channels }, async (running) => {
      // Each of the three lanes found no store: it looks again when it is woken.
      while (claims < 3) await new Promise((resolve) => setImmediate(resolve));
      running.wake();
      await lost;
      await count(1);
      // The arrival could not be written down: after its lease the message is sent again, under the same id.
      minutes += 3;
      running.wake();
      await count(3);
    });
    expect(hook.received).toEqual([
      { id: one?.id, attempt: 1, occasion: 'opened' },
      { id: one?.id, attempt: 2, occasion: 'opened' },
    ]);
    expect((await delivery(thrown))?.error).toMatch(/should not/);
  });

  it('sends a message again that was sent by a process that died before it could say so', async () => {
    const [one] = await waiting({});
    await store.close();
    const child = startChild('service/send-without-mark.ts', URL, hook.url, at(minutes));
    await child.line((line) => line === 'sent');
    child.kill();
    await child.ended;
    store = await openStore(URL, '/');
    expect(await delivery(one)).toMatchObject({ state: 'waiting', attempts: 1 });
    await deliverNow(parts(), 10_000);
    expect(hook.received).toHaveLength(1);
    minutes += 5;
    await deliverNow(parts(), 10_000);
    expect(hook.received).toEqual([
      { id: one?.id, attempt: 1, occasion: 'opened' },
      { id: one?.id, attempt: 2, occasion: 'opened' },
    ]);
    expect(await delivery(one)).toMatchObject({ state: 'sent', attempts: 2 });
  });
});

describe('one pass', () => {
  it('sends all that is due, and ends with it', async () => {
    const all = await waiting(
      {},
      { occasion: 'raised' },
      { channel: 'file' },
      { occasion: 'reminder', notBefore: at(99_999) },
    );
    await deliverNow(parts(), 60_000);
    expect(hook.received.map(({ id }) => id)).toEqual([all[0]?.id, all[1]?.id]);
    expect(told()).toHaveLength(1);
    expect((await delivery(all[3]))?.state).toBe('waiting');
  });

  it('gives up waiting when its time is over; the message waits for the next', async () => {
    hook.answer = 'hold';
    const [one] = await waiting({});
    await deliverNow(parts(), 300);
    expect(await delivery(one)).toMatchObject({ state: 'waiting', attempts: 1 });
    hook.answer = 200;
    minutes += 1;
    await deliverNow(parts(), 60_000);
    expect(await delivery(one)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('leaves messages of channels that it can not reach', async () => {
    const [one] = await waiting({ channel: 'elsewhere' });
    await deliverNow(parts(), 10_000);
    expect(await delivery(one)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});

describe('what is not sent', () => {
  /** The incident ends. */
  async function end(one: Incident | null | undefined, messages: readonly AlertMessage[]): Promise<void> {
    if (one === null || one === undefined) throw new Error('no incident');
    const over = { ...one, state: 'resolved' as const, resolvedAt: at(minutes) };
    await store.incidents.change({ incidents: [over], events: [], messages }, [one], null);
  }

  it('is an incident that began and ended within quiet hours', async () => {
    const held = { notBefore: at(minutes + 300) };
    const [begin] = await waiting(held);
    const over = message(fresh('m'), {
      channel: 'hook',
      incident: begin?.incident ?? null,
      occasion: 'recovered',
      ...held,
    });
    await end(begin?.incident, [over]);
    await deliverNow(parts(), 10_000);
    minutes += 301;
    await deliverNow(parts(), 10_000);
    expect(hook.received).toEqual([]);
    expect([(await delivery(begin))?.state, (await delivery(over))?.state]).toEqual(['dropped', 'dropped']);
  });

  it('is a beginning that something heavier has gone past', async () => {
    const [begin, raised] = await waiting({ notBefore: at(minutes + 300) }, { occasion: 'raised' });
    await deliverNow(parts(), 10_000);
    minutes += 301;
    await deliverNow(parts(), 10_000);
    expect(hook.received.map(({ id }) => id)).toEqual([raised?.id]);
    expect((await delivery(begin))?.state).toBe('dropped');
  });
});

describe('a dead channel', () => {
  const how = settings({ hook: 'webhook', file: 'file' }, { rules: [rule({ to: ['hook', 'file'] })] });
  const watched = (): DeliveryParts => {
    const { incidents, outbox } = store;
    const newId = () => fresh('c');
    const { onDead, onSent } = channelHealth({ incidents, outbox, settings: () => how, now, newId });
    return parts({ onDead, onSent });
  };
  const standing = async () =>
    (await store.incidents.list({ dataset: 'channel:hook', limit: 10 })).map(({ state }) => state);

  it('is an incident of its own after a day of attempts, told elsewhere, over when a message arrives', async () => {
    hook.answer = 503;
    const [one, two] = await waiting(
      { notBefore: at(minutes), createdAt: at(minutes) },
      { occasion: 'raised' },
    );
    await deliverNow(watched(), 10_000);
    minutes += 23 * 60;
    await deliverNow(watched(), 10_000);
    expect(await standing()).toEqual([]);
    minutes += 61;
    await deliverNow(watched(), 10_000);
    expect(await delivery(one)).toMatchObject({ state: 'dead', attempts: 3 });
    expect(await standing()).toEqual(['open']);
    // Its thread goes on without it. A second death adds nothing: it is the same incident.
    hook.answer = 404;
    await deliverNow(watched(), 10_000);
    expect(hook.received.at(-1)).toMatchObject({ id: two?.id });
    await waiting({});
    await deliverNow(watched(), 10_000);
    expect(await standing()).toEqual(['open']);
    await deliverNow(watched(), 10_000);
    expect(told().map(({ occasion, summary }) => [occasion, summary.split(':')[0]])).toEqual([
      ['opened', 'The alert channel hook can not be reached'],
    ]);
    hook.answer = 200;
    await waiting({});
    await deliverNow(watched(), 10_000);
    expect(await standing()).toEqual(['resolved']);
    await deliverNow(watched(), 10_000);
    expect(told().at(-1)).toMatchObject({ occasion: 'recovered' });
  });
});

describe('a channel that dies', () => {
  it('is an incident also where the store goes away in that moment', async () => {
    const how = settings({ hook: 'webhook', file: 'file' }, { rules: [rule({ to: ['hook', 'file'] })] });
    let away = 2;
    const incidents: typeof store.incidents = {
      ...store.incidents,
      change: (...change) => {
        if (away === 0) return store.incidents.change(...change);
        away -= 1;
        return Promise.reject(new StoreError('the connection ended', 'ECONNRESET'));
      },
    };
    const health = channelHealth({
      incidents,
      outbox: store.outbox,
      settings: () => how,
      now,
      newId: () => fresh('c'),
    });
    const standing = () => store.incidents.list({ dataset: 'channel:hook', states: ['open'], limit: 10 });
    expect(await standing()).toEqual([]);
    hook.answer = 404;
    await waiting({});
    await deliverNow(parts(health), 10_000);
    expect([away, (await standing()).length]).toEqual([0, 1]);
  });
});

describe('the next attempt', () => {
  const late = (attempts: number, minute: number, retryAfterMs = 0, random = 0.5) =>
    nextAttempt({ message: message('m'), attempts }, new Date(at(minute)), retryAfterMs, random);
  const wait = (attempts: number, ...more: readonly number[]) =>
    Date.parse(late(attempts, 0, ...more) ?? '') - Date.parse(at(0));

  it('comes after 5 s, then twice as long, up to a quarter of an hour', () => {
    expect([1, 2, 3, 7, 8, 9, 2000].map((n) => wait(n) / 1000)).toEqual([5, 10, 20, 320, 640, 900, 900]);
    expect([wait(1, 0, 0), wait(1, 0, 1)]).toEqual([4000, 6000]);
  });

  it('heeds what the service asks for', () => {
    expect(wait(1, 60_000)).toBe(60_000);
    expect(wait(9, 60_000)).toBe(900_000);
  });

  it('is none after a day, unless it was the first', () => {
    expect(late(5, 24 * 60 - 1)).not.toBeNull();
    expect(late(5, 24 * 60)).toBeNull();
    expect(late(1, 72 * 60)).not.toBeNull();
  });
});
