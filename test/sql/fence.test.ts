import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenceBreak } from '../../src/sql/fence.js';

describe('fenceBreak', () => {
  test.each([
    'a > 1',
    '(a or b) and c in (1, 2)',
    "a = ')'",
    "a = 'it''s )'",
    String.raw`a = E'\')'`,
    String.raw`a = 'c:\'`,
    '"odd ) name" = 1',
    'a > 1 -- ) not real',
    'a /* ) */ > 1',
    'a = $$)$$',
    'a = $tag$ ) $$ $tag$',
    'price$ > (1)',
    '',
  ])('stays inside: %s', (text) => {
    expect(fenceBreak(text)).toBeNull();
  });

  test.each([
    ['a) or (true', 'closes'],
    ['a > (1', 'not closed'],
    ["a = 'x", 'quote'],
    ['a = "x', 'quote'],
    ['a /* x', 'comment'],
    ['a /* /* */ ) or (true /* */ */', 'comment'],
    ['a -- \r ) or (true', 'carriage return'],
    ["a = 'x') or ('y'='y", 'closes'],
    [String.raw`a = 'c:\') or ('`, 'closes'],
  ])('breaks out: %s', (text, why) => {
    expect(fenceBreak(text)).toContain(why);
  });

  test('what stays inside can be put inside again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab ()'"$/*-]{0,20}$/), (text) => {
        if (fenceBreak(text) === null && !text.includes('--')) expect(fenceBreak(`(${text})`)).toBeNull();
      }),
    );
  });
});
