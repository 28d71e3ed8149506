import { describe, expect, it } from 'vitest';
import type { AlertMessage, Told } from '../../src/model/alert-message.js';
import { channelFailed, channelWorks } from '../../src/alert/channel-incident.js';
import { whyNotSent } from '../../src/alert/routing/still-due.js';
import { at, incident, message, rule, settings, told } from '../support/incident-records.js';

const one = incident('i');
const about = (occasion: AlertMessage['occasion'], part: Partial<AlertMessage> = {}) =>
  message(occasion, { incident: one, occasion, ...part });
const held = { notBefore: at(420) };
const waits = (of: AlertMessage, attempts = 1): Told => told(of, { state: 'waiting', attempts });

describe('when its turn has come', () => {
  const now = at(430);
  const begin = about('opened');
  const heldBegin = about('opened', held);
  const end = about('recovered', held);

  it('a message is sent', () => {
    expect(whyNotSent({ message: begin, state: 'open', told: [waits(begin)], now })).toBeNull();
    expect(whyNotSent({ message: begin, state: 'resolved', told: [waits(begin)], now })).toBeNull();
    expect(whyNotSent({ message: end, state: 'resolved', told: [told(begin), waits(end)], now })).toBeNull();
  });

  it('an incident that began and ended within quiet hours is not told at all', () => {
    const both = (state: Told['state']) => [told(heldBegin, { state }), waits(end)];
    expect(
      whyNotSent({ message: heldBegin, state: 'resolved', told: [waits(heldBegin), waits(end, 0)], now }),
    ).not.toBeNull();
    expect(whyNotSent({ message: end, state: 'resolved', told: both('dropped'), now })).not.toBeNull();
    expect(whyNotSent({ message: end, state: 'resolved', told: both('sent'), now })).toBeNull();
  });

  it('what may have arrived is sent again, whatever has become of it', () => {
    expect(
      whyNotSent({ message: heldBegin, state: 'resolved', told: [waits(heldBegin, 2)], now }),
    ).toBeNull();
    // Then its end is told as well.
    expect(
      whyNotSent({ message: end, state: 'resolved', told: [waits(heldBegin, 2), waits(end)], now }),
    ).toBeNull();
  });

  it('what could not be sent for a day is not told once it is over', () => {
    const late = at(24 * 60 + 1);
    expect(whyNotSent({ message: begin, state: 'resolved', told: [waits(begin)], now: late })).not.toBeNull();
    expect(whyNotSent({ message: begin, state: 'open', told: [waits(begin)], now: late })).toBeNull();
  });

  it('what was held back is not told after what went past it', () => {
    const raised = about('raised');
    const all = [waits(heldBegin), told(raised)];
    expect(whyNotSent({ message: heldBegin, state: 'open', told: all, now })).not.toBeNull();
    expect(
      whyNotSent({ message: raised, state: 'open', told: [waits(heldBegin, 0), waits(raised)], now }),
    ).toBeNull();
  });

  it('nobody is reminded of what somebody has taken up', () => {
    const reminder = about('reminder');
    const all = [told(begin), waits(reminder)];
    expect(whyNotSent({ message: reminder, state: 'acknowledged', told: all, now })).not.toBeNull();
    expect(whyNotSent({ message: reminder, state: 'open', told: all, now })).toBeNull();
  });

  it('no detail is told where the beginning was not', () => {
    const changed = about('changed');
    expect(
      whyNotSent({ message: changed, state: 'open', told: [waits(heldBegin, 0), waits(changed)], now }),
    ).not.toBeNull();
  });
});

describe('a channel that can not be reached', () => {
  const how = settings(
    { chat: 'slack', pager: 'pagerduty', log: 'file' },
    { rules: [rule({ to: ['chat', 'pager'] })] },
  );
  let ids = 0;
  const newId = () => `c${String(++ids)}`;

  it('is an incident, told to the other channels of the rule', () => {
    const lost = message('m', { incident: one, channel: 'chat' });
    const step = channelFailed(lost, 'connection refused', how, at(5), newId);
    expect(step?.incidents).toMatchObject([
      {
        dataset: 'channel:chat',
        state: 'open',
        severity: 'error',
        title: 'The alert channel chat can not be reached: connection refused',
        openedBy: 'm',
      },
    ]);
    expect(step?.messages).toMatchObject([
      {
        channel: 'pager',
        occasion: 'opened',
        summary: 'The alert channel chat can not be reached: connection refused',
      },
    ]);
    expect(step?.events).toMatchObject([{ happening: 'opened', decision: null }]);
  });

  it('is told to files and consoles where the rule has no other', () => {
    const lost = message('m', { incident: { ...one, layer: 'silver' }, channel: 'chat' });
    const alone = { ...how, rules: [rule({ to: ['chat'] })] };
    expect(channelFailed(lost, 'no', alone, at(5), newId)?.messages.map((each) => each.channel)).toEqual([
      'log',
    ]);
    const digest = message('m', { incident: null, occasion: 'digest', channel: 'log' });
    expect(channelFailed(digest, 'no', alone, at(5), newId)?.messages).toEqual([]);
  });

  it('names no address', () => {
    const lost = message('m', { incident: one, channel: 'chat', address: 'ada@flights.example' });
    const step = channelFailed(lost, 'no such mailbox', how, at(5), newId);
    const { incidents, events } = step ?? { incidents: [], events: [] };
    expect(incidents[0]?.dataset).toMatch(/^channel:chat\.[0-9a-f]{12}$/);
    expect(JSON.stringify([incidents, events])).not.toContain('ada@');
  });

  it('tells of no death of a message about a death, so that two of them do not go on for ever', () => {
    const first = channelFailed(message('m', { incident: one, channel: 'chat' }), 'no', how, at(5), newId);
    const [about] = first?.messages ?? [];
    if (about === undefined) throw new Error('not told');
    expect(channelFailed(about, 'no', how, at(6), newId)).toBeNull();
  });

  it('is well again when a message arrives, and that is told where its death was', () => {
    const first = channelFailed(message('m', { incident: one, channel: 'chat' }), 'no', how, at(5), newId);
    const [about] = first?.messages ?? [];
    const [dead] = first?.incidents ?? [];
    if (about === undefined || dead === undefined) throw new Error('not told');
    const step = channelWorks(dead, [told(about)], how, at(65), newId);
    expect(step.incidents).toMatchObject([
      { state: 'resolved', resolvedAt: at(65), causes: [{ until: at(65) }] },
    ]);
    expect(step.messages).toMatchObject([
      {
        channel: 'pager',
        occasion: 'recovered',
        summary:
          'channel:chat is well again after 60 min; it was: The alert channel chat can not be reached: no',
      },
    ]);
  });
});
