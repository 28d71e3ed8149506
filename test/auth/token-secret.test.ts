import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../src/auth/secret.js';
import { newTokenSecret, parseToken, TOKEN_PATTERN } from '../../src/auth/token-secret.js';

describe('a token', () => {
  it('is prefix, id and 32 random bytes, and tells its own id and hash', () => {
    const made = newTokenSecret();
    expect(made.text).toMatch(new RegExp(`^${TOKEN_PATTERN}$`));
    expect(Buffer.from(made.text.slice(-43), 'base64url')).toHaveLength(32);
    expect(parseToken(made.text)).toEqual(made);
  });

  it('has another id and another secret each time', () => {
    const many = Array.from({ length: 500 }, newTokenSecret);
    for (const part of ['id', 'text', 'hash'] as const)
      expect(new Set(many.map((one) => one[part])).size).toBe(500);
  });

  it('is hashed as a whole: a changed id is another token', () => {
    const { text, hash } = newTokenSecret();
    const other = text.replace(/_(.)/, (_, c: string) => (c === 'a' ? '_b' : '_a'));
    expect(parseToken(other)?.hash).not.toBe(hash);
  });

  it('is hashed with SHA-256', () => {
    // The published test vector.
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('what is no token', () => {
  const { text } = newTokenSecret();
  it.each([
    ['nothing', ''],
    ['the prefix alone', 'assay_'],
    ['another prefix', text.replace('assay_', 'ghp_00_')],
    ['capitals in the prefix', text.replace('assay', 'Assay')],
    ['a blank before', ` ${text.slice(0, -1)}`],
    ['a line break after', `${text}\n`],
    ['a letter too few', text.slice(0, -1)],
    ['a letter too many', `${text}A`],
    ['a wide letter', `${text.slice(0, -1)}Ａ`],
    ['a letter of two units', `${text.slice(0, -2)}🔑`],
    ['a NUL', `${text.slice(0, -1)}\0`],
    ['an id in capitals', text.replace(/_(.{12})_/, '_ABCDEFGHIJKL_')],
  ])('%s', (_, written) => {
    expect(parseToken(written)).toBeNull();
  });

  it('a token with any one letter that has no place in it', () => {
    const stray = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((c) => !/^[\w-]$/.test(c));
    fc.assert(
      fc.property(fc.nat(text.length - 1), stray, (at, letter) => {
        expect(parseToken(text.slice(0, at) + letter + text.slice(at + 1))).toBeNull();
      }),
    );
  });
});
