import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Condition, Effect, Policy } from '../../src/model/decision.js';
import type { UnknownReason } from '../../src/model/reading.js';
import type { CheckResult, Run } from '../../src/model/verdict.js';
import { conditionOf } from '../../src/gate/condition.js';
import { condemnsData, judgeRun, type JudgeContext } from '../../src/gate/judge-run.js';
import { reason } from '../../src/gate/reason.js';
import { checkResult, checksOf, goldPolicy, sampleOverride, sampleRun, silverPolicy } from './sample.js';

const unknown = (id: string, why: UnknownReason, change: Partial<CheckResult> = {}) =>
  checkResult(id, { verdict: 'unknown', reason: why, observed: null, ...change });
const failed = (id: string, change: Partial<CheckResult> = {}) =>
  checkResult(id, { verdict: 'fail', observed: 3, ...change });

function judge(run: Run, policy: Policy = goldPolicy, change: Partial<JudgeContext> = {}) {
  return judgeRun(run, {
    policy,
    checks: checksOf(run),
    owner: 'ada',
    firstBadRuns: new Map(),
    overrides: [],
    besides: [],
    ...change,
  });
}

describe('conditions', () => {
  it.each<[string, CheckResult, Condition | null]>([
    ['a pass', checkResult('a'), null],
    ['a breach', failed('a'), 'fail'],
    ['a breach that warns', checkResult('a', { verdict: 'warn' }), 'warn'],
    ['no rows', failed('a', { kind: 'rowCount', observed: 0 }), 'empty'],
    ['no rows, counted exactly', failed('a', { kind: 'rowCount', observed: '0' }), 'empty'],
    ['too few rows', failed('a', { kind: 'rowCount', observed: 6 }), 'fail'],
    ['old data', failed('a', { kind: 'freshness', observed: 90_000 }), 'stale'],
    ['a late delivery', failed('a', { kind: 'availableBy' }), 'stale'],
    ['a gap between deliveries', failed('a', { kind: 'frequency' }), 'stale'],
    ['old data that only warns', checkResult('a', { kind: 'freshness', verdict: 'warn' }), 'warn'],
    ['no table', unknown('a', 'missing_table'), 'missing'],
    ['no history', unknown('a', 'insufficient_history'), 'insufficientHistory'],
    ['no baseline', unknown('a', 'no_baseline'), 'insufficientHistory'],
    ['a small sample', unknown('a', 'small_sample'), 'insufficientHistory'],
    ['a timeout', unknown('a', 'timeout'), 'unknown'],
    ['a missing column', unknown('a', 'missing_column'), 'unknown'],
  ])('%s', (_, result, condition) => {
    expect(conditionOf(result)).toBe(condition);
  });
});

