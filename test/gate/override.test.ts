import { describe, expect, it } from 'vitest';
import { liftReasons, overridesInForce } from '../../src/gate/override.js';
import { reason } from '../../src/gate/reason.js';
import { NOW, sampleOverride, VERSION } from './sample.js';

const inForce = (
  change: Parameters<typeof sampleOverride>[0],
  dataVersion: string | null = VERSION,
  at = NOW,
) => overridesInForce([sampleOverride(change)], { dataset: 'gold.routes', dataVersion, at }).length === 1;

describe('in force', () => {
  it('from its creation until just before its end', () => {
    expect(inForce({}, VERSION, '2001-01-14T23:59:59.999Z')).toBe(false);
    expect(inForce({}, VERSION, '2001-01-15T00:00:00.000Z')).toBe(true);
    expect(inForce({}, VERSION, '2001-01-15T23:59:59.999Z')).toBe(true);
    expect(inForce({}, VERSION, '2001-01-16T00:00:00.000Z')).toBe(false);
  });

  it('for its own dataset and data version', () => {
    expect(inForce({ dataset: 'gold.delays' })).toBe(false);
    expect(inForce({ dataVersion: VERSION })).toBe(true);
    expect(inForce({ dataVersion: 'sha256:v2' })).toBe(false);
    expect(inForce({ dataVersion: VERSION }, null)).toBe(false);
    expect(inForce({ dataVersion: null }, null)).toBe(true);
  });

  it('only after a second person agreed, where one is due', () => {
    expect(inForce({ needsApproval: true })).toBe(false);
    expect(inForce({ needsApproval: true, approvedBy: 'ada' })).toBe(false);
    expect(inForce({ needsApproval: true, approvedBy: 'ben' })).toBe(true);
  });
});

it('names the override that lasts longest, and says who and why', () => {
  const blocked = reason('check_failed', 'block', 'delay: 3 rows are invalid', { check: 'a' });
  const longer = sampleOverride({ id: 'longer', until: '2001-01-20T00:00:00.000Z' });
  const [lifted] = liftReasons([blocked], [sampleOverride(), longer]);
  expect(lifted).toMatchObject({ effect: 'warn', overriddenBy: 'longer' });
  expect(lifted?.message).toBe(
    'delay: 3 rows are invalid (lifted until 2001-01-20T00:00:00.000Z by ada: the carrier confirmed the figures)',
  );
});

it.each(['breaker_isolated', 'upstream_open', 'data_moved', 'nothing_checked'])('never lifts %s', (code) => {
  const blocked = reason(code, 'block', 'no check is named');
  expect(liftReasons([blocked], [sampleOverride()])).toEqual([blocked]);
});
