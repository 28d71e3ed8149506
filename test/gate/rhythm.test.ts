/** What is usual, told from the last runs: by hand, so that a reader can count the days. */
import { describe, expect, test } from 'vitest';
import { usualGapMs, type RunMoments } from '../../src/gate/rhythm.js';

const HOUR = 3_600_000;
const at = (hours: number): string => new Date(Date.UTC(2026, 0, 5) + hours * HOUR).toISOString();
/** Runs that are judged when they are made. */
const live = (...hours: readonly number[]): readonly RunMoments[] =>
  hours.map((each) => ({ asOf: at(each), finishedAt: at(each) }));
const usualHours = (runs: readonly RunMoments[]): number | null => {
  const ms = usualGapMs(runs);
  return ms === null ? null : ms / HOUR;
};

describe('the usual gap', () => {
  test('a daily run may be missed once', () => {
    expect(usualHours(live(0, 24, 48, 72, 96))).toBe(48);
  });

  test('too few runs tell nothing, and nothing tells nothing', () => {
    expect(usualHours(live(0, 24, 48))).toBeNull();
    expect(usualHours(live(0, 0, 0, 0, 0))).toBeNull();
    expect(usualHours([])).toBeNull();
  });

  test('the pause of a weekend is usual', () => {
    // Monday to Friday, twice, and Monday: pauses of 72 hours.
    const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14];
    expect(usualHours(live(...days.map((day) => day * 24)))).toBe(90);
  });

  test('one outage is not', () => {
    expect(usualHours(live(0, 24, 48, 72, 500, 524, 548))).toBe(48);
  });

  test('several batches an evening do not make a night too long', () => {
    expect(usualHours(live(0, 0.1, 0.2, 24, 24.1, 24.2, 48, 48.1, 48.2))).toBeCloseTo(23.8 * 1.25);
  });

  test('tries by hand have no rhythm', () => {
    expect(usualHours(live(0, 0.01, 0.03, 0.04, 0.1))).toBe(6);
  });

  test('a replay of history goes by the days that it is about, a fixed as-of by the days of its runs', () => {
    const replay = [0, 24, 48, 72, 96].map((hours, i) => ({
      asOf: at(hours),
      finishedAt: at(5000 + i / 100),
    }));
    expect(usualHours(replay)).toBe(48);
    const fixed = [0, 24, 48, 72, 96].map((hours) => ({ asOf: at(0), finishedAt: at(hours) }));
    expect(usualHours(fixed)).toBe(48);
  });
});
