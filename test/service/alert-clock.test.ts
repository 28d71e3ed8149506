import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertSettings } from '../../src/model/alert-settings.js';
import type { Incident } from '../../src/model/incident.js';
import { startAlertClock, type AlertClock, type AlertClockParts } from '../../src/service/alert-clock.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { at, incident, message, rule, settings } from '../support/incident-records.js';

const ROOT = mkdtempSync(join(tmpdir(), 'assay-clock-'));
let store: Store;
let used = 0;
const fresh = (what: string): string => `${what}-${String(++used)}`;

beforeAll(async () => {
  store = await openStore(`pglite:${join(ROOT, 'store')}`, '/');
});
afterAll(async () => {
  await store.close();
  rmSync(ROOT, { recursive: true });
});

let minutes = 0;
let rung = 0;
const escalate = { afterMs: 30 * 60_000, to: ['pager'] };
const how: AlertSettings = settings(
  { chat: 'slack', pager: 'pagerduty' },
  { rules: [rule({ to: ['chat'], escalate })] },
);

async function withClock(act: (clock: AlertClock) => Promise<void>, part: Partial<AlertClockParts> = {}) {
  const clock = startAlertClock({
    incidents: store.incidents,
    outbox: store.outbox,
    settings: () => how,
    peopleOf: () => null,
    now: () => new Date(at(minutes)),
    newId: () => fresh('c'),
    log: { warn: () => undefined },
    onWritten: () => {
      rung += 1;
    },
    ...part,
  });
  try {
    await act(clock);
  } finally {
    await clock.stop();
  }
}

/** An incident that was told to `chat` at this minute. */
async function opened(part: Partial<Incident> = {}): Promise<Incident> {
  const one = incident(fresh('i'), { dataset: fresh('gold.d'), openedAt: at(minutes), ...part });
  const first = message(fresh('m'), {
    channel: 'chat',
    incident: one,
    createdAt: at(minutes),
    notBefore: at(minutes),
  });
  await store.incidents.change({ incidents: [one], events: [], messages: [first] }, [], null);
  return one;
}

async function over(one: Incident): Promise<void> {
  const ended = { ...one, state: 'resolved' as const, resolvedAt: at(minutes) };
  await store.incidents.change({ incidents: [ended], events: [], messages: [] }, [one], null);
}

const keysOf = async (one: Incident): Promise<readonly string[]> => {
  const listed = await store.outbox.list({ incident: one.id, limit: 50 });
  return listed.map((each) => each.message.key.replace(`${one.id}:`, '')).toReversed();
};

describe('the clock of the alerts', () => {
  it('writes what is due once, however many processes look', async () => {
    const one = await opened();
    await withClock(async (first) => {
      await withClock(async (second) => {
        await first.look();
        expect(await keysOf(one)).toEqual(['opened:chat::0']);
        minutes += 31;
        const before = rung;
        await Promise.all([first.look(), second.look()]);
        await first.look();
        expect(await keysOf(one)).toEqual(['opened:chat::0', 'escalation:pager::0']);
        expect(rung).toBeGreaterThan(before);
        minutes += 24 * 60;
        await Promise.all([first.look(), second.look()]);
        expect(await keysOf(one)).toEqual([
          'opened:chat::0',
          'escalation:pager::0',
          'reminder:chat::1',
          'reminder:pager::1',
        ]);
      });
    });
    await over(one);
  });

  it('tells the end to whom it told the beginning while the incident ended', async () => {
    const one = await opened();
    await withClock(async (clock) => {
      minutes += 31;
      await clock.look();
      // A decision read what was told before the clock wrote, and ended the incident without a word to the pager.
      await over(one);
      await clock.look();
      expect((await keysOf(one)).toSorted()).toEqual([
        'escalation:pager::0',
        'opened:chat::0',
        'recovered:chat::0',
        'recovered:pager::0',
      ]);
      await clock.look();
      expect(await keysOf(one)).toHaveLength(4);
    });
  });

  it('tells that end also where the store did not take it at once', async () => {
    const one = await opened();
    let takes = true;
    const outbox: AlertClockParts['outbox'] = {
      ...store.outbox,
      add: (messages) => (takes ? store.outbox.add(messages) : Promise.reject(new Error('no connection'))),
    };
    await withClock(
      async (clock) => {
        minutes += 31;
        await clock.look();
        await over(one);
        takes = false;
        await clock.look();
        expect(await keysOf(one)).not.toContain('recovered:pager::0');
        takes = true;
        await clock.look();
        expect(await keysOf(one)).toContain('recovered:pager::0');
      },
      { outbox },
    );
  });

  it('looks again after the store did not answer', async () => {
    const one = await opened();
    let answers = false;
    const warned: string[] = [];
    const shaky: AlertClockParts['incidents'] = {
      ...store.incidents,
      unresolved: () => (answers ? store.incidents.unresolved() : Promise.reject(new Error('no connection'))),
    };
    const log = { warn: (_about: unknown, what?: string) => void warned.push(what ?? '') };
    minutes += 31;
    await withClock(
      async (clock) => {
        await clock.look();
        expect(warned.length).toBeGreaterThan(0);
        answers = true;
        await clock.look();
        expect(await keysOf(one)).toContain('escalation:pager::0');
      },
      { incidents: shaky, log },
    );
    await over(one);
  });
});
