/** The formulas and word lists that proposals stand on, against values that a reader can work out or look up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCardNumber, isIban } from '../../src/suggest/check-digits.js';
import { isIdName, naturalBounds, wordsOf } from '../../src/suggest/column-name.js';
import {
  afterNone,
  noneUnseen,
  shareAtMost,
  twiceTheOdds,
  withinExtremes,
} from '../../src/suggest/confidence.js';
import { roundOut, roundPercentUp, shown } from '../../src/suggest/readable.js';
import { roomBeyond } from '../../src/suggest/room.js';
import { shapesOf } from '../../src/suggest/text-shape.js';

describe('confidence', () => {
  test('the rule of succession: 0 of 100 seen, 100 to come: 101 of 201', () => {
    expect(afterNone(100)).toBe(0.5);
    expect(afterNone(900)).toBe(0.9);
    expect(afterNone(10_000_000)).toBe(0.99);
    expect(afterNone(0)).toBe(0);
  });
  test('Wilks: 100 values, 100 to come: 100·99 of 200·199', () => {
    expect(withinExtremes(100)).toBe(Math.floor((9900 / 39_800) * 100) / 100);
  });
  test('Good and Turing: the more values were seen once, the less is known', () => {
    expect(noneUnseen(10_000, 0)).toBe(0.99);
    expect(noneUnseen(1000, 50)).toBeLessThan(0.01);
  });
  // Clopper and Pearson for 0 of n: 1 − 0.01^(1/n).
  test.each([10, 100, 5000])('no bad one among %d: the exact bound', (n) => {
    expect(shareAtMost(0, n)).toBeCloseTo(1 - 0.01 ** (1 / n), 9);
  });
  test('the bound of a share lies above the share, and falls with more rows of the same share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (bad, good) => {
        const share = bad / (bad + good);
        const once = shareAtMost(bad, bad + good);
        expect(once).toBeGreaterThan(share);
        expect(shareAtMost(bad * 4, (bad + good) * 4)).toBeLessThan(once);
        expect(twiceTheOdds(once)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('readable limits', () => {
  test('outwards, never inwards, and not much further', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (limit, room) => {
          const tolerance = 1e-9 * Math.max(1, Math.abs(limit));
          expect(roundOut(limit, room, 'up')).toBeGreaterThanOrEqual(limit - tolerance);
          expect(roundOut(limit, room, 'up')).toBeLessThanOrEqual(limit + room + tolerance);
          expect(roundOut(limit, room, 'down')).toBeLessThanOrEqual(limit + tolerance);
        },
      ),
    );
  });
  test.each([
    [0.03, 0.05],
    [0.2, 0.2],
    [1.4, 2],
    [9.7, 10],
    [12, 15],
    [99, 100],
  ])('%d percent is allowed as %d', (percent, limit) => expect(roundPercentUp(percent)).toBe(limit));
  test('numbers in comments', () => {
    expect(shown(231_083)).toBe('231,083');
    expect(shown(16.0875)).toBe('16.09');
    expect(shown(-8)).toBe('-8');
    expect(shown(1e21)).toBe('1.000e+21');
  });
});

describe('room', () => {
  const even = { min: 0, max: 100, q01: 1, q25: 25, q50: 50, q75: 75, q99: 99, stddev: 29 };
  test('at least one and a half interquartile ranges', () => {
    expect(roomBeyond(even, 1000).above).toBeGreaterThanOrEqual(75);
  });
  test('none beyond a tail that has no scale', () => {
    expect(roomBeyond({ ...even, max: 1e6 }, 1000).above).toBeNull();
    expect(roomBeyond({ ...even, max: 1e6 }, 1000).below).not.toBeNull();
  });
  test('scales with the data', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (factor) => {
        const scaled = Object.fromEntries(Object.entries(even).map(([key, value]) => [key, value * factor]));
        const [room, other] = [roomBeyond(even, 1000), roomBeyond({ ...even, ...scaled }, 1000)];
        expect((other.above ?? 0) / (room.above ?? 1)).toBeCloseTo(factor, 6);
      }),
    );
  });
});

describe('check digits', () => {
  // Numbers that card networks and the standard publish for tests.
  test.each(['4111 1111 1111 1111', '5500000000000004', '340000000000009'])('%s is a card number', (text) =>
    expect(isCardNumber(text)).toBe(true),
  );
  test.each(['4111111111111112', '0000000000000000', '1234', 'x'])('%s is none', (text) =>
    expect(isCardNumber(text)).toBe(false),
  );
  test.each(['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000'])('%s is an IBAN', (text) =>
    expect(isIban(text)).toBe(true),
  );
  test('one digit off is none', () => expect(isIban('DE89370400440532013001')).toBe(false));
});

describe('names', () => {
  test('are read as words', () => {
    expect(wordsOf('customerID')).toEqual(['customer', 'id']);
    expect(wordsOf('Customer Id (new)')).toEqual(['customer', 'id', 'new']);
    expect(wordsOf('HTTPStatusCode')).toEqual(['http', 'status', 'code']);
    expect(wordsOf('Größe-Straße')).toEqual(['größe', 'straße']);
  });
  test.each(['id', 'order_id', 'OrderNo', 'iata', 'zip_code'])('%s names a thing', (name) =>
    expect(isIdName(name)).toBe(true),
  );
  test.each(['paid', 'identity_score', 'no', 'amount', 'side'])('%s does not', (name) =>
    expect(isIdName(name)).toBe(false),
  );
  test('limits by nature only where the values keep to them', () => {
    expect(naturalBounds('latitude', { min: -33, max: 60 })).toEqual({ min: -90, max: 90 });
    expect(naturalBounds('latitude', { min: -33, max: 600 })).toBeNull();
    expect(naturalBounds('IMDB Rating', { min: 1.4, max: 9.2 })).toEqual({ min: 0, max: 10 });
    expect(naturalBounds('late_share', { min: 0, max: 0.4 })).toEqual({ min: 0, max: 1 });
  });
});

describe('forms of codes', () => {
  const shapes = (values: readonly string[]): readonly string[] => {
    const lengths = values.map(({ length }) => length);
    const texts = {
      minLength: Math.min(...lengths),
      maxLength: Math.max(...lengths),
      formats: {},
      holdsEmail: 0,
      phoneLike: 0,
      blank: 0,
      shape: null,
    };
    return shapesOf({ texts, top: values.map((value) => ({ value, count: 1 })) });
  };
  const numbered = (make: (n: number) => string): readonly string[] =>
    Array.from({ length: 40 }, (_, n) => make(n));
  test('letters that all share are kept, then not', () => {
    expect(shapes(numbered((n) => `ORD-${String(n).padStart(5, '0')}`)).slice(0, 2)).toEqual([
      '^ORD-\\d{5}$',
      '^[A-Z]{3}-\\d{5}$',
    ]);
  });
  test('a length that varies is left open', () => {
    expect(shapes(numbered((n) => `C${String(n * 7)}`))[0]).toBe('^C\\d+$');
  });
  test('hashes', () => {
    const hash = (n: number): string => (Math.imul(n + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
    expect(shapes(numbered(hash))).toContain('^[0-9a-f]{8}$');
  });
  test('words, names and sentences are no codes', () => {
    const words = 'Ann Bob Cid Dan Eve Fay Gus Hal Ida Jon Kim Leo'.split(' ');
    expect(shapes(words)).toEqual([]);
    expect(shapes(words.map((word) => `${word} was here`))).toEqual([]);
  });
  test('what a form is made from has that form', () => {
    const part = fc.constantFrom('A', 'b', '7', '-', '.', '/', '(', '[', '$', 'é', '"', '\\', '^');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const values = numbered((n) => `${parts.join('')}${String(n).padStart(3, '0')}`);
        for (const pattern of shapes(values))
          for (const value of values) expect(new RegExp(pattern, 'u').test(value)).toBe(true);
      }),
    );
  });
});
