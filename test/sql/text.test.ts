/** Texts and names come through a statement as they are; patterns and formats mean on both engines what ECMA-262 and the standards say. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIALECTS } from '../../src/sql/dialects.js';
import { FORMAT_PATTERNS } from '../../src/model/format-patterns.js';
import { writeNumber } from '../../src/sql/literal.js';
import { patternTests } from '../../src/sql/pattern.js';
import { SqlError } from '../../src/sql/sql-error.js';
import { sql, type Sql } from '../../src/sql/sql-text.js';
import { writeFormat, writeMatches } from '../../src/sql/write-pattern.js';
import { openLabs, type Lab } from './lab.js';

let labs: readonly Lab[] = [];
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ labs, close } = await openLabs({}));
});
afterAll(() => close());

/** Texts that a database can hold: whole characters, no U+0000. */
const storable = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("'", '"', '\\', '?', '$', '{', '\n', '\r', '%', 'é', '🙂', ';', '-', ':'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 30,
  })
  .filter((text) => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text));

async function cell(lab: Lab, expression: Sql): Promise<unknown> {
  const [row] = await lab.run(
    DIALECTS[lab.dialect].select({ columns: [['x', expression]], from: sql`(select 1) as one` }),
  );
  return row?.['x'];
}

describe('texts and names', () => {
  test('any text comes back as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(storable, { minLength: 1, maxLength: 20 }), async (texts) => {
        for (const lab of labs) {
          const dialect = DIALECTS[lab.dialect];
          const columns = texts.map((text, index) => [`c${String(index)}`, dialect.text(text)] as const);
          const [row] = await lab.run(dialect.select({ columns, from: sql`(select 1) as one` }));
          expect(Object.values(row ?? {})).toEqual(texts);
        }
      }),
      { numRuns: 40 },
    );
  });
  test('any name names a column', async () => {
    // PostgreSQL cuts names at 63 bytes, DuckDB takes names without regard to case.
    const name = storable.filter((text) => text !== '' && Buffer.byteLength(text) < 60);
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        for (const lab of labs) {
          const dialect = DIALECTS[lab.dialect];
          const inner = dialect.select({ columns: [[text, sql`7`]], from: sql`(select 1) as one` });
          const outer = dialect.select({ columns: [['x', dialect.quote(text)]], from: sql`(${inner}) as t` });
          expect(await lab.run(outer)).toEqual([{ x: 7 }]);
        }
      }),
      { numRuns: 60 },
    );
  });
  test('U+0000 is refused, not cut', () => {
    for (const dialect of Object.values(DIALECTS)) {
      expect(() => dialect.text('a\u0000b')).toThrow(SqlError);
      expect(() => dialect.quote('a\u0000b')).toThrow(SqlError);
    }
  });
  test('numbers stand digit by digit', () => {
    const cases = {
      '12345678901234567890.10': '12345678901234567890.10',
      '-1.5e3': '(-1500)',
      '1e-3': '0.001',
      '.5': '0.5',
      '1E5': '100000',
      '+7': '7',
      '1e300': '1e300',
      '12.5e-1': '1.25',
    };
    for (const [text, written] of Object.entries(cases)) expect(writeNumber(text)).toBe(written);
    expect(() => writeNumber('1; drop table x')).toThrow(SqlError);
  });
});

/** Pattern → texts; what JavaScript says of each is the law. */
const PATTERNS: readonly (readonly [pattern: string, texts: readonly string[]])[] = [
  ['^\\d+$', ['12', '', '1a', '١٢', '12\n']],
  ['\\bfoo\\b', ['a foo b', 'foobar', 'éfoo', 'foo']],
  ['\\Bo', ['foo', 'o', 'éo']],
  ['^\\w+$', ['a_1', 'é', 'a b']],
  ['^\\s$', [' ', '\u00a0', '\u3000', '\ufeff', 'x', '\n']],
  ['^.$', ['a', '\n', '\u2028', '🙂', 'ab']],
  ['^a.c', ['abc', 'a\nc', 'a\rc']],
  ['^[^a]$', ['b', 'a', '\n', '🙂']],
  ['^[\\w.+-]+@[a-z]+$', ['a.b+c@x', 'a@', 'a b@x']],
  ['^(a|b|)c$', ['ac', 'c', 'dc']],
  ['^a{2,3}?$', ['a', 'aa', 'aaa', 'aaaa']],
  ['^a{300}$', ['a'.repeat(300), 'a'.repeat(299), 'a'.repeat(301)]],
  ['^a{250,600}$', ['a'.repeat(249), 'a'.repeat(250), 'a'.repeat(600), 'a'.repeat(601)]],
  ['^(?<year>\\d{4})-(?:0[1-9]|1[0-2])$', ['2001-01', '2001-13']],
  ['^\\u00e9\\x41\\t$', ['éA\t', 'éA']],
  ['^\\u{1F642}+$', ['🙂🙂', 'x']],
  ['^\\p{Lu}\\p{L}*$', ['Élan', 'élan', 'Ωmega', 'A1']],
  ['^[\\p{Script=Greek} ]+$', ['αβ γ', 'abc']],
  ['^[\\x00-\\x1f]$', ['\u0001', '\u001f', ' ']],
  ['^[-a\\]^\\\\]+$', ['a-]', '^\\', 'b']],
  ['[[:alpha:]]', ['a', 'l]', ':]']],
  ['^(?=.*\\d)(?=.*[A-Z])(?!.*\\s).{4,}$', ['Ab1x', 'abcd', 'AB1 x', 'A1']],
  ['^[^]*x$', ['a\nx', 'x', 'y']],
  ['', ['', 'x']],
  ['a|^b$|c+', ['xa', 'b', 'bb', 'cc']],
  ['^\'"\\?\\$\\{table\\}$', ['\'"?${table}', 'x']],
];