describe('outcome', () => {
  it('allows where all passed, without a reason', () => {
    expect(judge(sampleRun([checkResult('a'), checkResult('b')]))).toEqual({ outcome: 'allow', reasons: [] });
  });

  it('allows with warnings where something warned', () => {
    const run = sampleRun([checkResult('a', { verdict: 'warn', severity: 'warning', observed: 2 })]);
    expect(judge(run)).toMatchObject({
      outcome: 'allow_with_warnings',
      reasons: [{ code: 'check_warned', effect: 'warn' }],
    });
  });

  it('blocks a failure and says what, how much, whose and since when', () => {
    const judged = judge(sampleRun([checkResult('a'), failed('b'), failed('c')]), goldPolicy, {
      firstBadRuns: new Map([['b', 'run-0']]),
    });
    expect(judged.outcome).toBe('block');
    expect(judged.reasons).toEqual([
      {
        code: 'check_failed',
        effect: 'block',
        check: 'b',
        observed: 3,
        expected: '= 0',
        owner: 'ada',
        firstBadRun: 'run-0',
        rootCause: null,
        overriddenBy: null,
        message: 'b: seen',
      },
      expect.objectContaining({ check: 'c', firstBadRun: 'run-1' }),
    ]);
  });

  it('keeps what could not be told out of gold, and lets it into silver with a warning', () => {
    const run = sampleRun([checkResult('a'), unknown('b', 'timeout')]);
    expect(judge(run).outcome).toBe('block');
    expect(judge(run, silverPolicy).outcome).toBe('allow_with_warnings');
  });

  it('keeps a missing table out of silver too, even one that only warning checks look at', () => {
    const run = sampleRun([unknown('a', 'missing_table', { severity: 'warning' })]);
    expect(judge(run, silverPolicy).outcome).toBe('block');
  });

  it('does not block for an unanswered check that could only have warned', () => {
    const run = sampleRun([checkResult('a'), unknown('b', 'insufficient_history', { severity: 'warning' })]);
    expect(judge(run)).toMatchObject({
      outcome: 'allow_with_warnings',
      reasons: [{ code: 'insufficient_history' }],
    });
  });

  it('counts a check without a result as unknown, and a run without checks too', () => {
    const run = sampleRun([checkResult('a')]);
    const checks = [
      { id: 'a', severity: 'fail' as const },
      { id: 'forgotten', severity: 'fail' as const },
    ];
    expect(judge(run, goldPolicy, { checks })).toMatchObject({
      outcome: 'block',
      reasons: [{ code: 'check_not_evaluated', check: 'forgotten' }],
    });
    expect(judge(sampleRun([]))).toMatchObject({ outcome: 'block', reasons: [{ code: 'nothing_checked' }] });
  });

  it('lists what the policy lets pass', () => {
    const lax: Policy = { ...goldPolicy, effects: { ...goldPolicy.effects, stale: 'pass' } };
    expect(judge(sampleRun([failed('a', { kind: 'freshness' })]), lax)).toMatchObject({
      outcome: 'allow',
      reasons: [{ code: 'data_stale', effect: 'pass' }],
    });
  });

  it('allows nothing on a run that was broken off, whatever is lifted or let pass', () => {
    const lax: Policy = { ...silverPolicy, effects: { ...silverPolicy.effects, unknown: 'pass' } };
    const run = sampleRun([checkResult('a'), unknown('b', 'cancelled')]);
    const judged = judge(run, lax, { overrides: [sampleOverride()] });
    expect(judged).toMatchObject({
      outcome: 'block',
      reasons: [{ code: 'run_cancelled' }, { effect: 'pass' }],
    });
  });

  it('puts the heaviest reasons first', () => {
    const run = sampleRun([checkResult('w', { verdict: 'warn', severity: 'warning' }), failed('f')]);
    expect(judge(run).reasons.map((each) => each.check)).toEqual(['f', 'w']);
  });
});

describe('overrides', () => {
  const run = sampleRun([failed('a'), failed('b')]);

  it('lift the checks that they name and no other', () => {
    const judged = judge(run, goldPolicy, { overrides: [sampleOverride({ checks: ['a'] })] });
    expect(judged.outcome).toBe('block');
    expect(judged.reasons.map(({ check, effect, overriddenBy }) => [check, effect, overriddenBy])).toEqual([
      ['b', 'block', null],
      ['a', 'warn', 'override-1'],
    ]);
  });

  it('of every check let the data through, never without a warning', () => {
    expect(judge(run, goldPolicy, { overrides: [sampleOverride()] }).outcome).toBe('allow_with_warnings');
  });

  it('never lift what names no check', () => {
    const besides = [reason('data_moved', 'block', 'the data changed')];
    expect(judge(run, goldPolicy, { overrides: [sampleOverride()], besides }).outcome).toBe('block');
  });
});

