import { describe, expect, it } from 'vitest';
import { tokenWish, type WrittenTokenWish } from '../../src/auth/token-wish.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const written = (part: Partial<WrittenTokenWish> = {}): WrittenTokenWish => ({
  name: 'airflow',
  scopes: ['read'],
  domains: null,
  expires: null,
  ...part,
});
const codes = (part: Partial<WrittenTokenWish>) => {
  const wish = tokenWish(written(part), NOW);
  return wish.ok ? [] : wish.faults.map((fault) => fault.code);
};
const expiry = (expires: string | null) => {
  const wish = tokenWish(written({ expires }), NOW);
  return wish.ok ? wish.value.expiresAt : null;
};

describe('a wish for a token', () => {
  it('ends after 90 days where nothing is said', () => {
    expect(expiry(null)).toBe('2026-04-15T12:00:00.000Z');
  });

  it.each([
    ['90d', '2026-04-15T12:00:00.000Z'],
    ['PT10M', '2026-01-15T12:10:00.000Z'],
    ['2026-02-01', '2026-02-01T00:00:00.000Z'],
    ['2026-02-01T08:00+02:00', '2026-02-01T06:00:00.000Z'],
    ['365d', '2027-01-15T12:00:00.000Z'],
    ['2027-01-16T12:00Z', '2027-01-16T12:00:00.000Z'],
  ])('ends when it says: %s', (expires, end) => {
    expect(expiry(expires)).toBe(end);
  });

  it.each([
    ['never', 'bad-expiry'],
    ['', 'bad-expiry'],
    ['90', 'bad-expiry'],
    ['-5d', 'bad-expiry'],
    ['2026-02-30', 'bad-expiry'],
    ['0s', 'expiry-in-the-past'],
    ['2026-01-15T12:00Z', 'expiry-in-the-past'],
    ['1999-12-31', 'expiry-in-the-past'],
    ['2027-01-17', 'expiry-too-far'],
    ['400d', 'expiry-too-far'],
    ['9999-01-01', 'expiry-too-far'],
  ])('does not end so: %s', (expires, code) => {
    expect(codes({ expires })).toEqual([code]);
  });

  it('has its scopes once, in their order, and its domains once', () => {
    const wish = tokenWish(
      written({ name: '  ci ', scopes: ['run', 'read', 'run'], domains: ['b', 'a', 'b'] }),
      NOW,
    );
    expect(wish).toMatchObject({
      ok: true,
      value: { name: 'ci', grant: { scopes: ['read', 'run'], domains: ['b', 'a'] } },
    });
  });

  it.each(['', '   ', 'a\nb', 'a\u0000b', 'a\u202Eb', 'a\u2028b', '\uD800', 'x'.repeat(101)])(
    'is not named so: %j',
    (name) => {
      expect(codes({ name })).toEqual(['bad-name']);
    },
  );

  it.each(['ci', 'Nächtlicher Lauf', '夜間バッチ', 'x'.repeat(100), '🔑'.repeat(100)])(
    'may be named %s',
    (name) => {
      expect(codes({ name })).toEqual([]);
    },
  );

  it('says everything that is wrong at once, with a hint for a slip', () => {
    const wish = tokenWish({ name: '', scopes: ['raed', 'write'], domains: [], expires: 'soon' }, NOW);
    const faults = wish.ok ? [] : wish.faults;
    expect(faults.map((fault) => fault.code)).toEqual([
      'bad-name',
      'unknown-scope',
      'unknown-scope',
      'bad-domain',
      'bad-expiry',
    ]);
    expect(faults[1]?.hint).toContain('read');
    expect(codes({ scopes: [] })).toEqual(['no-scope']);
    expect(codes({ domains: ['sales', ' '] })).toEqual(['bad-domain']);
    expect(codes({ domains: ['x'.repeat(201)] })).toEqual(['bad-domain']);
    expect(codes({ domains: Array.from({ length: 501 }, String) })).toEqual(['bad-domain']);
    expect(codes({ scopes: Array.from({ length: 5_000 }, String) })).toHaveLength(20);
  });

  it('quotes what it does not understand shortly, and on one line', () => {
    const wish = tokenWish(written({ scopes: [`\u001B[31m\n${'y'.repeat(5_000)}`] }), NOW);
    const message = wish.ok ? '' : (wish.faults[0]?.message ?? '');
    expect(message.length).toBeLessThan(150);
    expect(message).not.toMatch(/[\u001B\n]/);
  });
});
