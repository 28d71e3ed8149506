import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeApprovals, reviewChanges, type NeedsInput } from '../../src/review/approval-needs.js';
import type { ApprovalEntry, ApprovalRule } from '../../src/review/review.js';
import { aChange, aContract, POLICY } from './changes.js';

const RULE: ApprovalRule = {
  level: 'breaking',
  breaks: null,
  layer: null,
  dataset: null,
  change: null,
  from: [],
  count: 1,
};
const base = [aContract('orders', 'gold', { owners: ['olga', 'otto'] })];

function input(
  parts: Partial<NeedsInput> & { readonly rules?: readonly Partial<ApprovalRule>[] } = {},
): NeedsInput {
  const rules = (parts.rules ?? []).map((rule) => ({ ...RULE, ...rule }));
  return {
    base,
    head: base,
    approvals: [],
    today: '2026-05-02',
    baseOnly: false,
    ...parts,
    policy: { ...POLICY, ...parts.policy, rules, groups: parts.policy?.groups ?? {} },
  };
}

const by = (
  name: string,
  change: { readonly fingerprint: string },
  parts: Partial<ApprovalEntry> = {},
): ApprovalEntry => ({
  change: change.fingerprint,
  by: name,
  reason: 'agreed',
  until: '2026-06-01',
  file: 'contracts/approvals.yaml',
  line: 2,
  added: true,
  ...parts,
});

const stateOf = (change: ReturnType<typeof aChange>, given: NeedsInput) =>
  reviewChanges([change], given)[0]?.state;

describe('who must approve what', () => {
  const change = aChange();

  it('asks somebody for a breaking change, and nobody for others, where the policy says nothing', () => {
    expect(stateOf(change, input())).toBe('open');
    expect(stateOf(aChange({ level: 'risky' }), input())).toBe('free');
    expect(stateOf(aChange({ level: 'safe' }), input())).toBe('free');
    expect(stateOf(change, input({ approvals: [by('anna', change)] }))).toBe('approved');
  });

  it('fails from risky on, or never, where that is asked for', () => {
    expect(stateOf(aChange({ level: 'risky' }), input({ policy: { ...POLICY, failOn: 'risky' } }))).toBe(
      'open',
    );
    expect(stateOf(change, input({ policy: { ...POLICY, failOn: 'never' } }))).toBe('free');
  });

  it('takes only those whom the rule names: owners of base, groups, people', () => {
    const rules = [{ from: ['owners', 'platform', 'max'] }];
    const policy = { ...POLICY, groups: { platform: ['paul'] } };
    const state = (name: string) => stateOf(change, input({ rules, policy, approvals: [by(name, change)] }));
    expect(['olga', '@OTTO', 'paul', 'max'].map(state)).toEqual(Array(4).fill('approved'));
    expect(['anna', 'owners', 'platform', ''].map(state)).toEqual(Array(4).fill('open'));
  });

  it('does not let a change name its own owners', () => {
    const head = [aContract('orders', 'gold', { owners: ['mallory'] })];
    const rules = [{ from: ['owners'] }];
    expect(stateOf(change, input({ rules, head, approvals: [by('mallory', change)] }))).toBe('open');
    expect(stateOf(change, input({ rules, head, approvals: [by('olga', change)] }))).toBe('approved');
  });

  it('does not let a change move itself out of a layer that a rule protects', () => {
    const rules = [{ layer: 'gold', from: ['paul'] }];
    const head = [aContract('orders', 'bronze')];
    const moved = aChange({ dataset: 'bronze.orders' });
    expect(stateOf(moved, input({ rules, head, approvals: [by('anna', moved)] }))).toBe('open');
  });

  it('wants different people, and every rule that speaks of a change', () => {
    const two = [{ count: 2 }];
    expect(stateOf(change, input({ rules: two, approvals: [by('anna', change), by('@Anna', change)] }))).toBe(
      'open',
    );
    expect(stateOf(change, input({ rules: two, approvals: [by('anna', change), by('bert', change)] }))).toBe(
      'approved',
    );
    const both = [{ from: ['anna'] }, { layer: 'gold', from: ['bert'] }];
    expect(stateOf(change, input({ rules: both, approvals: [by('anna', change)] }))).toBe('open');
  });

  it('does not fall silent where the rules speak of something else', () => {
    expect(stateOf(change, input({ rules: [{ layer: 'silver' }] }))).toBe('open');
    expect(stateOf(change, input({ rules: [{ change: 'column-added', count: 0 }] }))).toBe('open');
    expect(stateOf(change, input({ rules: [{ change: 'C012', count: 0 }] }))).toBe('free');
    expect(stateOf(change, input({ rules: [{ change: 'column-removed', count: 0 }] }))).toBe('free');
    expect(
      stateOf(
        aChange({ consumer: 'safe', producer: 'breaking', level: 'breaking' }),
        input({ rules: [{ breaks: 'consumer', count: 0 }] }),
      ),
    ).toBe('open');
  });

  it('counts no approval that is over, of something else, or not on the base branch where only that counts', () => {
    const state = (entry: ApprovalEntry, baseOnly = false) =>
      stateOf(change, input({ approvals: [entry], baseOnly }));
    expect(state(by('anna', change, { until: '2026-05-02' }))).toBe('approved');
    expect(state(by('anna', change, { until: '2026-05-01' }))).toBe('open');
    expect(state(by('anna', aChange({ line: 99 })))).toBe('open');
    expect(state(by('anna', change), true)).toBe('open');
    expect(state(by('anna', change, { added: false }), true)).toBe('approved');
  });

  it('says what became of every approval', () => {
    const approvals = [
      by('a', change),
      by('b', change, { until: '2026-05-01' }),
      by('c', aChange({ line: 99 })),
    ];
    const states = (baseOnly: boolean) =>
      judgeApprovals([change], { approvals, today: '2026-05-02', baseOnly }).map(({ state }) => state);
    expect(states(false)).toEqual(['used', 'expired', 'unused']);
    expect(states(true)).toEqual(['ignored', 'ignored', 'unused']);
  });

  it('never asks for less when a rule is added', () => {
    const name = fc.constantFrom('anna', 'bert', 'olga');
    const rule = fc.record({
      level: fc.constantFrom('breaking' as const, 'risky' as const),
      layer: fc.constantFrom(null, 'gold', 'silver'),
      from: fc.uniqueArray(fc.constantFrom('anna', 'bert', 'owners'), { maxLength: 2 }),
      count: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 3 }),
        rule,
        fc.array(name, { maxLength: 3 }),
        (rules, extra, names) => {
          const approvals = names.map((each) => by(each, change));
          const before = stateOf(change, input({ rules, approvals }));
          const after = stateOf(change, input({ rules: [...rules, extra], approvals }));
          // The one exception is the rule that holds where no other speaks: it makes room for the first that does.
          const spoken = rules.some(({ layer }) => layer !== 'silver');
          if (spoken && before === 'open') expect(after).toBe('open');
        },
      ),
    );
  });
});
