import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { BreakerEvent, BreakerState } from '../../src/model/decision.js';
import { breakerGate, closedBreaker, stepBreaker, type BreakerPolicy } from '../../src/gate/breaker.js';

const T0 = Date.parse('2001-01-15T00:00:00Z');
const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();
const MINUTE = 60_000;

const once: BreakerPolicy = { failuresToOpen: 1, successesToClose: 1, cooldownMs: 0, cooldownCapMs: 0 };
const bad = (dataVersion: string | null): BreakerEvent => ({
  event: 'blocked',
  dataVersion,
  batch: null,
  cause: '3 impossible delays',
  runId: 'run-1',
});
const good: BreakerEvent = { event: 'allowed', runId: 'run-2' };
const probe: BreakerEvent = { event: 'probe', dataVersion: 'v2' };
const trip: BreakerEvent = { event: 'trip', by: 'ada', reason: 'wrong source' };
const reset: BreakerEvent = { event: 'reset', by: 'ben', reason: 'source is back' };

/** Plays events a minute apart, from a closed breaker. */
function play(events: readonly BreakerEvent[], policy: BreakerPolicy): BreakerState {
  return events.reduce(
    (state, event, i) => stepBreaker(state, event, at(i), policy).state,
    closedBreaker('gold.routes', at(0), policy),
  );
}

describe('the common way', () => {
  it('opens on a block, is probed by new data, closes on a pass', () => {
    const open = stepBreaker(closedBreaker('gold.routes', at(0), once), bad('v1'), at(1), once);
    expect(open.state).toMatchObject({
      phase: 'open',
      failures: 1,
      dataVersion: 'v1',
      openedAt: at(1),
      since: at(1),
    });
    expect(open.transitions).toEqual([
      {
        dataset: 'gold.routes',
        at: at(1),
        from: 'closed',
        to: 'open',
        event: 'blocked',
        cause: '3 impossible delays',
        runId: 'run-1',
        by: null,
      },
    ]);
    expect(breakerGate(open.state, 'v1', at(2))).toBe('blocked');
    expect(breakerGate(open.state, 'v2', at(2))).toBe('probe');
    const half = stepBreaker(open.state, probe, at(2), once);
    expect(half.state).toMatchObject({ phase: 'half_open', dataVersion: 'v1' });
    expect(breakerGate(half.state, 'v1', at(2))).toBe('blocked');
    const closed = stepBreaker(half.state, good, at(3), once);
    expect(closed.state).toEqual(closedBreaker('gold.routes', at(3), once));
    expect(closed.transitions).toMatchObject([{ from: 'half_open', to: 'closed', runId: 'run-2' }]);
  });

  it('counts blocks in a row up to failuresToOpen; a pass begins anew', () => {
    const policy = { ...once, failuresToOpen: 3 };
    expect(play([bad('a'), bad('b'), good, bad('c'), bad('d')], policy)).toMatchObject({
      phase: 'closed',
      failures: 2,
    });
    expect(play([bad('a'), bad('b'), bad('c')], policy)).toMatchObject({
      phase: 'open',
      failures: 3,
      dataVersion: 'c',
    });
  });

  it('asks for as many passing probes as successesToClose says', () => {
    const policy = { ...once, successesToClose: 2 };
    expect(play([bad('v1'), probe, good], policy)).toMatchObject({ phase: 'half_open', successes: 1 });
    expect(play([bad('v1'), probe, good, good], policy).phase).toBe('closed');
    expect(play([bad('v1'), probe, good, bad('v2')], policy)).toMatchObject({
      phase: 'open',
      successes: 0,
      openedAt: at(0),
    });
  });
});

describe('cooldown', () => {
  const policy = { ...once, cooldownMs: 10 * MINUTE, cooldownCapMs: 35 * MINUTE };

  it('keeps new data out until it is over, also data of no known version', () => {
    const open = play([bad('v1')], policy);
    expect(open.retryAt).toBe(at(10));
    for (const version of ['v2', null]) {
      expect(breakerGate(open, version, at(9))).toBe('blocked');
      expect(breakerGate(open, version, at(10))).toBe('probe');
    }
    expect(stepBreaker(open, probe, at(9), policy).state).toEqual(open);
  });

  it('waits 10, 20, 35, 35 minutes while probes fail, and 10 again after it closed', () => {
    let state = closedBreaker('gold.routes', at(0), policy);
    let now = 0;
    const waits: number[] = [];
    const fail = () => {
      state = stepBreaker(state, probe, at(now), policy).state;
      state = stepBreaker(state, bad(`v${now}`), at(now), policy).state;
      const wait = (Date.parse(state.retryAt ?? '') - Date.parse(at(now))) / MINUTE;
      waits.push(wait);
      now += wait;
    };
    for (let i = 0; i < 4; i += 1) fail();
    expect(waits).toEqual([10, 20, 35, 35]);
    state = stepBreaker(state, probe, at(now), policy).state;
    state = stepBreaker(state, good, at(now), policy).state;
    fail();
    expect(waits.at(-1)).toBe(10);
  });
});

