/** When a run is overdue: by the clock of a schedule, or by the dataset's own rhythm. */
import { describe, expect, test } from 'vitest';
import { usualGapMs } from '../../src/gate/rhythm.js';
import { overdue } from '../../src/service/overdue.js';

const daily = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08'].map((day) => ({
  asOf: `${day}T06:00:00.000Z`,
  finishedAt: `${day}T06:00:00.000Z`,
}));
const usualMs = usualGapMs(daily);
const last = { at: '2026-01-08T06:00:00.000Z', usualMs };

describe('a run is overdue', () => {
  test('by the schedule, from the moment that was missed, after an hour of grace', () => {
    const schedule = [{ dataset: 'a', cron: '0 6 * * *' }];
    expect(overdue(last, schedule, new Date('2026-01-09T06:59Z'))).toBeNull();
    expect(overdue(last, schedule, new Date('2026-01-09T07:01Z'))).toEqual({
      since: '2026-01-09T06:00:00.000Z',
      by: 'schedule',
    });
    expect(overdue(last, schedule, new Date('2026-01-12T07:01Z'))?.since).toBe('2026-01-09T06:00:00.000Z');
  });

  test('by the schedule in its time zone, and with less grace where it comes often', () => {
    const berlin = [{ dataset: 'a', cron: '0 6 * * *', timezone: 'Europe/Berlin' }];
    expect(overdue(last, berlin, new Date('2026-01-09T06:30Z'))?.since).toBe('2026-01-09T05:00:00.000Z');
    const often = [{ dataset: 'a', cron: '*/10 * * * *' }];
    expect(overdue(last, often, new Date('2026-01-08T06:14Z'))).toBeNull();
    expect(overdue(last, often, new Date('2026-01-08T06:16Z'))?.since).toBe('2026-01-08T06:10:00.000Z');
  });

  test('by a schedule alone where there is one: working days have no weekend', () => {
    const weekdays = [{ dataset: 'a', cron: '0 6 * * 1-5' }];
    const friday = { at: '2026-01-09T06:00:00.000Z', usualMs };
    expect(overdue(friday, weekdays, new Date('2026-01-12T05:00Z'))).toBeNull();
    expect(overdue(friday, weekdays, new Date('2026-01-12T08:00Z'))?.by).toBe('schedule');
  });

  test('by its own rhythm where there is none, or one that only watches for new data', () => {
    for (const schedules of [[], [{ dataset: 'a', watch: '5m' }]]) {
      expect(overdue(last, schedules, new Date('2026-01-10T05:00Z'))).toBeNull();
      expect(overdue(last, schedules, new Date('2026-01-10T07:00Z'))).toEqual({
        since: '2026-01-10T06:00:00.000Z',
        by: 'rhythm',
      });
    }
  });

  test('never where nobody can tell', () => {
    expect(overdue({ at: last.at, usualMs: null }, [], new Date('2030-01-01'))).toBeNull();
  });
});
