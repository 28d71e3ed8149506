import { describe, expect, it } from 'vitest';
import type { Decision, Reason } from '../../src/model/decision.js';
import type { Incident, IncidentEvent } from '../../src/model/incident.js';
import { incidentAfterDecision, type IncidentInput, type IncidentStep } from '../../src/gate/incident.js';
import { acknowledge, resolve } from '../../src/gate/incident-by-hand.js';
import { incidentTitle } from '../../src/gate/incident-title.js';
import { reason } from '../../src/gate/reason.js';
import { at, cause, incident } from '../support/incident-records.js';
import { decision, run } from '../support/store-records.js';
import { checkResult } from './sample.js';

/** flights feed silver, silver feeds two gold datasets. */
const lineage = new Map([
  ['silver.flights', ['bronze.flights']],
  ['gold.routes', ['silver.flights']],
  ['gold.delays', ['silver.flights']],
]);

const failed = (check: string, part: Partial<Reason> = {}): Reason =>
  reason(part.code ?? 'check_failed', part.effect ?? 'block', `${check} is broken`, { check, ...part });

const held = (by: string): Reason => reason('upstream_open', 'block', `${by} is open`, { rootCause: by });

/** A small world: what is on record, moved by one decision after another, a minute apart. */
function world() {
  let open: readonly Incident[] = [];
  const closed: Incident[] = [];
  const events: IncidentEvent[] = [];
  let turn = 0;
  const take = (step: IncidentStep): IncidentStep => {
    const changed = new Map(step.incidents.map((each) => [each.id, each]));
    const all = [...open.map((each) => changed.get(each.id) ?? each)];
    all.push(...step.incidents.filter((each) => open.every((known) => known.id !== each.id)));
    open = all.filter((each) => each.state !== 'resolved');
    closed.push(...all.filter((each) => each.state === 'resolved'));
    events.push(...step.events);
    return step;
  };
  /** A decision after a scan; `part.run` null: without one. */
  const decide = (
    dataset: string,
    reasons: readonly Reason[],
    part: Partial<Decision> & { readonly run?: IncidentInput['run'] } = {},
  ): IncidentStep => {
    turn += 1;
    const now = turn;
    const { run: its = run(`run-${String(now)}`, [], { dataset }), ...rest } = part;
    return take(
      incidentAfterDecision({
        decision: decision(`d${String(now)}`, {
          dataset,
          layer: dataset.split('.')[0] ?? null,
          reasons,
          ...rest,
        }),
        run: its,
        facts: { domain: 'travel', tags: ['pii'], owner: 'ada', isLastLayer: dataset.startsWith('gold.') },
        unresolved: open,
        lineage,
        now: at(now),
        newId: () => `incident-${String(now)}`,
      }),
    );
  };
  return { decide, take, open: () => open, closed, events, last: () => events.at(-1) };
}

const happenings = (step: IncidentStep) => step.events.map((each) => each.happening);