describe('what a block says of the data', () => {
  const condemns = (...checks: readonly CheckResult[]) => {
    const run = sampleRun(checks);
    return condemnsData(run, judge(run).reasons);
  };

  it('is nothing where no answer came', () => {
    expect(condemns(unknown('a', 'timeout'), unknown('b', 'unreachable'), checkResult('c'))).toBe(false);
  });

  it('is something where one check failed, or would answer the same again', () => {
    expect(condemns(unknown('a', 'timeout'), failed('b'))).toBe(true);
    expect(condemns(unknown('a', 'insufficient_history'))).toBe(true);
  });
});

describe('laws', () => {
  const effect: fc.Arbitrary<Effect> = fc.constantFrom('block', 'warn', 'pass');
  const effects = fc.record({
    fail: effect,
    warn: effect,
    unknown: effect,
    empty: effect,
    stale: effect,
    missing: effect,
    insufficientHistory: effect,
    upstreamOpen: effect,
  });
  const why: fc.Arbitrary<UnknownReason> = fc.constantFrom(
    'timeout',
    'missing_table',
    'no_baseline',
    'bad_pattern',
  );
  const result = fc.oneof(
    fc.constant(checkResult('x')),
    fc.constant(checkResult('x', { verdict: 'warn', severity: 'warning' })),
    fc.constantFrom('nullValues', 'rowCount', 'freshness').map((kind) => failed('x', { kind, observed: 0 })),
    why.map((each) => unknown('x', each)),
  );
  const results = fc
    .array(result, { minLength: 1, maxLength: 6 })
    .map((all) => all.map((each, i) => ({ ...each, id: `c${i}` })));
  const overrides = fc.array(
    fc.option(fc.subarray(['c0', 'c1', 'c2']), { nil: null }).map((checks) => sampleOverride({ checks })),
    { maxLength: 2 },
  );

  it('never allows while a blocking reason is not lifted', () => {
    fc.assert(
      fc.property(results, effects, overrides, (checks, matrix, inForce) => {
        const { outcome, reasons } = judge(
          sampleRun(checks),
          { ...goldPolicy, effects: matrix },
          { overrides: inForce },
        );
        expect(outcome === 'block').toBe(reasons.some((each) => each.effect === 'block'));
        for (const check of checks) {
          const condition = conditionOf(check);
          if (condition === null || matrix[condition] !== 'block') continue;
          const lifted = inForce.some((each) => each.checks === null || each.checks.includes(check.id));
          expect(reasons.find((each) => each.check === check.id)?.effect).toBe(lifted ? 'warn' : 'block');
        }
      }),
    );
  });

  it('never plainly allows what an override let through', () => {
    fc.assert(
      fc.property(results, overrides, (checks, inForce) => {
        const { outcome, reasons } = judge(sampleRun(checks), goldPolicy, { overrides: inForce });
        if (reasons.some((each) => each.overriddenBy !== null)) expect(outcome).not.toBe('allow');
      }),
    );
  });

  it('never blocks less under a stricter policy', () => {
    const rank: readonly Effect[] = ['pass', 'warn', 'block'];
    const stricter = (a: Effect, b: Effect): Effect => (rank.indexOf(a) > rank.indexOf(b) ? a : b);
    fc.assert(
      fc.property(results, effects, effects, (checks, one, two) => {
        const both: Policy['effects'] = {
          fail: stricter(one.fail, two.fail),
          warn: stricter(one.warn, two.warn),
          unknown: stricter(one.unknown, two.unknown),
          empty: stricter(one.empty, two.empty),
          stale: stricter(one.stale, two.stale),
          missing: stricter(one.missing, two.missing),
          insufficientHistory: stricter(one.insufficientHistory, two.insufficientHistory),
          upstreamOpen: stricter(one.upstreamOpen, two.upstreamOpen),
        };
        const outcome = (matrix: Policy['effects']) =>
          ['allow', 'allow_with_warnings', 'block'].indexOf(
            judge(sampleRun(checks), { ...goldPolicy, effects: matrix }).outcome,
          );
        expect(outcome(both)).toBeGreaterThanOrEqual(Math.max(outcome(one), outcome(two)));
      }),
    );
  });
});
