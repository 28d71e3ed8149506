/** What holds of messages whatever happens to the incidents that they tell of. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlertKey } from '../../src/model/alert-key.js';
import type { AlertMessage } from '../../src/model/alert-message.js';
import type { Incident } from '../../src/model/incident.js';
import { alertsDue } from '../../src/alert/clock/alerts-due.js';
import { alertsAfter } from '../../src/alert/routing/alerts-after.js';
import { anyAct, stepOf, take, type Act } from '../gate/any-incidents.js';
import { at, rule, settings, told } from '../support/incident-records.js';

const people = {
  owners: [{ username: 'a:da%@flights.example', name: null, role: 'owner' }],
  support: [{ channel: '#flights', tool: 'slack', url: null, scope: null }],
};

const how = settings(
  { 'chat:1': 'slack', mail: 'email', pager: 'pagerduty' },
  {
    owners: { slack: 'chat:1', email: 'mail', enabled: true },
    rules: [
      rule({ match: { ...rule().match, severities: ['critical'] }, to: ['pager'], remindMs: 240_000 }),
      rule({
        match: { ...rule().match, datasets: ['a', 'b'] },
        to: ['chat:1'],
        warnings: 'now',
        remindMs: 180_000,
        escalate: { afterMs: 120_000, to: ['pager', 'chat:1'] },
      }),
      rule({ to: ['mail'], after: { bad: 2, of: 3 } }),
    ],
  },
);

/** Plays acts a minute apart, the clock looking after each; every message is sent at once. */
function play(acts: readonly Act[]): readonly AlertMessage[] {
  let open: readonly Incident[] = [];
  const sent: AlertMessage[] = [];
  const bad = new Map<string, boolean[]>();
  const heard = () => sent.map((each) => told(each, { at: each.createdAt, n: readAlertKey(each.key).n }));
  let ids = 0;
  const newId = () => `m${String(++ids)}`;
  for (const [turn, act] of acts.entries()) {
    const dataset = act.act === 'decide' ? act.dataset : null;
    const step = stepOf(act, turn, open);
    open = take(open, step);
    if (act.act === 'decide') bad.set(act.dataset, [act.reasons.length > 0, ...(bad.get(act.dataset) ?? [])]);
    const recentBad = dataset === null ? [] : (bad.get(dataset) ?? []);
    sent.push(...alertsAfter(step, { dataset, people, recentBad, told: heard() }, how, at(turn), newId));
    const clock = { unresolved: open, told: heard(), written: new Set<string>(), settings: how, newId };
    sent.push(
      ...alertsDue({ ...clock, peopleOf: () => people, now: at(turn + 0.5) }).filter(
        (each) => each.incident !== null,
      ),
    );
  }
  return sent;
}

describe('messages, whatever happens', () => {
  it('keep their laws', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
        const sent = play(acts);
        // No key twice: what is told is told once.
        expect(new Set(sent.map((each) => each.key)).size).toBe(sent.length);
        const threads = new Set(sent.map((each) => `${each.channel} ${each.thread}`));
        for (const name of threads) {
          const thread = sent.filter((each) => `${each.channel} ${each.thread}` === name);
          const occasions = thread.map((each) => each.occasion);
          // Each place hears of the beginning first, of the end at most once, and of nothing after it.
          expect(['opened', 'raised', 'escalation']).toContain(occasions[0]);
          expect(occasions.filter((each) => each === 'opened').length).toBeLessThanOrEqual(1);
          const end = occasions.indexOf('recovered');
          if (end >= 0) expect(end).toBe(occasions.length - 1);
        }
        for (const each of sent) {
          expect(readAlertKey(each.key)).toMatchObject({ channel: each.channel, address: each.address });
          expect(each.occasion === 'recovered').toBe(each.incident?.state === 'resolved');
          expect(each.summary).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are what the generator is good for: every occasion comes up', () => {
    const seen = new Set(
      fc
        .sample(fc.array(anyAct, { minLength: 25, maxLength: 30 }), { numRuns: 60, seed: 7 })
        .flatMap(play)
        .map((each) => each.occasion),
    );
    expect([...seen].toSorted()).toEqual([
      'acknowledged',
      'changed',
      'escalation',
      'opened',
      'raised',
      'recovered',
      'reminder',
    ]);
  });
});