describe('the life of an incident', () => {
  it('opens with a failing check, and ends by itself when it passes', () => {
    const { decide, closed, open } = world();
    const opened = decide('gold.routes', [failed('a')]);
    expect(opened.incidents).toEqual([
      {
        kind: 'Incident',
        id: 'incident-1',
        dataset: 'gold.routes',
        layer: 'gold',
        domain: 'travel',
        environment: null,
        tags: ['pii'],
        state: 'open',
        severity: 'critical',
        title: 'a is broken',
        owner: 'ada',
        causes: [
          {
            check: 'a',
            code: 'check_failed',
            severity: 'critical',
            message: 'a is broken',
            owner: null,
            since: at(1),
            until: null,
          },
        ],
        affected: [],
        openedBy: 'd1',
        lastDecision: 'd1',
        openedAt: at(1),
        acknowledgedAt: null,
        acknowledgedBy: null,
        resolvedAt: null,
        resolvedBy: null,
        resolution: null,
      },
    ]);
    expect(opened.events).toEqual([
      {
        incident: 'incident-1',
        at: at(1),
        happening: 'opened',
        decision: 'd1',
        by: null,
        message: 'a is broken',
      },
    ]);
    const ended = decide('gold.routes', []);
    expect(happenings(ended)).toEqual(['cause_ended', 'resolved']);
    expect(closed).toMatchObject([
      {
        state: 'resolved',
        resolvedAt: at(2),
        resolvedBy: null,
        lastDecision: 'd2',
        causes: [{ until: at(2) }],
      },
    ]);
    expect(open()).toEqual([]);
    expect(happenings(decide('gold.routes', [failed('a')]))).toEqual(['opened']);
  });

  it('takes up what joins, lets go what ends, and follows the words of what lasts', () => {
    const { decide, open } = world();
    decide('silver.flights', [failed('a'), failed('b')]);
    const step = decide('silver.flights', [failed('b', { code: 'check_unknown' }), failed('c')]);
    expect(happenings(step)).toEqual(['cause_joined', 'cause_ended']);
    expect(open()).toMatchObject([
      {
        id: 'incident-1',
        title: 'b is broken (and 1 more)',
        causes: [
          { check: 'a', since: at(1), until: at(2) },
          { check: 'b', code: 'check_unknown', since: at(1), until: null },
          { check: 'c', since: at(2), until: null },
        ],
      },
    ]);
    decide('silver.flights', [failed('a')]);
    // What comes back begins anew, in its old place.
    expect(open()[0]?.causes).toMatchObject([
      { check: 'a', since: at(3), until: null },
      { check: 'b', until: at(3) },
      { check: 'c', until: at(3) },
    ]);
  });

  it('follows the newest decision, whichever batch it is about, as the breaker does', () => {
    const { decide, closed } = world();
    decide('gold.routes', [failed('a')], { batch: { date: '2026-01-01' } });
    decide('gold.routes', [], { batch: { date: '2026-01-02' } });
    expect(closed).toHaveLength(1);
  });

  it('weighs a warning, a block, and a block of the last layer', () => {
    const { decide, open } = world();
    decide('silver.flights', [failed('a', { effect: 'warn', code: 'check_warned' })]);
    expect(open()[0]?.severity).toBe('warning');
    expect(happenings(decide('silver.flights', [failed('a')]))).toEqual(['severity_raised']);
    expect(open()[0]?.severity).toBe('error');
    decide('silver.flights', [failed('a', { effect: 'warn' })]);
    expect(open()[0]).toMatchObject({ severity: 'error', causes: [{ severity: 'warning' }] });
  });

  it('is only a warning where the gate is tried out', () => {
    const { decide, open } = world();
    decide('gold.routes', [failed('a')], { shadow: true });
    expect(open()).toMatchObject([{ severity: 'warning' }]);
  });

  it('does not end while its check is lifted by a person or gives no answer', () => {
    const { decide, open } = world();
    decide('gold.routes', [failed('a'), failed('b')]);
    const step = decide('gold.routes', [
      failed('a', { effect: 'warn', overriddenBy: 'override-1' }),
      failed('b', { effect: 'pass', code: 'check_unknown' }),
    ]);
    expect(step.events).toEqual([]);
    expect(open()[0]?.causes.map((each) => each.until)).toEqual([null, null]);
  });

  it('ends where the policy lets the failure pass by now', () => {
    const { decide, closed } = world();
    decide('gold.routes', [failed('a')]);
    decide('gold.routes', [failed('a', { effect: 'pass' })]);
    expect(closed).toHaveLength(1);
  });

  it.each([
    ['a replay', [failed('a')], { replayed: true }],
    [
      'a run that was broken off',
      [failed('a')],
      { run: run('r', [checkResult('a', { verdict: 'unknown', reason: 'cancelled' })]) },
    ],
    ['a block by its own breaker', [reason('breaker_open', 'block', 'open')], { run: null }],
    ['an earlier run judged again', [failed('a')], { run: null }],
    ['a kill switch', [reason('breaker_isolated', 'block', 'by hand')], {}],
    ['what a person lifts', [failed('a', { effect: 'warn', overriddenBy: 'o' })], {}],
    [
      'too little history that only warns',
      [failed('a', { effect: 'warn', code: 'insufficient_history' })],
      {},
    ],
    ['a pass', [], {}],
  ] as const)('begins with none of these: %s', (_name, reasons, part) => {
    const { decide } = world();
    expect(decide('gold.routes', reasons, part)).toEqual({ incidents: [], events: [] });
  });

  it('begins with too little history where that blocks', () => {
    const { decide } = world();
    expect(happenings(decide('gold.routes', [failed('a', { code: 'insufficient_history' })]))).toEqual([
      'opened',
    ]);
  });
});

