/** How the pages put names, batches and messages into words, and addresses together. */
import { describe, expect, test } from 'vitest';
import { changeSearch } from '../../dashboards/web/src/app/change-search.js';
import { batchText } from '../../dashboards/web/src/kit/batch-text.js';
import { checkText, kindText, messageText } from '../../dashboards/web/src/kit/kind-text.js';
import { shellWord } from '../../dashboards/web/src/kit/shell-word.js';

describe('words', () => {
  test('a kind of ours is words, a kind of a stranger stays', () => {
    expect(kindText('nullValues')).toBe('null values');
    expect(kindText('noExtraColumns')).toBe('no extra columns');
    expect(kindText('sql')).toBe('sql');
    expect(kindText('acme.luhnDigit')).toBe('acme.luhnDigit');
  });

  test('a check is called by its name, else by what its clause demands', () => {
    const nameless = { name: null, kind: 'invalidValues' };
    expect(checkText({ ...nameless, name: 'Every flight once', clause: 'x' })).toBe('Every flight once');
    expect(checkText({ ...nameless, clause: 'minimum 0' })).toBe('invalid values: minimum 0');
    expect(checkText(nameless)).toBe('invalid values');
    expect(checkText({ name: null, kind: 'columnPresent', clause: 'column' })).toBe('column present');
    expect(checkText({ name: null, kind: 'median', clause: 'median between 1 and 3' })).toBe(
      'median between 1 and 3',
    );
  });

  test('a message does not repeat the name or the column that stands beside it', () => {
    expect(messageText('amount: 1 row is null', { name: null, column: 'amount' })).toBe('1 row is null');
    expect(messageText('Volume: 6 rows', { name: 'Volume', column: null })).toBe('6 rows');
    expect(messageText('Volume', { name: 'Volume', column: null })).toBe('Volume');
    expect(messageText(': x', { name: null, column: null })).toBe('x');
    expect(messageText(null, { name: null, column: null })).toBe('');
  });

  test('a batch names its columns; none is the whole dataset', () => {
    expect(batchText({ day: '2026-05-01', region: 'Süd, "West"' })).toBe(
      'day=2026-05-01, region=Süd, "West"',
    );
    expect(batchText(null)).toBe('whole dataset');
  });

  test('a key is one word of a shell, whatever it holds', () => {
    expect(shellWord('gold.route_daily')).toBe('gold.route_daily');
    expect(shellWord(`it's; rm -rf $HOME`)).toBe(`'it'\\''s; rm -rf $HOME'`);
    expect(shellWord('')).toBe(`''`);
  });

  test('what becomes undefined goes from the address', () => {
    const old: { readonly tab?: string; readonly search?: string } = { tab: 'runs', search: 'x' };
    expect(changeSearch(old, { search: undefined })).toEqual({ tab: 'runs' });
    expect(Object.keys(changeSearch(old, { search: undefined }))).toEqual(['tab']);
    expect(changeSearch(old, { tab: 'checks' })).toEqual({ tab: 'checks', search: 'x' });
  });
});
