/** What the options of the command line mean, and what they refuse. */
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/model/check.js';
import { FaultError } from '../../src/model/fault.js';
import { EXIT, exitOfReport } from '../../src/cli/exit-code.js';
import { formatOfFile } from '../../src/cli/output.js';
import { parseBatch, parseCount, parseMoment, parseSelect } from '../../src/cli/parse-options.js';

const codeOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof FaultError) return error.faults[0]?.code ?? '';
    throw error;
  }
  return 'no fault';
};

describe('--batch', () => {
  test('columns and values, a value may hold an equals sign', () => {
    expect(parseBatch(['day=2026-05-01', 'expr=a=b'])).toEqual({ day: '2026-05-01', expr: 'a=b' });
    expect(parseBatch([])).toBeNull();
  });
  test.each([['day'], ['=x'], ['day=']])('%s is refused', (value) => {
    expect(codeOf(() => parseBatch([value]))).toBe('bad-batch');
  });
  test('a column stands once', () => expect(codeOf(() => parseBatch(['a=1', 'a=2']))).toBe('bad-batch'));
});

describe('--as-of', () => {
  test.each([
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01T06:30', '2026-05-01T06:30:00.000Z'],
    ['2026-05-01 06:30:15', '2026-05-01T06:30:15.000Z'],
    ['2026-05-01T06:30:00+02:00', '2026-05-01T04:30:00.000Z'],
  ])('%s is %s', (written, meant) => expect(parseMoment('--as-of', written)).toBe(meant));
  test.each([['yesterday'], ['2026-13-01'], ['2026-02-30'], ['1700000000'], ['05/01/2026'], ['']])(
    '%s is refused',
    (value) => {
      expect(codeOf(() => parseMoment('--as-of', value))).toBe('bad-time');
    },
  );
});

describe('--select', () => {
  const check = (kind: string, column: string): Check =>
    // Only what a selector reads.
    ({ kind, column, dimension: 'validity', id: `t/${column}/${kind}`, tags: ['pii'] }) as unknown as Check;
  test('values of one key are or-ed, keys are and-ed', () => {
    const select = parseSelect(['kind:nullValues,kind:min', 'column:a']);
    expect(
      [check('nullValues', 'a'), check('min', 'a'), check('max', 'a'), check('min', 'b')].map((each) =>
        select?.(each),
      ),
    ).toEqual([true, true, false, false]);
  });
  test.each([['kind'], ['knd:x'], ['kind:'], [':x'], ['toString:x']])('%s is refused', (value) => {
    expect(codeOf(() => parseSelect([value]))).toBe('bad-select');
  });
});

test('--samples is a whole number within bounds', () => {
  expect(parseCount('--samples', '5', 10)).toBe(5);
  for (const value of ['-1', '1.5', 'many', '11', ''])
    expect(
      codeOf(() => parseCount('--samples', value, 10)),
      value,
    ).toBe('bad-number');
});

test('the suffix of a file tells its format', () => {
  expect(['a.json', 'b.xml', 'c.sarif', 'd.md', 'e.txt'].map(formatOfFile)).toEqual([
    'json',
    'junit',
    'sarif',
    'markdown',
    'pretty',
  ]);
  expect(codeOf(() => formatOfFile('report.pdf'))).toBe('unknown-format');
});

test.each([
  ['pass', 'fail', EXIT.ok],
  ['warn', 'fail', EXIT.ok],
  ['warn', 'warn', EXIT.findings],
  ['unknown', 'fail', EXIT.notEvaluated],
  ['fail', 'fail', EXIT.findings],
] as const)('a verdict of %s, failing on %s, exits %i', (verdict, failOn, code) => {
  expect(exitOfReport({ verdict, faults: [] }, failOn)).toBe(code);
  expect(exitOfReport({ verdict, faults: [{ code: 'x', message: 'y' }] }, failOn)).toBe(EXIT.usage);
});