describe('by hand', () => {
  it('is isolated until a person resets it, and says who', () => {
    const isolated = stepBreaker(closedBreaker('gold.routes', at(0), once), trip, at(1), once);
    expect(isolated.transitions).toMatchObject([
      { from: 'closed', to: 'isolated', by: 'ada', cause: 'wrong source' },
    ]);
    expect(breakerGate(isolated.state, 'v9', at(100))).toBe('blocked');
    expect(stepBreaker(isolated.state, reset, at(2), once).transitions).toMatchObject([
      { from: 'isolated', to: 'closed', by: 'ben' },
    ]);
  });

  it('records a reset of a closed breaker too', () => {
    const step = stepBreaker(play([bad('a')], { ...once, failuresToOpen: 2 }), reset, at(1), once);
    expect(step.transitions).toMatchObject([{ from: 'closed', to: 'closed', event: 'reset' }]);
    expect(step.state.failures).toBe(0);
  });
});

it('tells one batch of a data version from another', () => {
  const open = { ...play([bad('v1')], once), batch: { date: '2001-01-15' } };
  expect(breakerGate(open, 'v1', at(1), { date: '2001-01-15' })).toBe('blocked');
  expect(breakerGate(open, 'v1', at(1), { date: '2001-01-16' })).toBe('probe');
});

describe('laws', () => {
  const version = fc.option(fc.constantFrom('v1', 'v2', 'v3'), { nil: null });
  const event: fc.Arbitrary<BreakerEvent> = fc.oneof(
    version.map((dataVersion) => ({ event: 'probe', dataVersion }) as const),
    version.map(bad),
    fc.constant(good),
    fc.constant(trip),
    fc.constant(reset),
  );
  const policyOf: fc.Arbitrary<BreakerPolicy> = fc.record({
    failuresToOpen: fc.integer({ min: 1, max: 3 }),
    successesToClose: fc.integer({ min: 1, max: 3 }),
    cooldownMs: fc.constantFrom(0, MINUTE, 5 * MINUTE),
    cooldownCapMs: fc.constantFrom(5 * MINUTE, 12 * MINUTE),
  });
  const story = fc.array(fc.record({ event, wait: fc.integer({ min: 0, max: 20 }) }), { maxLength: 30 });

  /** Calls back with every step of a story. */
  function walk(
    steps: readonly { event: BreakerEvent; wait: number }[],
    policy: BreakerPolicy,
    look: (
      last: BreakerState,
      event: BreakerEvent,
      now: string,
      next: ReturnType<typeof stepBreaker>,
    ) => void,
  ): void {
    let state = closedBreaker('gold.routes', at(0), policy);
    let minutes = 0;
    for (const { event: each, wait } of steps) {
      minutes += wait;
      const next = stepBreaker(state, each, at(minutes), policy);
      look(state, each, at(minutes), next);
      state = next.state;
    }
  }

  const law = (look: (policy: BreakerPolicy, ...step: Parameters<Parameters<typeof walk>[2]>) => void) =>
    fc.assert(
      fc.property(story, policyOf, (steps, policy) =>
        walk(steps, policy, (...step) => look(policy, ...step)),
      ),
    );

  it('is deterministic and changes nothing it is given', () => {
    law((policy, last, each, now, next) => {
      const frozen = structuredClone(last);
      expect(stepBreaker(last, each, now, policy)).toEqual(next);
      expect(last).toEqual(frozen);
    });
  });

  it('leaves isolated by a reset only', () => {
    law((_, last, each, __, next) => {
      if (last.phase === 'isolated' && each.event !== 'reset') expect(next.state).toEqual(last);
      if (each.event === 'reset') expect(next.state.phase).toBe('closed');
    });
  });

  it('closes by a reset or enough passing probes only', () => {
    law((policy, last, each, _, next) => {
      if (last.phase === 'closed' || next.state.phase !== 'closed') return;
      const earned =
        last.phase === 'half_open' &&
        each.event === 'allowed' &&
        last.successes + 1 >= policy.successesToClose;
      expect(each.event === 'reset' || earned).toBe(true);
    });
  });

  it('never scans the version that opened it', () => {
    law((_, __, ___, now, { state }) => {
      if (state.phase !== 'closed' && state.dataVersion !== null)
        expect(breakerGate(state, state.dataVersion, now)).toBe('blocked');
    });
  });

  it('never waits longer than the cap, and never shorter than the policy says', () => {
    law((policy, last, _, now, { state, transitions }) => {
      if (!transitions.some((each) => each.to === 'open')) return;
      const wait = state.retryAt === null ? 0 : Date.parse(state.retryAt) - Date.parse(now);
      const expected =
        last.phase === 'closed' ? policy.cooldownMs : Math.max(policy.cooldownMs, last.cooldownMs);
      expect(wait).toBe(Math.min(expected, policy.cooldownCapMs));
      expect(state.cooldownMs).toBe(Math.min(wait * 2, policy.cooldownCapMs));
    });
  });

  it('records a transition exactly where the phase changed, or a person reset it', () => {
    law((_, last, each, now, { state, transitions }) => {
      const expected = last.phase !== state.phase || each.event === 'reset' ? 1 : 0;
      expect(transitions.map(({ from, to }) => [from, to])).toEqual(
        Array.from({ length: expected }, () => [last.phase, state.phase]),
      );
      if (last.phase !== state.phase) expect(state.since).toBe(now);
    });
  });
});
