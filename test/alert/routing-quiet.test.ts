import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { QuietHours } from '../../src/model/alert-settings.js';
import { heldUntil } from '../../src/alert/routing/quiet.js';

const quiet = (part: Partial<QuietHours>): QuietHours => ({
  hours: null,
  days: [],
  timezone: 'UTC',
  except: [],
  ...part,
});
const night = { from: '22:00', to: '07:00' };

describe('quiet hours', () => {
  it.each([
    ['before they begin', '2026-01-05T21:59:59.999Z', '2026-01-05T21:59:59.999Z'],
    ['when they begin', '2026-01-05T22:00:00.000Z', '2026-01-06T07:00:00.000Z'],
    ['after midnight', '2026-01-06T03:00:00.000Z', '2026-01-06T07:00:00.000Z'],
    ['when they end', '2026-01-06T07:00:00.000Z', '2026-01-06T07:00:00.000Z'],
  ])('over midnight, %s', (_name, at, until) => {
    expect(heldUntil(quiet({ hours: night }), 'error', at)).toBe(until);
  });

  it.each([
    ['inside', '2026-01-05T12:30:00.000Z', '2026-01-05T13:00:00.000Z'],
    ['outside', '2026-01-05T02:30:00.000Z', '2026-01-05T02:30:00.000Z'],
  ])('within a day, %s', (_name, at, until) => {
    expect(heldUntil(quiet({ hours: { from: '12:00', to: '13:00' } }), 'error', at)).toBe(until);
  });

  it('join with quiet days: from Friday night to Monday morning', () => {
    const weekend = quiet({ hours: night, days: ['sat', 'sun'], timezone: 'Europe/Rome' });
    // Friday, 9 January 2026, 23:00 in Rome; Monday, 07:00 in Rome.
    expect(heldUntil(weekend, 'error', '2026-01-09T22:00:00.000Z')).toBe('2026-01-12T06:00:00.000Z');
    expect(heldUntil(weekend, 'error', '2026-01-10T12:00:00.000Z')).toBe('2026-01-12T06:00:00.000Z');
    expect(heldUntil(weekend, 'error', '2026-01-12T06:00:00.000Z')).toBe('2026-01-12T06:00:00.000Z');
  });

  it('end by the wall clock on the days when clocks are moved', () => {
    const rome = quiet({ hours: night, timezone: 'Europe/Rome' });
    // 28 March 2026, 23:00 CET; the night is an hour shorter: 07:00 CEST is 05:00 UTC.
    expect(heldUntil(rome, 'error', '2026-03-28T22:00:00.000Z')).toBe('2026-03-29T05:00:00.000Z');
    // 24 October 2026, 23:00 CEST; the night is an hour longer: 07:00 CET is 06:00 UTC.
    expect(heldUntil(rome, 'error', '2026-10-24T21:00:00.000Z')).toBe('2026-10-25T06:00:00.000Z');
    // Until half past two, which comes twice: the first one counts, and the second begins no new quiet time.
    const odd = quiet({ hours: { from: '01:00', to: '02:30' }, timezone: 'Europe/Rome' });
    expect(heldUntil(odd, 'error', '2026-10-24T23:30:00.000Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(heldUntil(odd, 'error', '2026-10-25T01:15:00.000Z')).toBe('2026-10-25T01:15:00.000Z');
    // Until half past two, which is left out: the clocks show half past three then.
    expect(heldUntil(odd, 'error', '2026-03-29T00:30:00.000Z')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('except severities, and do nothing where there are none', () => {
    const at = '2026-01-05T23:00:00.000Z';
    expect(heldUntil(quiet({ hours: night, except: ['critical'] }), 'critical', at)).toBe(at);
    expect(heldUntil(quiet({}), 'error', at)).toBe(at);
    expect(heldUntil(null, 'error', at)).toBe(at);
  });

  it('always end, at a moment that is not quiet, within a fortnight, and never earlier than asked', () => {
    const time = fc
      .record({ h: fc.integer({ min: 0, max: 23 }), m: fc.integer({ min: 0, max: 59 }) })
      .map(({ h, m }) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const anyQuiet = fc.record({
      hours: fc.option(fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to)),
      days: fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), {
        maxLength: 6,
      }),
      timezone: fc.constantFrom(
        'UTC',
        'Europe/Rome',
        'America/Santiago',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
      ),
      except: fc.constant([]),
    });
    const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyQuiet, moment, (hours, when) => {
        const at = when.toISOString();
        const until = heldUntil(hours, 'error', at);
        expect(heldUntil(hours, 'error', until)).toBe(until);
        const waited = Date.parse(until) - Date.parse(at);
        expect(waited).toBeGreaterThanOrEqual(0);
        expect(waited).toBeLessThanOrEqual(14 * 86_400_000);
        const local = DateTime.fromISO(until, { zone: hours.timezone });
        const day = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][local.weekday - 1];
        expect(hours.days.some((each) => each === day)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
