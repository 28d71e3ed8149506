import { describe, expect, it } from 'vitest';
import type { Contract, Dataset, Rule } from '../../src/model/contract.js';
import type { Fault } from '../../src/model/fault.js';
import { compileProject } from '../../src/suite/compile.js';
import { makeCatalogue } from './make-catalogue.js';
import { assayRule, contract, dataset, place, property, rule, sla } from './make-contract.js';

function faultsOf(contracts: readonly Contract[], catalogue = makeCatalogue()): readonly Fault[] {
  return compileProject(contracts, catalogue, { layers: ['gold'] }).faults;
}

const ofDataset = (keys: Partial<Dataset>): readonly Fault[] => faultsOf([contract([dataset(keys)])]);

/** Faults of rules on a column `amount` beside `order_id` and `at`. */
const ofColumn = (...rules: readonly Rule[]): readonly Fault[] =>
  ofDataset({ properties: [property('amount', { rules }), property('order_id'), property('at')] });

const nulls = (operators: Rule['operators'], keys: Partial<Rule> = {}): Rule =>
  rule({ metric: 'nullValues', operators, ...keys });

describe('a rule is refused', () => {
  it.each<[string, Rule, string, string | null]>([
    ['without an operator', nulls({}), 'missing-operator', 'mustBe'],
    ['with two operators', nulls({ mustBe: 0, mustBeLessThan: 5 }), 'two-operators', null],
    ['with a text for a number', nulls({ mustBe: 'none' }), 'wrong-operand', null],
    ['with a truth for a number', nulls({ mustBe: false }), 'wrong-operand', null],
    ['with bounds the wrong way round', nulls({ mustBeBetween: [5, 1] }), 'empty-range', 'smallest'],
    ['with equal bounds', nulls({ mustBeBetween: [5, 5] }), 'equal-bounds', 'mustBe: 5'],
    ['with one bound', nulls({ mustBeBetween: [5] }), 'wrong-operand', null],
    ['with a count below zero', nulls({ mustBe: -1 }), 'impossible-limit', 'whole number, 0 or more'],
    ['with half a row', nulls({ mustBe: 0.5 }), 'impossible-limit', 'whole number'],
    ['with a limit that always holds', nulls({ mustBeGreaterOrEqualTo: 0 }), 'idle-limit', null],
    ['with 101 percent', nulls({ mustBe: 101 }, { unit: 'percent' }), 'impossible-limit', 'from 0 to 100'],
    [
      'with at most 100 percent',
      nulls({ mustBeLessOrEqualTo: 100 }, { unit: 'percent' }),
      'idle-limit',
      null,
    ],
    ['with another unit', nulls({ mustBe: 0 }, { unit: 'furlongs' }), 'bad-unit', 'rows or percent'],
    ['with a misspelt unit', nulls({ mustBe: 0 }, { unit: 'percnt' }), 'bad-unit', 'Did you mean `percent`?'],
    ['with a misspelt severity', nulls({ mustBe: 0 }, { severity: 'warnig' }), 'unknown-severity', 'warning'],
    [
      'with an argument it does not take',
      nulls({ mustBe: 0 }, { arguments: { off: 'all' } }),
      'unknown-argument',
      '`of`',
    ],
    [
      'with a wrong argument',
      nulls({ mustBe: 0 }, { arguments: { of: 'presnt' } }),
      'wrong-argument',
      '`present`',
    ],
    [
      'of missing values that names none',
      rule({ metric: 'missingValues', operators: { mustBe: 0 } }),
      'missing-argument',
      null,
    ],
    [
      'of invalid values without arguments',
      rule({ metric: 'invalidValues', operators: { mustBe: 0 } }),
      'wrong-argument',
      null,
    ],
    [
      'of a misspelt metric',
      rule({ metric: 'nulValues', operators: { mustBe: 0 } }),
      'unknown-metric',
      '`nullValues`',
    ],
    [
      'of a library metric that is ours',
      rule({ metric: 'mean', operators: { mustBe: 0 } }),
      'unknown-metric',
      'engine: assay',
    ],
    ['with the deprecated key only', rule({ type: 'library' }), 'missing-metric', '`rule` is deprecated'],
    [
      'that counts the rows of a column',
      rule({ metric: 'rowCount', operators: { mustBe: 1 } }),
      'wrong-level',
      '`quality` of orders',
    ],
    [
      'of a column that lists columns',
      rule({ metric: 'duplicateValues', arguments: { properties: ['at'] }, operators: { mustBe: 0 } }),
      'wrong-level',
      null,
    ],
    [
      'of a misspelt engine',
      rule({ type: 'custom', engine: 'asay', implementation: {} }),
      'unknown-engine',
      'assay',
    ],
    [
      'of an engine in capitals',
      rule({ type: 'custom', engine: 'Assay', implementation: {} }),
      'unknown-engine',
      'assay',
    ],
    ['with an implementation in text', assayRule('metric: mean'), 'bad-implementation', 'mapping'],
    [
      'with a misspelt key inside',
      assayRule({ metric: 'mean', mustBeLesThan: 1 }),
      'unknown-key',
      '`mustBeLessThan`',
    ],
    [
      'with a severity inside',
      assayRule({ metric: 'mean', mustBe: 1, severity: 'warn' }),
      'unknown-key',
      'beside',
    ],
    ['of a metric that nobody has', assayRule({ metric: 'meen', mustBe: 1 }), 'unknown-metric', '`mean`'],
    [
      'of a column that is not there',
      assayRule({ metric: 'correlation', arguments: { with: 'ordr_id' }, mustBe: 1 }),
      'unknown-column',
      '`order_id`',
    ],
    [
      'of a correlation above one',
      assayRule({ metric: 'correlation', arguments: { with: 'at' }, mustBe: 2 }),
      'impossible-limit',
      'from -1 to 1',
    ],
    [
      'with operators twice',
      assayRule({ metric: 'mean', mustBe: 1 }, { operators: { mustBe: 1 } }),
      'two-operators',
      null,
    ],
    [
      'with two units',
      assayRule({ metric: 'nullValues', mustBe: 1, unit: 'rows' }, { unit: 'percent' }),
      'bad-unit',
      null,
    ],
    ['of SQL without a query', rule({ type: 'sql', operators: { mustBe: 0 } }), 'missing-query', null],
    [
      'with a misspelt placeholder',
      rule({ type: 'sql', query: 'select 1 from ${tabel}', operators: { mustBe: 1 } }),
      'unknown-placeholder',
      '`table`',
    ],
    [
      'of SQL with null for a limit',
      rule({ type: 'sql', query: 'select 1', operators: { mustBe: null } }),
      'wrong-operand',
      null,
    ],
    [
      'of dates that do not compare',
      assayRule({ metric: 'max', mustBeBetween: [1, '2024-01-01'] }),
      'wrong-operand',
      null,
    ],
    [
      'of dates the wrong way round',
      assayRule({ metric: 'max', mustBeBetween: ['2024-02-01', '2024-01-31'] }),
      'empty-range',
      null,
    ],
  ])('%s', (_name, bad, code, hint) => {
    const faults = ofColumn(bad);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults[0]).toMatchObject({ file: 'contracts/orders.odcs.yaml', line: bad.place.line });
    if (hint !== null) expect(faults[0]?.hint).toContain(hint);
  });

  it.each<[string, Rule, string]>([
    ['of a column', nulls({ mustBe: 0 }), 'wrong-level'],
    [
      'of duplicates without columns',
      rule({ metric: 'duplicateValues', operators: { mustBe: 0 } }),
      'missing-argument',
    ],
    [
      'in percent of row counts',
      rule({ metric: 'rowCount', operators: { mustBe: 5 }, unit: 'percent' }),
      'bad-unit',
    ],
    [
      'with a column that it has not',
      rule({ type: 'sql', query: 'select ${column}', operators: { mustBe: 1 } }),
      'unknown-placeholder',
    ],
    [
      'against an unknown dataset',
      assayRule({ metric: 'reconcile', arguments: { with: 'orders' } }),
      'unknown-dataset',
    ],
  ])('on a dataset: %s', (_name, bad, code) => {
    expect(ofDataset({ rules: [bad] }).map((fault) => fault.code)).toEqual([code]);
  });

  it('at the line of its key, where that is known', () => {
    const places = { '/implementation/mustBeBetween': { ...place('x'), line: 77, column: 9 } };
    const [bad] = ofColumn(assayRule({ metric: 'mean', mustBeBetween: [2, 1] }, { places }));
    expect(bad).toMatchObject({ line: 77, column: 9, path: '/quality/0/implementation/mustBeBetween' });
  });
});

