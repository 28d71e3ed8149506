import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  before,
  durationText,
  MONTH_MS,
  parseDuration,
  parseInstant,
  parseMoment,
  parseUnit,
  toInstant,
} from '../../src/model/time.js';
import { addDays, clockTime, dayOf, isTimeZone, wallClock } from '../../src/model/time-zone.js';

const HOUR = 3_600_000;

describe('durations', () => {
  it.each([
    ['PT10M', 600_000],
    ['P1DT12H', 36 * HOUR],
    ['PT0.5H', 1_800_000],
    ['PT1,5S', 1500],
    ['P2W', 14 * 24 * HOUR],
    ['10m', 600_000],
    ['24 h', 24 * HOUR],
    ['2 days', 48 * HOUR],
    ['1h 30m', 5_400_000],
    ['60s', 60_000],
    ['500ms', 500],
    ['P0D', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ms, months: 0 });
  });

  it.each([
    ['P1Y', 12],
    ['P3M', 3],
    ['2 months', 2],
    ['1 quarter', 3],
  ])('%s is %d calendar months', (text, months) => {
    expect(parseDuration(text)).toEqual({ ms: months * MONTH_MS, months });
  });

  it.each(['', 'P', 'PT', 'P1DT', '10', '-P1D', '10 parsecs', 'P1.5M', '1e3s', 'P1H', 'm', '10M', '5 h!'])(
    '%j is no duration',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it('knows a unit by all its names, and refuses the ambiguous M', () => {
    expect(parseUnit('D')).toEqual(parseUnit('days'));
    expect(parseUnit('m')).toEqual({ ms: 60_000, months: 0 });
    expect(parseUnit('M')).toBeNull();
    expect(parseUnit('rows')).toBeNull();
  });

  it('reads whatever whole hours it is given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => {
        expect(parseDuration(`PT${String(n)}H`)?.ms).toBe(n * HOUR);
        expect(parseDuration(`${String(n)} hours`)?.ms).toBe(n * HOUR);
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => (parseDuration(text)?.ms ?? 0) >= 0));
  });

  it('goes back by the calendar, to the last of a shorter month', () => {
    const march = Date.UTC(2001, 2, 31, 10);
    expect(toInstant(before(march, { ms: MONTH_MS, months: 1 }))).toBe('2001-02-28T10:00:00.000Z');
    expect(toInstant(before(march, { ms: 12 * MONTH_MS + HOUR, months: 12 }))).toBe(
      '2000-03-31T09:00:00.000Z',
    );
  });

  it('writes a length in the unit that a person would take', () => {
    expect([45_000, 600_000, 26 * HOUR, 84 * HOUR].map(durationText)).toEqual([
      '45 s',
      '10 min',
      '26 h',
      '3.5 days',
    ]);
  });
});

describe('instants', () => {
  it.each([
    ['2001-01-15', '2001-01-15T00:00:00.000Z'],
    ['2001-01-15T10:00', '2001-01-15T10:00:00.000Z'],
    ['2001-01-15 10:00:00.123456', '2001-01-15T10:00:00.123Z'],
    ['2001-01-15 10:00:00+02', '2001-01-15T08:00:00.000Z'],
    ['2001-01-15T10:00:00-0130', '2001-01-15T11:30:00.000Z'],
    ['2001-01-15t10:00:00z', '2001-01-15T10:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    const ms = parseInstant(text);
    expect(ms === null ? null : toInstant(ms)).toBe(instant);
  });

  it.each(['', '2001', '2001-02-30', '2001-13-01', '2001-01-15T25:00', 'today', 'Infinity', '2001-01-15T10'])(
    '%j is no instant',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );

  it.each([
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['0000-12-31', null],
    ['0001-01-01T00:00+01', null],
    ['9999-12-31T23:59:59-01', null],
    ['today', null],
  ])('%s as a moment of a record is %s', (text, moment) => {
    expect(parseMoment(text)).toBe(moment);
  });
});

describe('zones', () => {
  it('tells the day of a zone', () => {
    expect(dayOf(Date.UTC(2001, 0, 15, 23, 30), 'Europe/Rome')).toBe('2001-01-16');
    expect(dayOf(Date.UTC(2001, 0, 15, 2), 'America/New_York')).toBe('2001-01-14');
    expect(addDays('2001-03-01', -1)).toBe('2001-02-28');
  });

  it('finds an hour on the clocks of a zone, also where they jump', () => {
    expect(toInstant(clockTime('2001-07-01', '06:00', 'Europe/Rome'))).toBe('2001-07-01T04:00:00.000Z');
    expect(toInstant(clockTime('2001-03-25', '02:30', 'Europe/Rome'))).toBe('2001-03-25T01:30:00.000Z');
    for (const today of ['2001-01-15', '2001-07-15']) {
      vi.useFakeTimers({ now: Date.parse(today), toFake: ['Date'] });
      expect(toInstant(clockTime('2001-10-28', '02:30', 'Europe/Rome'))).toBe('2001-10-28T00:30:00.000Z');
      vi.useRealTimers();
    }
    expect(wallClock(Date.UTC(2001, 6, 1, 4), 'Europe/Rome')).toBe('2001-07-01T06:00:00.000');
  });

  it('knows which zones there are', () => {
    expect(['Europe/Rome', 'UTC'].every(isTimeZone)).toBe(true);
    expect(isTimeZone('Europe/Roma')).toBe(false);
  });
});
