/** Scalar metrics as other kinds use them. */
import { describe, expect, test } from 'vitest';
import { METRIC_NAMES, metricTakes, scalarMetric } from '../../src/model/metric.js';
import { columnPath } from '../../src/model/expr.js';

const column = columnPath('x');

describe('scalarMetric', () => {
  test('a name that is none, or a metric of a column without one', () => {
    expect(scalarMetric('average', { column })).toBeNull();
    expect(scalarMetric('mean', { column: null })).toBeNull();
    expect(scalarMetric('duplicateValues', { column: null })).toBeNull();
  });

  test('every metric but rowCount stands on a column; duplicates also on the columns of a dataset', () => {
    for (const name of METRIC_NAMES) {
      expect([name, metricTakes(name, 'column')]).toEqual([name, name !== 'rowCount']);
      expect([name, metricTakes(name, 'dataset')]).toEqual([name, name === 'rowCount']);
    }
    expect(metricTakes('duplicateValues', 'dataset', { columns: ['a'] })).toBe(true);
  });

  test('another scope is in every measure', () => {
    const metric = scalarMetric('nullValues', { column, scope: { dataset: 'other' } });
    expect(metric?.measures.map(({ scope }) => scope)).toEqual([{ dataset: 'other' }, { dataset: 'other' }]);
  });

  test('values, percentages and what stands behind them', () => {
    const nulls = scalarMetric('nullValues', { column, unit: 'percent' });
    expect(nulls?.find([1, 8])).toEqual({ value: 12.5, rows: { bad: 1, total: 8 } });
    expect(nulls?.value([0, 0])).toBe(0);
    expect(scalarMetric('mean', { column })?.value([null])).toBeNull();
    const duplicates = scalarMetric('duplicateValues', { column });
    const keys = { rows: '9007199254740995', keys: '9007199254740993', repeated: 2 };
    expect(duplicates?.value([keys])).toBe(2);
    expect(scalarMetric('distinctRatio', { column })?.value([{ rows: 4, keys: 1, repeated: 1 }])).toBe(0.25);
    expect(scalarMetric('distinctCount', { column })?.value([{ rows: 0, keys: 0, repeated: 0 }])).toBeNull();
  });

  test('a reading of another shape is a broken promise', () => {
    expect(() => scalarMetric('rowCount', { column: null })?.value(['many'])).toThrow('should be a count');
    expect(() => scalarMetric('distinctCount', { column })?.value([3])).toThrow('should be rows, keys');
  });
});