it('all faults come at once, in the order of the file', () => {
  const faults = ofColumn(nulls({ mustBe: -1 }), nulls({}, { severity: 'infoo' }), nulls({ mustBe: 'x' }));
  expect(faults.map((fault) => fault.code)).toEqual([
    'impossible-limit',
    'missing-operator',
    'unknown-severity',
    'wrong-operand',
  ]);
});

it.each([
  ['date', 5],
  ['timestamp', 'tomorrow'],
  ['integer', '2024-01-01'],
  ['string', 5],
] as const)('a limit on values of a %s column can not be %j', (logicalType, mustBe) => {
  const bad = property('x', { logicalType, rules: [assayRule({ metric: 'max', mustBe })] });
  expect(ofDataset({ properties: [bad] }).map((fault) => fault.code)).toEqual(['wrong-operand']);
});

it('a key can not lie inside an array', () => {
  const sku = property('lines[].sku');
  const lines = property('lines', { items: property('lines[]', { properties: [sku] }) });
  const bad = rule({
    metric: 'duplicateValues',
    arguments: { properties: ['lines[].sku'] },
    operators: { mustBe: 0 },
  });
  expect(ofDataset({ properties: [lines], rules: [bad] }).map((fault) => fault.code)).toEqual([
    'array-column',
  ]);
});

