/** What every store promises of incidents and of the outbox, on a folder and on a real PostgreSQL server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertMessage } from '../../src/model/alert-message.js';
import { IncidentMoved, type IncidentChange, type IncidentFilter } from '../../src/store/incident-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { at, event, incident, message } from '../support/incident-records.js';
import { storePlaces, type StorePlace } from '../support/store-places.js';
import { decision, record } from '../support/store-records.js';

const CHANNELS = ['ops', 'pager', 'mail', 'chat'];

const change = (part: Partial<IncidentChange>): IncidentChange => ({
  incidents: [],
  events: [],
  messages: [],
  ...part,
});

describe.each(Object.keys(storePlaces))('incidents and outbox on %s', (name) => {
  let place: StorePlace;
  let store: Store;
  /** Another process, where the place takes one. */
  let other: Store;
  let used = 0;
  const fresh = (what: string): string => `${what}-${String(++used)}`;

  beforeAll(async () => {
    const find = storePlaces[name];
    if (find === undefined) throw new Error(name);
    place = await find();
    store = await openStore(place.url, '/');
    other = place.shared ? await openStore(place.url, '/') : store;
  });
  afterAll(async () => {
    if (place.shared) await other.close();
    await store.close();
    await place.leave();
  });

  const opened = (id: string, dataset: string) => {
    const one = incident(id, { dataset });
    return change({ incidents: [one], events: [event(id)] });
  };

  describe('incidents', () => {
    test('come back to the letter, newest first, filtered and paged', async () => {
      const dataset = fresh('gold.d');
      const odd = 'a \u0000 nul, a \\ backslash, half \uD800 a pair';
      const first = incident(fresh('i'), { dataset, title: odd, state: 'resolved', resolvedAt: at(1) });
      const second = incident(fresh('i'), { dataset, openedAt: at(2) });
      await store.incidents.change(change({ incidents: [first] }), [], null);
      await store.incidents.change(change({ incidents: [second] }), [], null);
      expect(await store.incidents.get(first.id)).toEqual(first);
      expect(await store.incidents.get('no such')).toBeNull();
      const list = (filter: IncidentFilter) => store.incidents.list(filter);
      expect(await list({ dataset, limit: 10 })).toEqual([second, first]);
      expect(await list({ dataset, limit: 1 })).toEqual([second]);
      expect(await list({ dataset, limit: 10, before: second.id })).toEqual([first]);
      expect(await list({ dataset, states: ['resolved'], limit: 10 })).toEqual([first]);
      expect(await store.incidents.unresolved()).toContainEqual(second);
      expect(await store.incidents.unresolved()).not.toContainEqual(first);
    });

    test('change with timeline, messages, audit entry and service event, all or nothing', async () => {
      const dataset = fresh('gold.d');
      const one = incident(fresh('i'), { dataset });
      const told = message(fresh('m'), { incident: one });
      const audit = {
        at: at(0),
        by: 'ana',
        action: 'incident.note',
        dataset,
        reason: null,
        before: null,
        after: null,
      };
      const last = await store.events.last();
      const all = change({ incidents: [one], events: [event(one.id)], messages: [told] });
      await store.incidents.change(all, [], audit);
      expect(await store.incidents.timeline(one.id)).toEqual([event(one.id)]);
      expect(await store.outbox.list({ incident: one.id, limit: 5 })).toMatchObject([
        {
          message: told,
          state: 'waiting',
          attempts: 0,
          nextAttempt: at(0),
          sentAt: null,
          error: null,
          receipt: null,
        },
      ]);
      expect((await store.audit(1))[0]).toEqual(audit);
      expect(await store.events.after(last, 10)).toMatchObject([
        {
          event: 'incident',
          dataset,
          data: { id: one.id, state: 'open', severity: 'error', happened: ['opened'] },
        },
      ]);
      const acknowledged = { ...one, state: 'acknowledged' as const, acknowledgedBy: 'ana' };
      const late = change({ incidents: [acknowledged], events: [event(one.id)] });
      const stale = [{ ...one, title: 'as it was before' }];
      await expect(store.incidents.change(late, stale, { ...audit, action: 'lost' })).rejects.toThrow(
        IncidentMoved,
      );
      expect(await store.incidents.get(one.id)).toEqual(one);
      expect(await store.incidents.timeline(one.id)).toHaveLength(1);
      expect((await store.audit(1))[0]).toEqual(audit);
      await store.incidents.change(late, [one], null);
      expect(await store.incidents.get(one.id)).toEqual(acknowledged);
    });

    test('are refused where one of the dataset is not resolved yet, or its id is taken', async () => {
      const dataset = fresh('gold.d');
      const one = incident(fresh('i'), { dataset });
      await store.incidents.change(change({ incidents: [one] }), [], null);
      await expect(store.incidents.change(opened(fresh('i'), dataset), [], null)).rejects.toThrow(
        IncidentMoved,
      );
      await expect(store.incidents.change(change({ incidents: [one] }), [], null)).rejects.toThrow(
        IncidentMoved,
      );
      const over = { ...one, state: 'resolved' as const, resolvedAt: at(5) };
      const next = incident(fresh('i'), { dataset });
      // The end of one and the beginning of the next, in one change, whatever their order.
      await store.incidents.change(change({ incidents: [next, over] }), [one], null);
      expect(await store.incidents.list({ dataset, limit: 5 })).toEqual([next, over]);
    });

    test('of many writers at once open one', async () => {
      const dataset = fresh('gold.d');
      const ids = Array.from({ length: 8 }, () => fresh('i'));
      const tries = await Promise.allSettled(
        ids.map((id, index) =>
          (index % 2 === 0 ? store : other).incidents.change(opened(id, dataset), [], null),
        ),
      );
      const failures = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(failures).toHaveLength(7);
      expect(failures.every((each) => each instanceof IncidentMoved)).toBe(true);
      const left = await store.incidents.list({ dataset, limit: 10 });
      expect(left).toHaveLength(1);
      expect(await store.incidents.timeline(left[0]?.id ?? '')).toHaveLength(1);
    });

    test('are written with the decision, or neither is', async () => {
      const dataset = fresh('gold.d');
      const one = incident(fresh('i'), { dataset });
      const parts = { incidents: opened(one.id, dataset), incidentsBefore: [] };
      const first = decision(fresh('decision'), { dataset, dataVersion: null });
      await store.recordDecision(record(first, null, parts));
      expect(await store.incidents.get(one.id)).toEqual(one);
      const second = decision(fresh('decision'), { dataset, dataVersion: null });
      const moved = { incidents: opened(fresh('i'), dataset), incidentsBefore: [] };
      await expect(store.recordDecision(record(second, null, moved))).rejects.toThrow(IncidentMoved);
      expect(await store.decision(second.id)).toBeNull();
    });
  });

  describe('the outbox', () => {
    /** A channel of its own, so that no test claims what another one wrote. */
    async function waiting(...messages: readonly AlertMessage[]): Promise<void> {
      for (const one of messages) await store.outbox.add([one]);
    }
    const claim = (worker: string, now: string, limit = 10, from = store) =>
      from.outbox.claim({ worker, now, leaseMs: 60_000, limit, channels: CHANNELS });
    const ids = (claimed: readonly { readonly message: AlertMessage }[]) =>
      claimed.map((each) => each.message.id);

    /** Whatever earlier tests left is no concern of the next one. */
    async function empty(): Promise<void> {
      for (;;) {
        const left = await claim('broom', at(1_000_000), 100);
        if (left.length === 0) return;
        for (const each of left) await store.outbox.drop(each.message.id, 'broom', 'swept');
      }
    }

    /** One message about an incident of its own. */
    const alone = (part: Partial<AlertMessage> = {}): AlertMessage =>
      message(fresh('m'), { incident: incident(fresh('i')), ...part });

    test('writes a message of one key once, whoever writes it', async () => {
      await empty();
      const one = alone();
      const again = { ...one, id: fresh('m'), summary: 'the same thing' };
      await Promise.all([store.outbox.add([one]), other.outbox.add([one])]);
      await other.outbox.add([again]);
      const about = one.incident?.id ?? '';
      expect(await store.outbox.list({ incident: about, limit: 5 })).toMatchObject([{ message: one }]);
      expect(ids(await claim('a', at(1)))).toEqual([one.id]);
    });

    test('gives what is due, oldest first, each message to one worker until its lease ends', async () => {
      await empty();
      const [one, two, later] = [alone(), alone(), alone({ notBefore: at(30) })];
      await waiting(one, two, later);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(0));
      expect(ids(await claim('a', at(1), 1))).toEqual([one.id]);
      expect(ids(await claim('b', at(1)))).toEqual([two.id]);
      expect(await claim('c', at(1))).toEqual([]);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(2));
      const taken = await claim('c', at(2));
      expect(taken).toMatchObject([
        { message: one, attempts: 2, state: 'waiting' },
        { message: two, attempts: 2 },
      ]);
      // The first worker comes back late: its failure says nothing of the attempt that runs now, its success does.
      await store.outbox.failed(one.id, 'a', 'too late', null);
      await store.outbox.sent(two.id, 'b', at(2), { id: '7' });
      expect(await store.outbox.list({ incident: one.incident?.id ?? '', limit: 1 })).toMatchObject([
        { state: 'waiting', error: null },
      ]);
      expect(await store.outbox.list({ incident: two.incident?.id ?? '', limit: 1 })).toMatchObject([
        { state: 'sent', sentAt: at(2), receipt: { id: '7' } },
      ]);
    });

    test('gives no message to two of many workers', async () => {
      await empty();
      const all = Array.from({ length: 40 }, () => alone());
      await store.outbox.add(all);
      const stores = [store, other];
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, i) => claim(`w${String(i)}`, at(1), 5, stores[i % 2])),
      );
      let taken = claims.flatMap(ids);
      // Who found rows locked by another one came away with fewer: what is left is there for the next.
      for (let rest = await claim('rest', at(1)); rest.length > 0; rest = await claim('rest', at(1)))
        taken = [...taken, ...ids(rest)];
      expect(taken.toSorted()).toEqual(all.map((each) => each.id).toSorted());
    });

    test('keeps the order of a thread on its channel, whatever becomes of the earlier one', async () => {
      await empty();
      const about = incident(fresh('i'));
      const part = { incident: about };
      const first = message(fresh('m'), part);
      const second = message(fresh('m'), { ...part, occasion: 'raised' });
      const third = message(fresh('m'), { ...part, occasion: 'recovered' });
      const elsewhere = message(fresh('m'), { ...part, channel: 'pager' });
      await waiting(first, second, third, elsewhere);
      expect(ids(await claim('a', at(1)))).toEqual([first.id, elsewhere.id]);
      await store.outbox.failed(first.id, 'a', 'no answer', at(5));
      expect(await claim('a', at(1))).toEqual([]);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(2));
      await store.outbox.sent(elsewhere.id, 'a', at(1), null);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(5));
      expect(await claim('a', at(5))).toMatchObject([{ message: first, attempts: 2, error: 'no answer' }]);
      await store.outbox.failed(first.id, 'a', 'given up', null);
      expect(ids(await claim('a', at(5)))).toEqual([second.id]);
      await store.outbox.drop(second.id, 'a', 'it is over');
      expect(ids(await claim('a', at(5)))).toEqual([third.id]);
      await store.outbox.sent(third.id, 'a', at(5), null);
      expect(await store.outbox.nextDue(CHANNELS)).toBeNull();
      const listed = await store.outbox.list({ incident: about.id, limit: 10 });
      expect(listed.map((each) => each.state)).toEqual(['sent', 'sent', 'dropped', 'dead']);
      expect(await store.outbox.list({ incident: about.id, states: ['dead'], limit: 10 })).toMatchObject([
        { message: first, error: 'given up' },
      ]);
    });

    test('lets what is urgent go past what waits for the end of quiet hours', async () => {
      await empty();
      const part = { incident: incident(fresh('i')) };
      const held = message(fresh('m'), { ...part, notBefore: at(400) });
      const urgent = message(fresh('m'), { ...part, occasion: 'raised', createdAt: at(9), notBefore: at(9) });
      await waiting(held, urgent);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(9));
      expect(ids(await claim('a', at(10)))).toEqual([urgent.id]);
      await store.outbox.sent(urgent.id, 'a', at(10), null);
      expect(await claim('a', at(10))).toEqual([]);
      expect(await store.outbox.nextDue(CHANNELS)).toBe(at(400));
      expect(ids(await claim('a', at(400)))).toEqual([held.id]);
    });

    test('gives only what the asker can send', async () => {
      await empty();
      const [mail, chat] = [alone({ channel: 'mail' }), alone({ channel: 'chat', notBefore: at(1) })];
      await waiting(mail, chat);
      const ask = { worker: 'a', now: at(1), leaseMs: 1, limit: 9 };
      expect(await store.outbox.claim({ ...ask, channels: [] })).toEqual([]);
      expect(await store.outbox.nextDue([])).toBeNull();
      expect(await store.outbox.nextDue(['chat'])).toBe(at(1));
      expect(ids(await store.outbox.claim({ ...ask, channels: ['chat', 'other'] }))).toEqual([chat.id]);
    });

    test('knows what was told, and the receipt of the first message of a thread', async () => {
      await empty();
      const about = incident(fresh('i'));
      const to = { incident: about, address: '#a:b%3A', notBefore: at(3) };
      const first = message(fresh('m'), to);
      const second = message(fresh('m'), { ...to, occasion: 'reminder' }, '7');
      const told = (about: readonly string[]) => store.outbox.told(about);
      const firstReceipt = (channel: string, address: string | null, thread: string) =>
        store.outbox.firstReceipt(channel, address, thread);
      await waiting(first, second);
      const common = { incident: about.id, channel: 'ops', address: '#a:b%3A' };
      expect(await told([about.id, 'another'])).toEqual([
        {
          ...common,
          message: first.id,
          occasion: 'opened',
          n: '0',
          state: 'waiting',
          attempts: 0,
          at: at(3),
        },
        {
          ...common,
          message: second.id,
          occasion: 'reminder',
          n: '7',
          state: 'waiting',
          attempts: 0,
          at: at(3),
        },
      ]);
      expect(await firstReceipt('ops', '#a:b%3A', first.thread)).toBeNull();
      await claim('a', at(4));
      await store.outbox.failed(first.id, 'a', 'no answer', at(90));
      // An attempt has failed: it counts from its writing, so that whoever waits for it does not wait for ever.
      expect((await told([about.id]))[0]).toMatchObject({ attempts: 1, at: at(0) });
      await claim('a', at(90));
      await store.outbox.sent(first.id, 'a', at(91), { ts: '1.2' });
      await claim('a', at(92));
      await store.outbox.sent(second.id, 'a', at(92), { ts: '3.4' });
      expect((await told([about.id]))[0]).toMatchObject({ state: 'sent', at: at(91) });
      expect(await firstReceipt('ops', '#a:b%3A', first.thread)).toEqual({ ts: '1.2' });
      expect(await firstReceipt('ops', null, first.thread)).toBeNull();
      expect(await told([])).toEqual([]);
    });
  });
});
