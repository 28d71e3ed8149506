/** Numbers and times of results: nothing is lost on the way to JSON. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNumber, jsonFloat, jsonNumber } from '../../src/engine/exact-number.js';
import { isoDate, isoInstant } from '../../src/engine/iso-time.js';

describe('exactNumber', () => {
  it.each([
    ['0', 0],
    ['-0.00', 0],
    ['42', 42],
    ['1.10', 1.1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740993', '9007199254740993'],
    ['12345678901234567890.1234', '12345678901234567890.1234'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
  ])('%s', (text, expected) => expect(exactNumber(text)).toBe(expected));

  it('always gives the same decimal back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.nat(20), (digits, scale) => {
        const text = new Big(digits.toString()).div(new Big(10).pow(scale)).toFixed(scale);
        const value = exactNumber(text);
        expect(new Big(value).eq(new Big(text))).toBe(true);
        if (typeof value === 'number' && Number.isInteger(value))
          expect(Number.isSafeInteger(value)).toBe(true);
      }),
    );
  });
});

describe('floats', () => {
  it('of four bytes are as short as they can be, and read back as themselves', () => {
    expect(jsonFloat(Math.fround(0.1))).toBe(0.1);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const written = jsonFloat(value);
        expect(Math.fround(Number(written)) === value).toBe(true);
      }),
    );
  });

  it('have names where JSON has none', () => {
    expect([NaN, Infinity, -Infinity, -0].map(jsonNumber)).toEqual(['NaN', 'Infinity', '-Infinity', 0]);
    expect(Object.is(jsonNumber(-0), 0)).toBe(true);
  });
});

describe('times', () => {
  it.each([
    ['2001-02-03 04:05:06', '2001-02-03T04:05:06.000Z'],
    ['2001-02-03 04:05:06+00', '2001-02-03T04:05:06.000Z'],
    ['2001-02-03 04:05:06.5', '2001-02-03T04:05:06.500Z'],
    ['2001-02-03 04:05:06.123456', '2001-02-03T04:05:06.123456Z'],
    ['2001-02-03 04:05:06.123456789', '2001-02-03T04:05:06.123456789Z'],
    ['infinity', 'Infinity'],
    ['-infinity', '-Infinity'],
    ['0044-03-15 12:00:00 BC', '0044-03-15 12:00:00 BC'],
  ])('%s', (text, expected) => expect(isoInstant(text)).toBe(expected));

  it('leaves a date alone', () => {
    expect(['2001-02-03', 'infinity'].map(isoDate)).toEqual(['2001-02-03', 'Infinity']);
  });
});
