import { describe, expect, it } from 'vitest';
import type { AlertMessage, Told } from '../../src/model/alert-message.js';
import type { AlertMatch, AlertSettings } from '../../src/model/alert-settings.js';
import type { Incident, IncidentEvent } from '../../src/model/incident.js';
import { alertsAfter, factsByHand, type AlertFacts } from '../../src/alert/routing/alerts-after.js';
import { longestWindow, recentBad } from '../../src/alert/routing/recent-bad.js';
import { fitsPattern, matches } from '../../src/alert/routing/rule-of.js';
import { decision } from '../support/store-records.js';
import { at, event, incident, message, rule, settings, told } from '../support/incident-records.js';

let ids = 0;
const newId = (): string => `m${String(++ids)}`;

const CHANNELS = { chat: 'slack', mail: 'email', pager: 'pagerduty', hook: 'webhook' } as const;
const people = {
  owners: [
    { username: 'ben@flights.example', name: null, role: null },
    { username: 'ada@flights.example', name: null, role: 'Owner' },
    { username: 'cleo', name: null, role: 'owner' },
  ],
  support: [
    { channel: '#flights', tool: 'slack', url: null, scope: null },
    { channel: 'Helpdesk', tool: 'email', url: 'mailto:help%40flights.example?subject=Data', scope: null },
    { channel: 'duty@flights.example', tool: null, url: null, scope: null },
    { channel: 'Flights', tool: 'teams', url: 'https://teams.example/x', scope: null },
  ],
};
const nobody = { owners: [], support: [] };

const facts = (part: Partial<AlertFacts> = {}): AlertFacts => ({
  dataset: 'gold.orders',
  people: nobody,
  recentBad: [true],
  told: [],
  ...part,
});

/** The messages of one incident's step. */
const after = (
  one: Incident,
  happenings: readonly IncidentEvent['happening'][],
  how: AlertSettings,
  part: Partial<AlertFacts> = {},
  now = at(10),
): readonly AlertMessage[] =>
  alertsAfter(
    {
      incidents: [one],
      events: happenings.map((happening) => event(one.id, { happening, message: `${happening}!` })),
    },
    facts(part),
    how,
    now,
    newId,
  );

const short = (messages: readonly AlertMessage[]) =>
  messages.map(({ occasion, channel, address }) => [occasion, channel, address]);

const toOps = settings(CHANNELS, { rules: [rule({ to: ['chat', 'pager'] })] });
const one = incident('i');

describe('who is told', () => {
  it('is whom the contract names, then the first rule that matches', () => {
    const how = settings(CHANNELS, {
      owners: { slack: 'chat', email: 'mail', enabled: true },
      rules: [
        rule({ match: { ...rule().match, layers: ['silver'] }, to: ['hook'] }),
        rule({ to: ['pager', 'pager', 'mail', 'gone'] }),
        rule({ to: ['hook'] }),
      ],
    });
    expect(short(after(one, ['opened'], how, { people }))).toEqual([
      ['opened', 'chat', '#flights'],
      ['opened', 'mail', 'help@flights.example'],
      ['opened', 'mail', 'duty@flights.example'],
      ['opened', 'mail', 'ada@flights.example'],
      ['opened', 'pager', null],
      ['opened', 'mail', null],
    ]);
    const withoutOwners = { ...how, owners: { ...how.owners, enabled: false } };
    expect(short(after(one, ['opened'], withoutOwners, { people }))).toEqual([
      ['opened', 'pager', null],
      ['opened', 'mail', null],
    ]);
    const noMail = { ...how, owners: { ...how.owners, email: null }, rules: [] };
    expect(short(after(one, ['opened'], noMail, { people }))).toEqual([['opened', 'chat', '#flights']]);
  });

  it('is the first reachable member where none is called owner, never a whole team', () => {
    const how = settings(CHANNELS, { owners: { slack: null, email: 'mail', enabled: true } });
    const team = { support: [], owners: people.owners.map((each) => ({ ...each, role: null })) };
    expect(short(after(one, ['opened'], how, { people: team }))).toEqual([
      ['opened', 'mail', 'ben@flights.example'],
    ]);
  });

  it('reads nothing twice where an address is the channel’s own', () => {
    const how: AlertSettings = {
      ...settings(
        {},
        { owners: { slack: 'chat', email: null, enabled: true }, rules: [rule({ to: ['chat'] })] },
      ),
      channels: { chat: { type: 'slack', addresses: ['Flights'] } },
    };
    expect(short(after(one, ['opened'], how, { people }))).toEqual([['opened', 'chat', null]]);
  });

  it.each<readonly [string, Partial<AlertMatch>, boolean]>([
    ['nothing', {}, true],
    ['its layer', { layers: ['silver', 'gold'] }, true],
    ['another layer', { layers: ['silver'] }, false],
    ['its domain and tag', { domains: ['sales'], tags: ['x', 'pii'] }, true],
    ['another tag', { domains: ['sales'], tags: ['x'] }, false],
    ['a pattern', { datasets: ['silver.*', 'gold.*'] }, true],
    ['another pattern', { datasets: ['*.orders_old', 'orders'] }, false],
    ['another severity', { severities: ['critical', 'warning'] }, false],
  ])('depends on %s', (_name, match, so) => {
    expect(matches({ ...one, tags: ['pii'] }, { ...rule().match, ...match })).toBe(so);
  });

  it.each([
    ['gold.orders', 'gold.orders', true],
    ['gold.orders', 'gold', false],
    ['gold.orders', '*', true],
    ['gold.orders', '*orders', true],
    ['gold.orders', 'g*o*s', true],
    ['gold.orders', 'g*old*old*', false],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['a.b', 'a?b', false],
  ])('%s fits %s: %s', (text, pattern, so) => {
    expect(fitsPattern(text, pattern)).toBe(so);
  });
});

