import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Effect, Reason } from '../../src/model/decision.js';
import { makeDecision, stillHolds, type DecisionParts } from '../../src/gate/decision.js';
import { gateExit } from '../../src/gate/exit-code.js';
import { reason } from '../../src/gate/reason.js';
import { checkResult, goldPolicy, NOW, sampleOverride, sampleRun, VERSION } from './sample.js';

const run = sampleRun([checkResult('a')]);
const parts: DecisionParts = {
  id: 'decision-1',
  dataset: 'gold.routes',
  layer: 'gold',
  environment: null,
  batch: { date: '2001-01-15' },
  contract: run.contract,
  suiteDigest: run.suiteDigest,
  policy: goldPolicy,
  reasons: [],
  dataVersion: { kind: 'files', id: VERSION },
  run,
  breaker: 'closed',
  overrides: [],
  askedBy: 'airflow',
  askedAt: NOW,
  asOf: NOW,
  decidedAt: NOW,
};
const shadow = { ...goldPolicy, shadow: true };
const block = reason('check_failed', 'block', 'a: 3 rows are null', { check: 'a' });

describe('the record', () => {
  it('holds for as long as the policy says', () => {
    expect(makeDecision(parts)).toMatchObject({
      kind: 'Decision',
      outcome: 'allow',
      enforced: 'allow',
      verdict: 'pass',
      expiresAt: '2001-01-16T06:00:00.000Z',
      runId: 'run-1',
      replayed: false,
    });
    expect(makeDecision({ ...parts, reasons: [block] })).toMatchObject({ outcome: 'block', expiresAt: null });
  });

  it('ends with the override that it leans on, not with another', () => {
    const used = sampleOverride({ until: '2001-01-15T12:00:00.000Z' });
    const other = sampleOverride({ id: 'other', until: '2001-01-15T07:00:00.000Z' });
    const lifted: Reason = { ...block, effect: 'warn', overriddenBy: used.id };
    const decision = makeDecision({ ...parts, reasons: [lifted], overrides: [used, other] });
    expect(decision).toMatchObject({ outcome: 'allow_with_warnings', expiresAt: used.until });
  });

  it('has no better verdict than unknown where it is bound to no version', () => {
    expect(makeDecision({ ...parts, dataVersion: null }).verdict).toBe('unknown');
  });

  it('in shadow changes nothing but what is enforced', () => {
    const effect: fc.Arbitrary<Effect> = fc.constantFrom('block', 'warn', 'pass');
    fc.assert(
      fc.property(fc.array(effect), (effects) => {
        const reasons = effects.map((each) => reason('check_failed', each, 'x'));
        const real = makeDecision({ ...parts, reasons });
        const tried = makeDecision({ ...parts, reasons, policy: shadow });
        expect(real.enforced).toBe(real.outcome);
        expect(tried).toEqual({ ...real, shadow: true, enforced: 'allow', policyDigest: tried.policyDigest });
        expect(tried.policyDigest).not.toBe(real.policyDigest);
      }),
    );
  });
});

describe('given again', () => {
  const allowed = makeDecision(parts);
  const ask = (asOf: string, now: string) => stillHolds(allowed, run, { asOf, now, policy: goldPolicy });

  it('until it expires', () => {
    expect(ask(NOW, '2001-01-16T05:59:59.999Z')).toBe(true);
    expect(ask(NOW, '2001-01-16T06:00:00.000Z')).toBe(false);
  });

  it('for moments within its time only: later the same data may be stale, earlier is another question', () => {
    expect(ask('2001-01-15T07:00:00.000Z', NOW)).toBe(true);
    expect(ask('2001-01-16T06:00:00.000Z', NOW)).toBe(false);
    expect(ask('2001-01-15T05:00:00.000Z', NOW)).toBe(false);
  });

  it('without end where it blocks', () => {
    const blocked = makeDecision({ ...parts, reasons: [block] });
    expect(stillHolds(blocked, run, { asOf: NOW, now: '2099-01-01T00:00:00Z', policy: goldPolicy })).toBe(
      true,
    );
  });
});

describe('exit code', () => {
  const exit = (change: Partial<DecisionParts>) => gateExit(makeDecision({ ...parts, ...change }));
  const unknown = reason('check_unknown', 'block', 'a: timeout', { check: 'a' });
  const open = reason('breaker_open', 'block', 'open');

  it('tells findings, no answer and an open breaker apart', () => {
    expect(exit({})).toBe(0);
    expect(exit({ reasons: [{ ...block, effect: 'warn' }] })).toBe(0);
    expect(exit({ reasons: [block] })).toBe(1);
    expect(exit({ reasons: [block, unknown] })).toBe(1);
    expect(exit({ reasons: [unknown, { ...block, effect: 'warn' }] })).toBe(3);
    expect(exit({ reasons: [open], run: null })).toBe(5);
  });

  it('obeys shadow', () => {
    expect(exit({ reasons: [block], policy: shadow })).toBe(0);
  });
});