describe('two rules on one measure', () => {
  const warn = { severity: 'warning' };

  it('may warn before they fail', () => {
    expect(ofColumn(nulls({ mustBeLessOrEqualTo: 5 }), nulls({ mustBeLessOrEqualTo: 1 }, warn))).toEqual([]);
    expect(ofColumn(nulls({ mustBeBetween: [1, 9] }), nulls({ mustBeBetween: [2, 10] }, warn))).toEqual([]);
  });

  it.each<[string, Rule['operators'], Rule['operators']]>([
    ['a wider limit', { mustBeLessOrEqualTo: 1 }, { mustBeLessOrEqualTo: 5 }],
    ['the same limit', { mustBeLessOrEqualTo: 1 }, { mustBeLessOrEqualTo: 1 }],
    ['the same limit in other words', { mustBeLessThan: 1 }, { mustBe: 0 }],
    ['a wider range', { mustBeBetween: [2, 8] }, { mustBeBetween: [1, 9] }],
  ])('can not warn with %s', (_name, fail, warning) => {
    const [bad, ...others] = ofColumn(nulls(fail), nulls(warning, warn));
    expect(others).toEqual([]);
    expect(bad?.code).toBe('idle-warning');
  });

  it('can not warn where `required` fails first, in whatever unit', () => {
    const rules = [nulls({ mustBeLessThan: 1 }, { ...warn, unit: 'percent' })];
    const faults = ofDataset({ properties: [property('amount', { required: true, rules })] });
    expect(faults.map((fault) => fault.code)).toEqual(['idle-warning']);
  });

  it('in different units are left alone', () => {
    const percent = nulls({ mustBeLessThan: 1 }, { ...warn, unit: 'percent' });
    expect(ofColumn(nulls({ mustBeLessThan: 100 }), percent)).toEqual([]);
  });

  it('can not ask for what no value is', () => {
    const faults = ofColumn(
      nulls({ mustBeGreaterThan: 5 }, { id: 'a' }),
      nulls({ mustBeLessThan: 6 }, { id: 'b' }),
    );
    expect(faults.map((fault) => fault.code)).toEqual(['contradiction']);
    const apart = ofColumn(
      nulls({ mustBeGreaterThan: 5 }, { id: 'a' }),
      nulls({ mustBeLessThan: 7 }, { id: 'b' }),
    );
    expect(apart).toEqual([]);
  });

  it('need ids where nothing but the limit tells them apart', () => {
    const faults = ofColumn(nulls({ mustBeLessThan: 5 }), nulls({ mustBeLessThan: 9 }));
    expect(faults.map((fault) => fault.code)).toEqual(['duplicate-check']);
    expect(faults[0]?.hint).toContain('`id`');
  });

  it('of which one repeats a clause are one check; of which one contradicts its limit are not', () => {
    const required = (mustBe: number): readonly Fault[] =>
      ofDataset({ properties: [property('x', { required: true, rules: [nulls({ mustBe })] })] });
    expect(required(0)).toEqual([]);
    expect(required(3).map((fault) => fault.code)).toEqual(['contradiction']);
  });

  it('can not share an id; in another list it is another', () => {
    const one = nulls({ mustBe: 0 }, { id: 'n' });
    const two = assayRule({ metric: 'mean', mustBe: 1 }, { id: 'n' });
    expect(ofColumn(one, two)).toMatchObject([{ code: 'duplicate-id' }]);
    expect(
      ofDataset({ properties: [property('x', { rules: [one] }), property('y', { rules: [two] })] }),
    ).toEqual([]);
  });
});

