import { describe, expect, it } from 'vitest';
import type { Told } from '../../src/model/alert-message.js';
import type { AlertSettings } from '../../src/model/alert-settings.js';
import type { Incident } from '../../src/model/incident.js';
import { alertsDue } from '../../src/alert/clock/alerts-due.js';
import { at, incident, message, rule, settings, told } from '../support/incident-records.js';

const HOUR = 60;
const CHANNELS = { chat: 'slack', mail: 'email', pager: 'pagerduty' } as const;
const one = incident('i');
const known = told(message('m', { incident: one, channel: 'chat' }));

let ids = 0;
function due(
  unresolved: readonly Incident[],
  heard: readonly Told[],
  how: AlertSettings,
  now: string,
  written: ReadonlySet<string> = new Set(),
) {
  return alertsDue({
    unresolved,
    told: heard,
    written,
    settings: how,
    peopleOf: (dataset) =>
      dataset === 'silver.gone'
        ? null
        : { owners: [{ username: 'ada@flights.example', name: null, role: 'owner' }], support: [] },
    now,
    newId: () => `c${String(++ids)}`,
  });
}
const keys = (messages: readonly { readonly key: string }[]) => messages.map((each) => each.key);

describe('reminders', () => {
  const how = settings(CHANNELS, { rules: [rule({ to: ['chat'], remindMs: 4 * HOUR * 60_000 })] });

  it('come at each interval where it was told, numbered by it, and never twice for one', () => {
    expect(due([one], [known], how, at(4 * HOUR - 1))).toEqual([]);
    const first = due([one], [known], how, at(4 * HOUR));
    expect(keys(first)).toEqual(['i:reminder:chat::1']);
    expect(first[0]?.summary).toMatch(
      /^The incident of gold.orders has lasted 4 h and nobody has taken it up: /,
    );
    const reminded = told(message('r', { incident: one, channel: 'chat', occasion: 'reminder' }), {
      at: at(4 * HOUR),
    });
    expect(due([one], [known, reminded], how, at(8 * HOUR - 1))).toEqual([]);
    // After a night without service: the latest one, not all that were missed.
    expect(keys(due([one], [known, reminded], how, at(17 * HOUR)))).toEqual(['i:reminder:chat::4']);
  });

  it('do not come right after other news, nor once somebody has taken it up', () => {
    const raised = told(message('r', { incident: one, channel: 'chat', occasion: 'raised' }), {
      at: at(3 * HOUR),
    });
    expect(due([one], [known, raised], how, at(5 * HOUR))).toEqual([]);
    const changed = told(message('r', { incident: one, channel: 'chat', occasion: 'changed' }), {
      at: at(3 * HOUR),
    });
    expect(due([one], [known, changed], how, at(5 * HOUR))).toHaveLength(1);
    expect(due([{ ...one, state: 'acknowledged' }], [known], how, at(5 * HOUR))).toEqual([]);
    expect(
      due([one], [known], settings(CHANNELS, { rules: [rule({ remindMs: null })] }), at(99 * HOUR)),
    ).toEqual([]);
    expect(due([one], [], how, at(5 * HOUR))).toEqual([]);
  });

  it('are not stored up in quiet hours', () => {
    const quiet = { hours: { from: '22:00', to: '07:00' }, days: [], timezone: 'UTC', except: [] };
    const calm = settings(CHANNELS, { rules: [rule({ to: ['chat'], remindMs: HOUR * 60_000, quiet })] });
    expect(due([one], [known], calm, at(6 * HOUR))).toEqual([]);
    expect(keys(due([one], [known], calm, at(7 * HOUR)))).toEqual(['i:reminder:chat::7']);
  });
});