describe('what is told', () => {
  it('is the beginning, with keys that two processes would write alike', () => {
    const [first, second] = after(one, ['opened'], toOps);
    expect(first).toMatchObject({
      key: 'i:opened:chat::0',
      occasion: 'opened',
      thread: 'i',
      incident: one,
      digest: [],
      summary: 'gold.orders is blocked: amount: 312 of 12000 rows are null (2.6 %), allowed 0',
      details: [],
      createdAt: at(10),
      notBefore: at(10),
    });
    expect(second?.key).toBe('i:opened:pager::0');
    expect(after(one, ['opened'], toOps).map((each) => each.key)).toEqual([first?.key, second?.key]);
  });

  it('stands in a thread of its own for each address, which does not show the address', () => {
    const how = settings(CHANNELS, { owners: { slack: 'chat', email: 'mail', enabled: true } });
    const threads = after(one, ['opened'], how, { people }).map((each) => each.thread);
    expect(new Set(threads).size).toBe(4);
    expect(threads.every((thread) => /^i\.[0-9a-f]{12}$/.test(thread))).toBe(true);
  });

  it('is a rise in severity, to those who know and to those whom the heavier rule adds', () => {
    const how = settings(CHANNELS, {
      rules: [
        rule({ match: { ...rule().match, severities: ['critical'] }, to: ['pager'] }),
        rule({ to: ['chat'] }),
      ],
    });
    const knows = [told(message('m', { incident: one, channel: 'chat' }))];
    const worse = { ...one, severity: 'critical' as const };
    const messages = after(worse, ['cause_joined', 'severity_raised'], how, { told: knows });
    expect(messages.map((each) => each.key)).toEqual(['i:raised:pager::critical', 'i:raised:chat::critical']);
    expect(messages[1]?.details).toEqual(['New: cause_joined!', 'Severity: severity_raised!']);
  });

  it('is a change only where it can stand below the first message, and only to those who know', () => {
    const knows = ['chat', 'mail', 'pager', 'hook'].map((channel) =>
      told(message(channel, { incident: one, channel })),
    );
    const messages = after(one, ['cause_joined'], settings(CHANNELS), { told: knows });
    expect(messages.map((each) => each.key)).toEqual([
      'i:changed:chat::decision-1',
      'i:changed:hook::decision-1',
    ]);
    expect(after(one, ['cause_joined'], settings(CHANNELS))).toEqual([]);
    expect(after(one, ['cause_ended'], settings(CHANNELS), { told: knows })).toEqual([]);
    expect(after(one, [], settings(CHANNELS), { told: knows })).toEqual([]);
  });

  it('is the first dataset that is affected, not each of them', () => {
    const knows = [told(message('m', { incident: one, channel: 'chat' }))];
    const affected = [{ dataset: 'gold.x', since: at(1) }];
    const first = after({ ...one, affected }, ['affected_joined'], toOps, { told: knows, dataset: 'gold.x' });
    expect(first.map((each) => each.key)).toEqual(['i:changed:chat::affected']);
    expect(first[0]?.details).toEqual(['Downstream: affected_joined!']);
    const more = { ...one, affected: [...affected, { dataset: 'gold.y', since: at(2) }] };
    expect(after(more, ['affected_joined'], toOps, { told: knows, dataset: 'gold.y' })).toEqual([]);
  });

  it('is the end and who takes it up, where the beginning was told', () => {
    const knows = [
      told(message('a', { incident: one, channel: 'chat', address: '#a' })),
      told(message('b', { incident: one, channel: 'chat', address: '#a', occasion: 'reminder' })),
      told(message('c', { incident: one, channel: 'mail' }), { state: 'dropped' }),
      told(message('d', { incident: one, channel: 'gone' })),
    ];
    const over = { ...one, state: 'resolved' as const, resolvedAt: at(10) };
    expect(short(after(over, ['cause_ended', 'resolved'], toOps, { told: knows }))).toEqual([
      ['recovered', 'chat', '#a'],
    ]);
    const taken = { ...one, state: 'acknowledged' as const, acknowledgedBy: 'ada' };
    const byHand = {
      incidents: [taken],
      events: [event('i', { happening: 'acknowledged', message: 'on it' })],
    };
    const messages = alertsAfter(byHand, factsByHand(knows), toOps, at(10), newId);
    expect(short(messages)).toEqual([['acknowledged', 'chat', '#a']]);
    expect(messages[0]).toMatchObject({
      summary:
        'ada has taken up the incident of gold.orders: amount: 312 of 12000 rows are null (2.6 %), allowed 0',
      details: ['Said: on it'],
    });
    expect(after(over, ['resolved'], toOps)).toEqual([]);
  });

  it('is a warning at once, in the digest, or never', () => {
    const light = { ...one, severity: 'warning' as const };
    const how = (warnings: 'now' | 'digest' | 'never') =>
      settings(CHANNELS, { rules: [rule({ to: ['chat'], warnings })] });
    expect(after(light, ['opened'], how('digest'))).toEqual([]);
    expect(after(light, ['opened'], how('never'))).toEqual([]);
    expect(after(light, ['opened'], how('now'))[0]?.summary).toMatch(/^gold\.orders has a warning: /);
    // Once it is more than a warning, its beginning is told.
    expect(short(after(one, ['severity_raised'], how('digest')))).toEqual([['opened', 'chat', null]]);
  });
});

