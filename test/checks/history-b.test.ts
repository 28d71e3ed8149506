/** Kinds with a memory, over many runs: what one run leaves in its details is what the next one is judged by. */
import { describe, expect, it } from 'vitest';
import anomaly from '../../checks/anomaly/check.js';
import distribution from '../../checks/distribution/check.js';
import newValues from '../../checks/newValues/check.js';
import type { Check } from '../../src/model/check.js';
import type { HistoryPoint } from '../../src/model/history.js';
import type { JsonObject } from '../../src/model/json.js';
import type { CheckKind } from '../../src/model/kit.js';
import { measureId } from '../../src/model/measure.js';
import type { Reading, ReadingValue } from '../../src/model/reading.js';
import type { CheckResult } from '../../src/model/verdict.js';
import { judgeCheck } from '../../src/verdict/judge-check.js';
import { seededRandom } from '../support/random.js';

const DAY = 86_400_000;

function checkOf(kind: CheckKind, args: JsonObject, more: Partial<Check> = {}): Check {
  return {
    kind: kind.kind,
    id: `gold.t/x/${kind.kind}`,
    dataset: 'gold.t',
    column: 'x',
    steps: [{ field: 'x' }],
    columnType: 'number',
    args,
    limit: { op: '=', value: 0 },
    unit: 'value',
    severity: 'fail',
    severityLabel: null,
    dimension: kind.dimension,
    name: null,
    description: null,
    tags: [],
    clause: { file: 'c.yaml', line: 1, column: 1, path: '' },
    ...more,
  };
}

/** Runs a kind day after day; every run sees those before it, as a store would give them. */
function series(
  kind: CheckKind,
  check: Check,
  days: number,
  read: (day: number, measures: ReturnType<CheckKind['needs']>) => readonly ReadingValue[],
): readonly CheckResult[] {
  const history: HistoryPoint[] = [];
  return Array.from({ length: days }, (_, day) => {
    const asOf = new Date(Date.UTC(2001, 0, 1) + day * DAY).toISOString();
    const context = { asOf, batch: null, history: [...history] };
    const measures = kind.needs(check, context);
    const values = read(day, measures);
    const readings = new Map<string, Reading>(
      measures.map((measure, index) => {
        const id = measureId(measure);
        return [id, { measure: id, ok: true, value: values[index] ?? null }];
      }),
    );
    const result = judgeCheck({ check, kind, measures, context }, readings);
    const { observed, verdict, reason } = result;
    // A store gives back what JSON keeps.
    const details = JSON.parse(JSON.stringify(result.details)) as JsonObject;
    history.unshift({
      runId: String(day),
      asOf,
      observed,
      details,
      verdict,
      reason,
      accepted: verdict !== 'fail',
    });
    return result;
  });
}

const frequencies = (values: readonly string[]): ReadingValue => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    segments: [
      {
        segment: null,
        values: [...counts].map(([value, count]) => ({ value, count })),
        nulls: 0,
        total: values.length,
        distinct: counts.size,
      },
    ],
  };
};

