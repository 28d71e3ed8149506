/** Options of the kinds of time, history and drift that a schema can not refuse. */
import { describe, expect, it } from 'vitest';
import anomaly from '../../checks/anomaly/check.js';
import availableBy from '../../checks/availableBy/check.js';
import change from '../../checks/change/check.js';
import distribution from '../../checks/distribution/check.js';
import frequency from '../../checks/frequency/check.js';
import gaps from '../../checks/gaps/check.js';
import increasing from '../../checks/increasing/check.js';
import newValues from '../../checks/newValues/check.js';
import noOverlap from '../../checks/noOverlap/check.js';
import reconcile from '../../checks/reconcile/check.js';
import type { JsonObject } from '../../src/model/json.js';
import type { CheckKind } from '../../src/model/kit.js';
import type { LogicalType } from '../../src/model/type.js';

const shares = (declared: JsonObject): JsonObject => ({ method: 'psi', baseline: { declared } });

const FAULTY: readonly (readonly [CheckKind, JsonObject, string, (LogicalType | null)?, (string | null)?])[] =
  [
    [anomaly, { of: 'rowCounts' }, '/of'],
    [anomaly, { of: 'mean' }, '/of', null, null],
    [change, { of: { metric: 'duplicateValues' } }, '/of', null, null],
    [availableBy, { time: '06:00', timezone: 'Europe/Roma' }, '/timezone'],
    [frequency, {}, '/seconds'],
    [gaps, { column: 'x', every: 'daily' }, '/every'],
    [gaps, { column: 'x', every: 'PT0S' }, '/every'],
    [increasing, { column: 'x', orderBy: 'x' }, '/orderBy'],
    [noOverlap, { key: 'k', from: 'a', to: 'a' }, '/to'],
    [newValues, { baseline: { window: 'a fortnight' } }, '/baseline/window'],
    [reconcile, { with: 'o', of: 'summ' }, '/of'],
    [reconcile, { with: 'o', of: 'sum' }, '/of', null, null],
    [reconcile, { with: 'o', of: 'keys' }, '/keys'],
    [distribution, { method: 'psi', baseline: { runs: 3 } }, '/method', 'timestamp'],
    [distribution, { method: 'ks', baseline: { runs: 3 } }, '/method', 'string'],
    [distribution, { method: 'psi', limitOn: 'pValue', baseline: { runs: 3 } }, '/limitOn'],
    [distribution, shares({ values: ['a', 'b'], shares: [1] }), '/baseline/declared/shares', 'string'],
    [distribution, shares({ values: ['a', 'b'], shares: [0.5, 0.4] }), '/baseline/declared/shares', 'string'],
    [distribution, shares({ bins: [0, 2, 1], shares: [0.5, 0.5] }), '/baseline/declared/bins'],
    [
      distribution,
      { method: 'wasserstein', baseline: { declared: { bins: [0, 1], shares: [0.5], other: 0.5 } } },
      '/baseline/declared/other',
    ],
  ];

describe('faults', () => {
  it.each(
    FAULTY.map(
      ([kind, args, option, type, column]) => [kind.kind, args, option, kind, type, column] as const,
    ),
  )('%s %j at %s', (_name, args, option, kind, columnType = 'number', column = 'x') => {
    const faults = kind.faults?.(args, { column, columnType }) ?? [];
    expect(faults.map((fault) => fault.option)).toEqual([option]);
    expect(faults[0]?.message).toMatch(/[.?]$/);
  });

  it('says what was probably meant', () => {
    const [fault] = anomaly.faults?.({ of: 'rowcont' }, { column: null, columnType: null }) ?? [];
    expect(fault?.hint).toBe('Did you mean `rowCount`?');
  });

  it('lets a metric of the dataset stand on a column, and duplicates of a dataset name their columns', () => {
    const dataset = { column: null, columnType: null };
    expect(anomaly.faults?.({ of: 'rowCount' }, { column: 'x', columnType: null })).toEqual([]);
    expect(
      change.faults?.({ of: { metric: 'duplicateValues', arguments: { columns: ['a'] } } }, dataset),
    ).toEqual([]);
  });
});

describe('a run of one batch', () => {
  const check = {
    kind: '',
    id: 'g.t/at/x',
    dataset: 'g.t',
    column: 'at',
    steps: [{ field: 'at' }],
    columnType: 'timestamp',
    limit: { op: '<=', value: 86_400 },
    unit: 'seconds',
    severity: 'fail',
    severityLabel: null,
    dimension: 'timeliness',
    name: null,
    description: null,
    tags: [],
    clause: { file: '', line: 1, column: 1, path: '' },
  } as const;
  const context = { asOf: '2001-01-16T00:00:00.000Z', batch: { day: '2001-01-15' }, history: [] };

  it('looks at the whole dataset for its frequency', () => {
    const measures = frequency.needs({ ...check, args: { seconds: 86_400 } }, context);
    expect(new Set(measures.map((measure) => JSON.stringify(measure.scope)))).toEqual(
      new Set(['{"batch":null}']),
    );
  });

  it('is reconciled with the same batch, or with everything', () => {
    const scopes = (args: JsonObject) =>
      reconcile.needs({ ...check, args }, context).map((measure) => measure.scope);
    expect(scopes({ with: 'o', of: 'rowCount' })).toEqual([
      undefined,
      { dataset: 'o', batch: { day: '2001-01-15' } },
    ]);
    expect(scopes({ with: 'o', of: 'rowCount', batch: 'all' })).toEqual([
      undefined,
      { dataset: 'o', batch: null },
    ]);
  });
});