describe('one incident for a root cause', () => {
  it('takes in who is held back, once, and holds back no alert of theirs', () => {
    const { decide, open } = world();
    decide('silver.flights', [failed('a')]);
    const first = decide('gold.routes', [held('silver.flights')], { run: null });
    expect(first.events).toMatchObject([
      { incident: 'incident-1', happening: 'affected_joined', message: 'gold.routes is held back' },
    ]);
    expect(decide('gold.routes', [held('silver.flights')], { run: null }).events).toEqual([]);
    decide('gold.delays', [held('silver.flights')], { run: null });
    expect(open()).toMatchObject([
      {
        dataset: 'silver.flights',
        lastDecision: 'd1',
        affected: [
          { dataset: 'gold.routes', since: at(2) },
          { dataset: 'gold.delays', since: at(4) },
        ],
      },
    ]);
  });

  it('takes in who fails as well; once it is over they open their own', () => {
    const { decide, open } = world();
    decide('bronze.flights', [failed('a')]);
    decide('silver.flights', [failed('s')]);
    // Held back by silver, which has no incident of its own: the root is above it.
    decide('gold.routes', [held('silver.flights')], { run: null });
    expect(open()).toMatchObject([
      { dataset: 'bronze.flights', affected: [{ dataset: 'silver.flights' }, { dataset: 'gold.routes' }] },
    ]);
    decide('bronze.flights', []);
    expect(happenings(decide('silver.flights', [failed('s')]))).toEqual(['opened']);
    expect(open()).toMatchObject([{ dataset: 'silver.flights' }]);
  });

  it('blames no upstream that only warns, and keeps an incident that was there before', () => {
    const { decide, open } = world();
    decide('bronze.flights', [failed('a', { effect: 'warn' })]);
    decide('silver.flights', [failed('s')]);
    decide('bronze.flights', [failed('a')]);
    expect(happenings(decide('silver.flights', [failed('s'), failed('t')]))).toEqual(['cause_joined']);
    expect(open().map((each) => each.dataset)).toEqual(['bronze.flights', 'silver.flights']);
  });

  it('knows no root where a person has isolated the upstream, and nobody held back where the gate is tried out', () => {
    const { decide } = world();
    expect(decide('gold.routes', [held('silver.flights')], { run: null }).incidents).toEqual([]);
    decide('silver.flights', [failed('a')]);
    const shadow = { run: null, shadow: true };
    expect(decide('gold.routes', [held('silver.flights')], shadow).incidents).toEqual([]);
  });
});

describe('by hand', () => {
  const one = incident('i');

  it('is taken up by a person, once', () => {
    const step = acknowledge(one, ' ada ', ' on it ', at(5));
    if (!step.ok) throw new Error('refused');
    expect(step.value.incidents).toEqual([
      { ...one, state: 'acknowledged', acknowledgedAt: at(5), acknowledgedBy: 'ada' },
    ]);
    expect(step.value.events).toEqual([
      { incident: 'i', at: at(5), happening: 'acknowledged', decision: null, by: 'ada', message: 'on it' },
    ]);
    const [next] = step.value.incidents;
    if (next === undefined) throw new Error('lost');
    expect(acknowledge(next, 'ben', null, at(6))).toMatchObject({
      ok: false,
      faults: [{ code: 'already-acknowledged' }],
    });
    expect(acknowledge(one, '  ', null, at(6))).toMatchObject({ faults: [{ code: 'person-required' }] });
  });

  it('is resolved by a person with a reason; the next bad decision opens a new one', () => {
    expect(resolve(one, '', ' ', at(5))).toMatchObject({
      ok: false,
      faults: [{ code: 'person-required' }, { code: 'reason-required' }],
    });
    const { decide, take, open } = world();
    decide('gold.routes', [failed('a')]);
    const step = resolve(open()[0] ?? one, 'ada', 'the source is right, the rule was not', at(1));
    if (!step.ok) throw new Error('refused');
    take(step.value);
    const [over] = step.value.incidents;
    expect(over).toMatchObject({
      state: 'resolved',
      resolvedBy: 'ada',
      resolution: 'the source is right, the rule was not',
    });
    if (over === undefined) throw new Error('lost');
    expect(resolve(over, 'ada', 'again', at(2))).toMatchObject({ faults: [{ code: 'already-resolved' }] });
    expect(acknowledge(over, 'ada', null, at(2))).toMatchObject({ faults: [{ code: 'already-resolved' }] });
    expect(happenings(decide('gold.routes', [failed('a')]))).toEqual(['opened']);
    expect(open()).toHaveLength(1);
  });
});

describe('the title', () => {
  it('is the heaviest cause that lasts, in one line', () => {
    const over = cause({ severity: 'critical', message: 'over', until: at(1) });
    const light = cause({ severity: 'warning', message: 'light' });
    const heavy = cause({ severity: 'error', message: ' two\nlines\u0007 of\ttext ' });
    expect(incidentTitle([over, light, heavy])).toBe('two lines of text (and 1 more)');
    expect(incidentTitle([over])).toBeNull();
    const long = incidentTitle([cause({ message: `${'x'.repeat(198)}😀😀` }), light]) ?? '';
    expect(long).toHaveLength(200);
    expect(long.endsWith('… (and 1 more)')).toBe(true);
    expect(incidentTitle([cause({ message: `${'x'.repeat(198)}😀` })])).toHaveLength(200);
    expect(incidentTitle([cause({ message: `${'x'.repeat(198)}😀😀` })])).toBe(`${'x'.repeat(198)}…`);
  });
});