/** A column as an engine would measure it: quantile edges of its own, or the edges that it is given. */
function numbers(
  values: readonly number[],
  measures: ReturnType<CheckKind['needs']>,
): readonly ReadingValue[] {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const stddev = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return measures.map((measure): ReadingValue => {
    if (measure.measure === 'frequencies') {
      const all = [...new Set(values)];
      return {
        segments: [
          {
            segment: null,
            values: all
              .slice(0, measure.limit)
              .map((value) => ({ value, count: values.filter((each) => each === value).length })),
            nulls: 0,
            total: values.length,
            distinct: all.length,
          },
        ],
      };
    }
    if (measure.measure !== 'histogram') throw new Error('what else?');
    const many = 'quantiles' in measure.edges ? measure.edges.quantiles : 0;
    const edges =
      'given' in measure.edges
        ? measure.edges.given.map(Number)
        : Array.from(
            { length: many + 1 },
            (_, i) => sorted[Math.round((i / many) * (sorted.length - 1))] ?? 0,
          );
    const counts = Array.from({ length: edges.length + 1 }, () => 0);
    for (const value of values) {
      const above = edges.findIndex((edge, index) =>
        index === edges.length - 1 ? value <= edge : value < edge,
      );
      const bin = above === -1 ? edges.length : above;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return { edges, segments: [{ segment: null, counts, nulls: 0, mean, stddev }] };
  });
}

describe('distribution, day after day', () => {
  const check = checkOf(
    distribution,
    { method: 'psi', baseline: { runs: 14 } },
    { limit: { op: '<', value: 0.2 }, classification: null },
  );
  const normal = (shiftFrom: number, seed: number) => {
    const random = seededRandom(seed);
    return series(distribution, check, 30, (day, measures) =>
      numbers(
        Array.from({ length: 400 }, () => random.normal() + (day >= shiftFrom ? 1 : 0)),
        measures,
      ),
    );
  };

  it('waits for three runs, freezes the edges of the first, and passes without drift', () => {
    const results = normal(99, 1);
    expect(results.slice(0, 3).map(({ reason }) => reason)).toEqual(Array(3).fill('insufficient_history'));
    expect(results.slice(3).map(({ verdict }) => verdict)).toEqual(Array(27).fill('pass'));
    expect(new Set(results.map(({ details }) => JSON.stringify(details['edges']))).size).toBe(1);
    expect(results.at(-1)?.details['baselineRows']).toBe(14 * 400);
  });

  it('fails from the day of a shift on, for failing days never become the baseline', () => {
    const results = normal(20, 2);
    expect(results.slice(3, 20).map(({ verdict }) => verdict)).toEqual(Array(17).fill('pass'));
    expect(results.slice(20).map(({ verdict }) => verdict)).toEqual(Array(10).fill('fail'));
  });

  it.each(['ks', 'jensenShannon', 'wasserstein', 'totalVariation'])(
    '%s sees a shift and no ghost',
    (method) => {
      const random = seededRandom(3);
      const limit = { op: '<', value: 0.25 } as const;
      const results = series(
        distribution,
        checkOf(distribution, { method, baseline: { window: '30 days' } }, { limit, classification: null }),
        12,
        (day, measures) =>
          numbers(
            Array.from({ length: 1500 }, () => random.normal() + (day === 11 ? 1 : 0)),
            measures,
          ),
      );
      expect(results.slice(3, 11).map(({ verdict }) => verdict)).toEqual(Array(8).fill('pass'));
      expect(results.at(-1)?.verdict).toBe('fail');
    },
  );

  it('gives p-values that are small one time in a hundred without drift', () => {
    const random = seededRandom(4);
    const args = {
      method: 'chiSquare',
      limitOn: 'pValue',
      baseline: { declared: { bins: [0, 0.25, 0.5, 0.75, 1], shares: [0.25, 0.25, 0.25, 0.25] } },
    };
    const results = series(
      distribution,
      checkOf(distribution, args, { limit: { op: '>=', value: 0.01 } }),
      2000,
      (_, measures) =>
        numbers(
          Array.from({ length: 60 }, () => random.uniform()),
          measures,
        ),
    );
    const trips = results.filter(({ verdict }) => verdict === 'fail').length;
    expect(trips).toBeGreaterThan(4);
    expect(trips).toBeLessThanOrEqual(30);
  });

  it('keeps no value of a column that is not public', () => {
    const secret = checkOf(
      distribution,
      { method: 'psi', baseline: { runs: 3 } },
      { columnType: 'string', limit: { op: '<', value: 0.2 }, classification: 'confidential' },
    );
    const results = series(distribution, secret, 6, () => [
      frequencies(Array.from({ length: 300 }, (_, i) => `name-${String(i % 3)}`)),
    ]);
    expect(results.at(-1)?.verdict).toBe('pass');
    expect(JSON.stringify(results)).not.toContain('name-');
  });
});

describe('newValues, day after day', () => {
  it.each([
    ['public', true],
    ['personal', false],
  ])('a value of a %s column is new once it comes; kept readable: %s', (classification, readable) => {
    const check = checkOf(newValues, { baseline: { runs: 14 } }, { columnType: 'string', classification });
    const results = series(newValues, check, 6, (day) => [
      frequencies(day === 5 ? ['AA', 'BB', 'ZZ'] : ['AA', 'BB']),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'pass',
      'pass',
      'fail',
    ]);
    expect(results.at(-1)?.observed).toBe(1);
    expect(JSON.stringify(results).includes('AA')).toBe(readable);
    expect(JSON.stringify(results).includes('ZZ')).toBe(readable);
  });
});

describe('anomaly, day after day', () => {
  const volume = { column: null, steps: null, columnType: null } as const;

  it('does not learn from the day that it reports', () => {
    const random = seededRandom(8);
    const results = series(anomaly, checkOf(anomaly, { of: 'rowCount' }, volume), 30, (day) => [
      Math.round(1000 * (1 + 0.05 * random.normal()) * (day >= 20 ? 0.5 : 1)),
    ]);
    expect(results.slice(0, 7).every(({ reason }) => reason === 'insufficient_history')).toBe(true);
    expect(results.slice(7, 20).every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(results.slice(20).every(({ verdict }) => verdict === 'fail')).toBe(true);
  });

  it('knows a quiet Sunday, and a Monday that is as quiet', () => {
    const random = seededRandom(9);
    const week = [100, 104, 98, 102, 110, 55, 20];
    const check = checkOf(anomaly, { of: 'rowCount', method: 'seasonal' }, volume);
    const results = series(anomaly, check, 43, (day) => [
      Math.round(100 * (day === 42 ? 20 : (week[day % 7] ?? 0)) * Math.exp(0.05 * random.normal())),
    ]);
    expect(results.slice(21, 42).every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(results.at(-1)?.verdict).toBe('fail');
  });
});