describe('patterns', () => {
  test.each(PATTERNS)('/%s/', async (pattern, texts) => {
    let law: RegExp;
    try {
      law = new RegExp(pattern, 'u');
    } catch {
      law = new RegExp(pattern);
    }
    for (const lab of labs) {
      const dialect = DIALECTS[lab.dialect];
      const found: unknown[] = [];
      for (const text of texts)
        found.push(await cell(lab, writeMatches(dialect.text(text), pattern, dialect)));
      expect([lab.dialect, found]).toEqual([lab.dialect, texts.map((text) => law.test(text))]);
    }
  });
  test('any small pattern means what it means in JavaScript', async () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '[ab]',
      '[^a]',
      '\\s',
      '(?:ab|b)',
      '\\w',
      '^',
      '$',
      '\\b',
      'é',
      '\\.',
    );
    const times = fc.constantFrom('', '', '*', '+?', '{0,2}');
    const piece = fc.tuple(atom, times).map(([one, many]) => (/^(\^|\$|\\b)$/.test(one) ? one : one + many));
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n', 'é', '.', '🙂'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(pattern, text), { minLength: 10, maxLength: 30 }), async (pairs) => {
        for (const lab of labs) {
          const dialect = DIALECTS[lab.dialect];
          const columns = pairs.map(
            ([one, on], index) =>
              [`c${String(index)}`, writeMatches(dialect.text(on), one, dialect)] as const,
          );
          const [row] = await lab.run(dialect.select({ columns, from: sql`(select 1) as one` }));
          expect(Object.values(row ?? {})).toEqual(pairs.map(([one, on]) => new RegExp(one, 'u').test(on)));
        }
      }),
      { numRuns: 25 },
    );
  });
  test('what an engine can not do is said before it runs', () => {
    for (const pattern of ['(a)\\1', 'x(?=y)', '(?<=a)b'])
      expect(() => patternTests(pattern, 're2')).toThrow(SqlError);
    expect(() => patternTests('(a)\\1', 'are')).toThrow(SqlError);
    for (const broken of ['(', '[b-a]', 'a**'])
      expect(() => patternTests(broken, 'are')).toThrow(/no regular expression/);
  });
});

/** Format → texts that have it, and texts that do not. */
const FORMATS: { readonly [format: string]: readonly [good: readonly string[], bad: readonly string[]] } = {
  email: [
    ['a@b.ch', 'first.last+tag@sub.example.org', 'x@localhost'],
    ['a@', '@b.ch', 'a b@c.ch', 'a@b..ch', 'a@-b.ch', 'a@b.ch\n'],
  ],
  uuid: [
    ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
    ['123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-42661417400g'],
  ],
  hostname: [
    ['example.org', 'a', 'xn--bcher-kva.example'],
    ['-a.org', 'a..b', 'a_b', `${'a'.repeat(64)}.org`, `${'a.'.repeat(127)}aa`],
  ],
  ipv4: [
    ['1.2.3.4', '255.255.255.255', '0.0.0.0'],
    ['256.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4.5'],
  ],
  ipv6: [
    [
      '::',
      '::1',
      '1::',
      'fe80::1',
      '2001:db8:85a3:0:0:8a2e:370:7334',
      '::ffff:1.2.3.4',
      '1:2:3:4:5:6:7::',
      '1:2:3:4:5:6:1.2.3.4',
    ],
    [':', '1', ':::', '1::2::3', '12345::', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7', '::1.2.3', 'fe80::1%eth0'],
  ],
  uri: [
    ['https://example.org/a?b=c#d', 'mailto:a@b.ch', 'urn:isbn:123', 'http://[::1]:8080/'],
    ['example.org', '//a/b', 'http://a b', 'http://a/%zz', ':x', 'http://é.ch'],
  ],
  date: [
    ['2001-01-15', '2000-02-29', '2004-02-29'],
    ['2001-02-29', '1900-02-29', '2001-1-5', '2001-04-31', '2001-13-01', '20010115', '2001-01-15T00:00:00'],
  ],
  time: [
    ['10:00:00', '23:59:59.123Z', '10:00:00+02:00'],
    ['24:00:00', '10:60:00', '10:00', '10:00:60', '10:00:00+24:00'],
  ],
  'date-time': [
    ['2001-01-15T10:00:00Z', '2001-01-15 10:00:00', '2001-01-15t10:00:00.5-05:00'],
    ['2001-01-15', '2001-02-30T10:00:00Z', '2001-01-15T25:00:00Z'],
  ],
  json: [
    ['{"a": [1, null]}', '"x"', '1', 'null'],
    ['{a: 1}', '', '{"a":}', "{'a': 1}"],
  ],
};

describe('formats', () => {
  test.each(Object.entries(FORMATS))('%s', async (format, [good, bad]) => {
    for (const lab of labs) {
      const dialect = DIALECTS[lab.dialect];
      const tests = [...good, ...bad].map((text) => writeFormat(dialect.text(text), format, dialect));
      const [row] = await lab.run(
        dialect.select({
          columns: tests.map((one, index) => [`c${String(index)}`, one]),
          from: sql`(select 1) as one`,
        }),
      );
      const found = Object.values(row ?? {}).map((is, index) => [[...good, ...bad][index], is]);
      expect([lab.dialect, found]).toEqual([
        lab.dialect,
        [...good.map((text) => [text, true]), ...bad.map((text) => [text, false])],
      ]);
    }
  });
  test('every format has its cases', () => {
    expect(Object.keys(FORMATS).sort()).toEqual([...Object.keys(FORMAT_PATTERNS), 'json'].sort());
  });
});