describe('N of M', () => {
  const how = settings(CHANNELS, { rules: [rule({ to: ['chat'], after: { bad: 2, of: 3 } })] });

  it('waits until enough of the latest looks were bad, then tells the beginning once', () => {
    expect(after(one, ['opened'], how, { recentBad: [true] })).toEqual([]);
    expect(after(one, [], how, { recentBad: [true, false, false, true] })).toEqual([]);
    const now = after(one, [], how, { recentBad: [true, false, true, false] });
    expect(now.map((each) => each.key)).toEqual(['i:opened:chat::0']);
    const [first] = now;
    if (first === undefined) throw new Error('not told');
    expect(after(one, [], how, { recentBad: [true, true, true], told: [told(first)] })).toEqual([]);
    const over = { ...one, state: 'resolved' as const };
    expect(after(over, ['resolved'], how, { recentBad: [false, true] })).toEqual([]);
  });

  it('counts looks at the data: no replay, no block without a look, a run judged again once', () => {
    expect(longestWindow(how)).toBe(3);
    expect(longestWindow(toOps)).toBe(0);
    const decisions = [
      decision('e', { runId: 'r3', outcome: 'allow_with_warnings' }),
      decision('d', { runId: 'r2', outcome: 'allow' }),
      decision('c', { runId: null, outcome: 'block' }),
      decision('b', { runId: 'r2', outcome: 'block' }),
      decision('a', { runId: 'r1', outcome: 'block', replayed: true }),
      decision('0', { runId: 'r1', outcome: 'block' }),
    ];
    expect(recentBad(decisions)).toEqual([true, false, true]);
  });
});

describe('quiet hours', () => {
  const quiet = {
    hours: { from: '22:00', to: '07:00' },
    days: [],
    timezone: 'UTC',
    except: ['critical' as const],
  };
  const how = settings(CHANNELS, { rules: [rule({ to: ['chat', 'pager'], quiet })] });
  /** Half past two at night. */
  const night = at(150);

  it('hold messages back until they end, but for what is excepted', () => {
    expect(after(one, ['opened'], how, {}, night).map((each) => each.notBefore)).toEqual([at(420), at(420)]);
    expect(after({ ...one, severity: 'critical' }, ['opened'], how, {}, night)[0]?.notBefore).toBe(night);
    expect(after(one, ['opened'], how, {}, at(600))[0]?.notBefore).toBe(at(600));
  });

  it('do not keep a pager that has rung from being silenced', () => {
    const knows = (state: Told['state']) =>
      ['chat', 'pager'].map((channel) => told(message(channel, { incident: one, channel }), { state }));
    const over = { ...one, state: 'resolved' as const };
    const due = (state: Told['state']) =>
      after(over, ['resolved'], how, { told: knows(state) }, night).map((each) => [
        each.channel,
        each.notBefore,
      ]);
    expect(due('sent')).toEqual([
      ['chat', at(420)],
      ['pager', night],
    ]);
    expect(due('waiting')).toEqual([
      ['chat', at(420)],
      ['pager', at(420)],
    ]);
  });
});
