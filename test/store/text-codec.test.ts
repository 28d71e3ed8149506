/** Every string goes through PostgreSQL's text and comes back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/store/text-codec.js';

/** Any UTF-16, lone surrogates and NUL and backslashes often. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom('\0', '\\', '\\u0000', '\uD83D', '\uDE00', '😀', 'u0000'), fc.string()))
  .map((parts) => parts.join(''));

test('what is encoded decodes to the same', () => {
  fc.assert(fc.property(anyText, (text) => decodeText(encodeText(text)) === text));
});

test('encoded text has no NUL and no lone surrogate', () => {
  fc.assert(
    fc.property(
      anyText,
      (text) => !encodeText(text).includes('\0') && !/\p{Surrogate}/u.test(encodeText(text)),
    ),
  );
});

test('ordinary text stays as it is, so that SQL can compare with it', () => {
  for (const text of ['gold.orders/amount/nullValues', 'größe 漢字 😀', "it's"])
    expect(encodeText(text)).toBe(text);
  expect(encodeText('a\0b\\')).toBe('a\\u0000b\\\\');
});
