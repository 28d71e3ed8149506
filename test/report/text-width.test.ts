import { describe, expect, test } from 'vitest';
import { widthOf } from '../../src/report/text-width.js';

/** A Hangul syllable: two columns wide, joins nothing before it, and is measured by segments. */
const WIDE = '가';

describe('the short way to the width of a text', () => {
  test('agrees with the segments for every character below U+3000', () => {
    const apart: string[] = [];
    for (let code = 0x20; code < 0x3000; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      if (widthOf(text) !== widthOf(text + WIDE) - 2) apart.push(code.toString(16));
    }
    expect(apart).toEqual([]);
  });

  test('is taken by the marks of reports', () => {
    expect(widthOf('✓ ✗ … → ≥ — │')).toBe(13);
    expect(widthOf('✅')).toBe(2);
  });
});
