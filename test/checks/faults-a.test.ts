/** What a rule may not ask for, beyond what its options schema says. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import type { CheckKind } from '../../src/model/kit.js';
import type { LogicalType } from '../../src/model/type.js';
import compare from '../../checks/compare/check.js';
import duplicateValues from '../../checks/duplicateValues/check.js';
import failedRows from '../../checks/failedRows/check.js';
import foreignKey from '../../checks/foreignKey/check.js';
import invalidValues from '../../checks/invalidValues/check.js';
import missingValues from '../../checks/missingValues/check.js';
import nullValues from '../../checks/nullValues/check.js';

const faults = (kind: CheckKind, args: JsonObject, column: string | null, columnType: LogicalType | null) =>
  (kind.faults?.(args, { column, columnType }) ?? []).map(({ option }) => option);

describe('invalidValues', () => {
  test.each<readonly [string, JsonObject, LogicalType | null, readonly string[]]>([
    ['no constraint', { missingValues: ['x'] }, null, ['']],
    ['an empty range', { min: 5, max: 1 }, 'number', ['/min']],
    [
      'an empty range of big numbers',
      { min: '9007199254740993', max: '9007199254740992' },
      'integer',
      ['/min'],
    ],
    ['a range of one value', { min: 1, max: 1 }, 'number', []],
    ['an open range of one value', { exclusiveMin: 1, max: 1 }, 'number', ['/exclusiveMin']],
    ['an empty range of dates', { min: '2001-02-01', max: '2001-01-01' }, 'date', ['/min']],
    ['lengths the wrong way round', { minLength: 3, maxLength: 2 }, 'string', ['/minLength']],
    ['a pattern that does not compile', { pattern: '([a-z' }, 'string', ['/pattern']],
    ['a pattern of old', { pattern: '\\-' }, 'string', []],
    ['a bound of text on numbers', { min: 'abc' }, 'number', ['/min']],
    ['a bound of numbers on dates', { min: 5 }, 'date', ['/min']],
    ['a bound of booleans', { min: 0 }, 'boolean', ['/min']],
    ['items of a text', { minItems: 1 }, 'string', ['/minItems']],
    ['a length of numbers', { maxLength: 1 }, 'number', ['/maxLength']],
    ['a pattern on numbers', { pattern: '^1' }, 'integer', ['/pattern']],
    ['a forbidden pattern on dates', { forbiddenPattern: '^1' }, 'date', ['/forbiddenPattern']],
    ['a pattern where no type is declared', { pattern: '^1' }, null, []],
    ['multiples of nothing', { multipleOf: 0 }, 'number', ['/multipleOf']],
    ['no valid value left', { validValues: ['a'], missingValues: ['a'] }, 'string', ['/validValues']],
    ['several at once', { min: 5, max: 1, pattern: '(' }, 'string', ['/min', '/pattern']],
  ])('%s', (_, args, type, expected) => {
    expect(faults(invalidValues, args, 'x', type)).toEqual(expected);
  });

  test('a pattern on dates that the source keeps as text', () => {
    const check = { column: 'x', columnType: 'date', isText: true } as const;
    expect(invalidValues.faults?.({ pattern: '^2001' }, check)).toEqual([]);
  });
});

test('rows without a value are no share of those that have one', () => {
  expect(faults(nullValues, { of: 'present' }, 'x', null)).toEqual(['/of']);
  expect(faults(missingValues, { missingValues: [''], of: 'present' }, 'x', null)).toEqual(['/of']);
  expect(faults(nullValues, { of: 'all' }, 'x', null)).toEqual([]);
});

test('duplicates of a dataset need columns', () => {
  expect(faults(duplicateValues, {}, null, null)).toEqual(['/columns']);
  expect(faults(duplicateValues, {}, 'x', null)).toEqual([]);
});

test('a comparison needs two different columns', () => {
  expect(faults(compare, { column: 'y', operator: '<' }, null, null)).toEqual(['/left']);
  expect(faults(compare, { column: 'x', operator: '<' }, 'x', null)).toEqual(['/column']);
  expect(faults(compare, { left: 'x', column: 'y', operator: '<' }, null, null)).toEqual([]);
});

test('rows that have a value: of a column', () => {
  expect(faults(failedRows, { where: 'a', of: 'present' }, null, null)).toEqual(['/of']);
});

test('a key has as many columns on both sides', () => {
  const to = { dataset: 'd', columns: ['a'] };
  expect(faults(foreignKey, { columns: ['a', 'b'], to }, null, null)).toEqual(['/to/columns']);
  expect(faults(foreignKey, { columns: ['a'], to }, 'a', null)).toEqual([]);
});
