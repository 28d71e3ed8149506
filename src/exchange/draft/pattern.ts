/** Patterns of other dialects: whether a regular expression of Python or of a database means the same as one of ECMA-262. */

export type PortablePattern =
  /** Every dialect reads it alike. */
  | { readonly kind: 'same' }
  /** Letters, digits or blanks beyond ASCII are read in another way; what is accepted here is accepted there. */
  | { readonly kind: 'stricter'; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string };

/** Written alike and read in another way, or not written alike. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\(\?[a-zA-Z-]*[:)]/, 'inline flags'],
  [/\(\?P[<=>]/, 'a group that is named in Python’s way'],
  [/\(\?>/, 'an atomic group'],
  [/\(\?#/, 'a comment'],
  [/\(\?\(/, 'a condition'],
  [/\(\?<?[=!]/, 'a look-around, which not every engine has'],
  [/[*+?}]\+/, 'a possessive quantifier'],
  [/\\[AZzGQEKRXhHpPNomMyY<>`]/, 'an escape that ECMA-262 does not have'],
  [/\\[1-9]/, 'a back reference, which not every engine has'],
  [/\[\[[:.=]/, 'a POSIX class'],
  [/\[[^\]]*(&&|--|~~|\|\|)[^\]]*\]/, 'a set operation'],
];

const LOOSER = /\\[WDSB]|\[\^[^\]]*\\[wds]|\\b/;

/**
 * Judges a pattern.
 * @param forbids true where a match is what is wrong: then a stricter reading would let more through
 */
export function portablePattern(pattern: string, forbids: boolean): PortablePattern {
  // `(?:` is a plain group, and an escaped backslash begins nothing.
  const plain = pattern.replaceAll('\\\\', '').replaceAll('(?:', '(');
  const found = FOREIGN.find(([sign]) => sign.test(plain));
  if (found !== undefined)
    return { kind: 'other', reason: `The pattern holds ${found[1]}: write it as an ECMA-262 expression.` };
  if (!/\\[wdsWDSbB]/.test(plain)) return { kind: 'same' };
  if (forbids || LOOSER.test(plain)) {
    const reason =
      'The pattern holds \\w, \\d, \\s or \\b in a place where letters beyond ASCII would pass here and not there: write the characters out.';
    return { kind: 'other', reason };
  }
  return { kind: 'stricter', reason: '\\w, \\d and \\s mean ASCII characters here.' };
}