describe('escalation', () => {
  const escalate = { afterMs: 30 * 60_000, to: ['pager'] };
  const how = settings(CHANNELS, { rules: [rule({ to: ['chat'], escalate })] });

  it('comes once, when nobody has taken it up in time since it was told', () => {
    const sentLate = { ...known, at: at(20) };
    expect(due([one], [sentLate], how, at(49))).toEqual([]);
    const now = due([one], [sentLate], how, at(50));
    expect(keys(now)).toEqual(['i:escalation:pager::0']);
    const [first] = now;
    if (first === undefined) throw new Error('not told');
    expect(due([one], [sentLate, told(first)], how, at(90))).toEqual([]);
    expect(due([{ ...one, state: 'acknowledged' }], [sentLate], how, at(90))).toEqual([]);
  });

  it('comes also where the rule tells nobody first, unless it waits for more', () => {
    expect(keys(due([one], [], how, at(30)))).toEqual(['i:escalation:pager::0']);
    const patient = settings(CHANNELS, { rules: [rule({ escalate, after: { bad: 2, of: 3 } })] });
    expect(due([one], [], patient, at(300))).toEqual([]);
    expect(due([{ ...one, severity: 'warning' }], [], how, at(30))).toEqual([]);
  });
});

describe('the digest', () => {
  const warning = (id: string, dataset: string, part: Partial<Incident> = {}) =>
    incident(id, { dataset, severity: 'warning', title: `${id} is odd`, ...part });
  const how = settings(CHANNELS, {
    owners: { slack: null, email: 'mail', enabled: true },
    rules: [rule({ to: ['chat', 'pager'] })],
    digest: { at: '08:00', timezone: 'Europe/Rome' },
  });
  /** Eight in Rome. */
  const eight = 7 * HOUR;

  it('tells each place once a day which warnings last, and no pager', () => {
    const all = [
      warning('a', 'gold.a'),
      warning('b', 'silver.gone'),
      warning('c', 'gold.c', { state: 'acknowledged' }),
      warning('d', 'gold.d', { openedAt: at(eight + 1) }),
      one,
    ];
    expect(due(all, [], how, at(eight - 1))).toEqual([]);
    const now = due(all, [], how, at(eight + 5));
    expect(keys(now)).toEqual([
      'digest:digest:mail:ada@flights.example:2026-01-05',
      'digest:digest:chat::2026-01-05',
    ]);
    const line = (id: string, dataset: string) => ({
      dataset,
      title: `${id} is odd`,
      since: at(0),
      owner: 'data-orders',
    });
    expect(now).toMatchObject([
      { incident: null, occasion: 'digest', digest: [line('a', 'gold.a')], summary: 'One warning lasts.' },
      {
        digest: [line('a', 'gold.a'), line('b', 'silver.gone')],
        summary: '2 warnings last.',
        notBefore: at(eight + 5),
      },
    ]);
    expect(due(all, [], how, at(eight + 6), new Set(keys(now)))).toEqual([]);
    expect(keys(due(all, [], how, at(eight + 24 * HOUR)))).toContain('digest:digest:chat::2026-01-06');
  });

  it('holds no warning that is told at once or never', () => {
    for (const warnings of ['now', 'never'] as const)
      expect(
        due(
          [warning('a', 'gold.a')],
          [],
          { ...how, rules: [rule({ to: ['chat'], warnings, remindMs: null })] },
          at(eight),
        ),
      ).toEqual([]);
  });

  it('waits for quiet hours to end, and leaves a quiet day to the next', () => {
    const quiet = { hours: { from: '22:00', to: '09:30' }, days: [], timezone: 'UTC', except: [] };
    const calm = { ...how, rules: [rule({ to: ['chat'], quiet })] };
    expect(due([warning('a', 'silver.gone')], [], calm, at(eight))).toMatchObject([
      { notBefore: at(9.5 * HOUR) },
    ]);
    const monday = { ...quiet, hours: null, days: ['mon' as const] };
    const off = {
      ...how,
      rules: [rule({ to: ['chat'], quiet: { ...monday, hours: { from: '22:00', to: '10:00' } } })],
    };
    expect(due([warning('a', 'silver.gone')], [], off, at(eight))).toEqual([]);
    expect(due([warning('a', 'silver.gone')], [], off, at(eight + 24 * HOUR))).toHaveLength(1);
  });
});
