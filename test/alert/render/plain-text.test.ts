import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, fitList, moment, oneLine } from '../../../src/alert/render/plain-text.js';
import { escapeSlack } from '../../../src/alert/render/slack-blocks.js';

const anyText = fc.string({ unit: 'binary' });

describe('oneLine', () => {
  it('keeps words and drops what is hidden', () => {
    expect(oneLine('a\r\nb\u0000c')).toBe('a b c');
    expect(oneLine('\u202Etxt.exe\u2066')).toBe('txt.exe');
    expect(oneLine('half \ud83d and 🦩')).toBe('half \uFFFD and 🦩');
  });

  it('leaves no control character, whatever comes in, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202E]/u);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});

describe('fit', () => {
  it('cuts between characters, never within one or within its escape', () => {
    expect(fit('🦩🦩', 3)).toBe('🦩…');
    expect(fit('<<<', 9, escapeSlack)).toBe('&lt;&lt;…');
    expect(fit('<<<', 12, escapeSlack)).toBe('&lt;&lt;&lt;');
  });

  it('stays within its limit and loses nothing that fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const cut = fit(text, limit, escapeSlack);
        expect(cut.length).toBeLessThanOrEqual(limit);
        if (escapeSlack(text).length <= limit) expect(cut).toBe(escapeSlack(text));
      }),
    );
  });
});

describe('fitList', () => {
  it('shows as many as there is room for, and says how many it does not', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 30 }),
        fc.record({
          characters: fc.integer({ min: 60, max: 500 }),
          items: fc.integer({ min: 1, max: 20 }),
          item: fc.integer({ min: 5, max: 40 }),
        }),
        (items, limits) => {
          const lines = fitList(items.map(oneLine), limits);
          expect(lines.join('\n').length).toBeLessThanOrEqual(limits.characters);
          const more = /^• and (\d+) more$/.exec(lines.at(-1) ?? '');
          expect(lines.length - (more === null ? 0 : 1) + Number(more?.[1] ?? 0)).toBe(items.length);
        },
      ),
    );
  });
});

it('moment shows minutes in UTC, and what is no moment as it is', () => {
  expect(moment('2001-02-03T04:05:06+02:00')).toBe('2001-02-03 02:05 UTC');
  expect(moment('soon\n')).toBe('soon');
});