describe('a clause is refused', () => {
  it.each([
    [{ minimum: 5, maximum: 4 }, 'empty-range'],
    [{ exclusiveMinimum: 5, maximum: 5 }, 'empty-range'],
    [{ minLength: 3, maxLength: 2 }, 'empty-range'],
    [{ format: 'emial' }, 'unknown-format'],
  ])('for its options %j', (options, code) => {
    const faults = ofDataset({ properties: [property('x', { options })] });
    expect(faults.map((fault) => fault.code)).toEqual([code]);
  });

  it.each([
    [{ value: 4, unit: 'dy' }, 'bad-unit'],
    [{ value: 4 }, 'missing-unit'],
    [{ value: 0, unit: 'd' }, 'bad-sla-value'],
    [{ value: -4, unit: 'd' }, 'bad-sla-value'],
    [{ value: 'soon' }, 'bad-sla-value'],
    [{ property: 'latancy', value: 4, unit: 'd' }, 'unknown-sla'],
    [{ property: 'timeOfAvailability', value: '25:00' }, 'bad-sla-value'],
    [{ property: 'timeOfAvailability', value: '09:00 Europe/Romee' }, 'bad-sla-value'],
    [{ property: 'timeOfAvailability', value: '09:00Z', timezone: 'Europe/Rome' }, 'bad-sla-value'],
    [{ column: 'amount', value: 4, unit: 'd' }, 'wrong-column-type'],
    [{ column: 'att', value: 4, unit: 'd' }, 'unknown-column'],
  ])('for its service level %j', (keys, code) => {
    const properties = [
      property('at', { logicalType: 'timestamp' }),
      property('amount', { logicalType: 'number' }),
    ];
    const faults = ofDataset({ properties, slas: [sla({ column: 'at', ...keys })] });
    expect(faults.map((fault) => fault.code)).toEqual([code]);
  });

  it('for a column setting that is no word of ours', () => {
    expect(ofDataset({ custom: { extraColumns: 'fial' } })).toMatchObject([
      { code: 'unknown-value', hint: 'Did you mean `fail`?' },
    ]);
  });

  it('when no pack has the kind that it needs', () => {
    const catalogue = makeCatalogue(['nullValues']);
    const faults = faultsOf(
      [contract([dataset({ properties: [property('x', { required: true })] })])],
      catalogue,
    );
    expect(faults.map((fault) => fault.code)).toEqual(['missing-kind']);
  });

  it('when the options schema of its kind is broken', () => {
    const catalogue = new Map(makeCatalogue());
    const entry = catalogue.get('mean');
    if (entry === undefined) throw new Error('no mean');
    catalogue.set('mean', { ...entry, optionsSchema: { type: 'nonsense', required: ['x'] } });
    const bad = property('x', { rules: [assayRule({ metric: 'mean', mustBe: 1 })] });
    expect(faultsOf([contract([dataset({ properties: [bad] })])], catalogue)).toMatchObject([
      { code: 'bad-pack' },
    ]);
  });
});
