/** Under which quality dimension each check of the real catalogue is shown. */
import { describe, expect, test } from 'vitest';
import { loadPacks } from '../../src/app/load-packs.js';
import { QUALITY_DIMENSIONS, qualityDimension } from '../../src/model/quality-dimension.js';

const { catalogue } = await loadPacks(import.meta.dirname, []);

/** What a reader expects to find where; `sql` and `failedRows` go by what the contract says of them. */
const EXPECTED = {
  schema: ['columnOrder', 'columnPresent', 'columnType', 'noExtraColumns'],
  completeness: ['gaps', 'missingValues', 'nullValues'],
  validity: [
    ...[
      'distinctValues',
      'failedRows',
      'increasing',
      'invalidValues',
      'max',
      'maxLength',
      'min',
      'minLength',
    ],
    ...['noOverlap', 'sql'],
  ],
  uniqueness: ['distinctCount', 'distinctRatio', 'duplicateValues', 'oneCurrent'],
  distribution: [
    ...[
      'anomaly',
      'change',
      'correlation',
      'distribution',
      'mean',
      'meanLength',
      'median',
      'mostCommonValue',
    ],
    ...['newValues', 'quantile', 'skewness', 'stddev', 'sum', 'variance'],
  ],
  freshness: ['availableBy', 'frequency', 'freshness', 'retention'],
  references: ['compare', 'foreignKey', 'reconcile'],
  volume: ['rowCount'],
};

describe('quality dimension', () => {
  test('every kind of the catalogue stands where a reader looks for it', () => {
    const found = Object.fromEntries(
      QUALITY_DIMENSIONS.map((dimension) => [
        dimension,
        [...catalogue.values()]
          .filter(({ check }) => qualityDimension(check.kind, check.dimension) === dimension)
          .map(({ check }) => check.kind)
          .sort(),
      ]),
    );
    expect(found).toEqual(EXPECTED);
  });

  test('what a kind is about does not depend on the dimension that a rule names', () => {
    expect(qualityDimension('nullValues', 'accuracy')).toBe('completeness');
    expect(qualityDimension('rowCount', 'completeness')).toBe('volume');
  });

  test('a query and the kinds of others go by the dimension of the contract', () => {
    const by = (dimension: string) => [
      qualityDimension('sql', dimension),
      qualityDimension('ibanChecksum', dimension),
    ];
    expect(by('accuracy')).toEqual(['validity', 'validity']);
    expect(by('completeness')).toEqual(['completeness', 'completeness']);
    expect(by('conformity')).toEqual(['validity', 'validity']);
    expect(by('consistency')).toEqual(['references', 'references']);
    expect(by('coverage')).toEqual(['volume', 'volume']);
    expect(by('timeliness')).toEqual(['freshness', 'freshness']);
    expect(by('Uniqueness')).toEqual(['uniqueness', 'uniqueness']);
    expect(by('beauty')).toEqual(['validity', 'validity']);
    expect(qualityDimension('constructor', '__proto__')).toBe('validity');
  });

  test('what watches a metric over time is about what that metric counts', () => {
    const watching = (of: string | { metric: string }) => qualityDimension('anomaly', 'consistency', { of });
    expect(watching('rowCount')).toBe('volume');
    expect(watching({ metric: 'nullValues' })).toBe('completeness');
    expect(watching('duplicateValues')).toBe('uniqueness');
    expect(watching('mean')).toBe('distribution');
    expect(watching('max')).toBe('distribution');
    expect(qualityDimension('change', 'consistency', { of: 'rowCount' })).toBe('volume');
    expect(qualityDimension('change', 'consistency', {})).toBe('distribution');
  });
});
