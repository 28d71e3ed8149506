import { describe, expect, it } from 'vitest';
import { judgeReview, type Found } from '../../src/review/judge-review.js';
import type { DryDataset, ReviewedChange } from '../../src/review/review.js';
import { aChange, POLICY } from './changes.js';

const FOUND: Found = {
  policy: POLICY,
  faults: [],
  notCompared: [],
  changes: [],
  contracts: [],
  dryRun: { reason: null, datasets: [] },
  approvals: [],
};
const verdict = (parts: Partial<Found>) => judgeReview({ ...FOUND, ...parts }).verdict;
const one = (
  state: ReviewedChange['state'],
  level: 'breaking' | 'risky' | 'safe' = 'breaking',
): ReviewedChange => ({
  change: aChange({ level }),
  state,
  needs: state === 'free' ? [] : [{ from: [], count: 1, given: state === 'open' ? [] : ['anna'] }],
});
const failing: DryDataset = {
  dataset: 'gold.orders',
  verdict: 'fail',
  reason: null,
  recorded: null,
  server: 'files',
  checks: [],
  newlyFailing: 1,
};
const low = {
  contract: 'orders', file: 'f', status: 'changed', baseVersion: '1.0.0', writtenVersion: '1.0.0',
  suggestedVersion: '2.0.0', step: 'major', versionHolds: false,
} as const; // prettier-ignore

describe('the verdict of a review', () => {
  it('is clean where there is nothing to tell', () => {
    expect(judgeReview(FOUND)).toEqual({ verdict: 'clean', reasons: [] });
    expect(verdict({ changes: [one('free', 'safe')] })).toBe('clean');
  });

  it('is blocked where an approval lacks, whatever else is approved', () => {
    expect(verdict({ changes: [one('open'), one('approved')] })).toBe('blocked');
    expect(verdict({ changes: [one('approved'), one('free', 'safe')] })).toBe('approved');
    expect(verdict({ changes: [one('free', 'risky')] })).toBe('noted');
    expect(verdict({ changes: [one('open', 'safe')] })).toBe('blocked');
  });

  it('is faulty before all else', () => {
    const fault = { code: 'unknown-key', message: 'm' };
    expect(verdict({ faults: [fault], changes: [one('open')] })).toBe('faulty');
  });

  it('never blocks where the policy says never', () => {
    expect(verdict({ policy: { ...POLICY, failOn: 'never' }, changes: [one('open')] })).toBe('noted');
  });

  it('weighs versions and data as the policy says', () => {
    const require = (version: 'block' | 'warn' | 'pass', dryRun: 'block' | 'warn' | 'pass') => ({
      ...POLICY,
      require: { version, dryRun },
    });
    expect(verdict({ contracts: [low] })).toBe('noted');
    expect(verdict({ contracts: [low], policy: require('block', 'warn') })).toBe('blocked');
    expect(verdict({ contracts: [low], policy: require('pass', 'warn') })).toBe('clean');
    const dryRun = { reason: null, datasets: [failing] };
    expect(verdict({ dryRun })).toBe('noted');
    expect(verdict({ dryRun, policy: require('warn', 'block') })).toBe('blocked');
  });

  it('does not take a dry run that was not made for one that passed', () => {
    const policy = { ...POLICY, require: { version: 'warn' as const, dryRun: 'block' as const } };
    expect(verdict({ policy, dryRun: { reason: '--no-dry-run says so', datasets: [] } })).toBe('blocked');
    const untold = { ...failing, verdict: null, reason: 'too large', newlyFailing: 0 };
    expect(verdict({ policy, dryRun: { reason: null, datasets: [untold] } })).toBe('blocked');
    expect(verdict({ dryRun: { reason: '--no-dry-run says so', datasets: [] } })).toBe('clean');
  });

  it('tells what could not be compared', () => {
    expect(verdict({ notCompared: [{}] })).toBe('noted');
  });
});
