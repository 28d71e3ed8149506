/** Patterns of contracts in the form that JSON Schema asks for: ECMA-262 with the unicode flag. */

/**
 * The pattern, valid under the unicode flag; null where it means something else there. Contracts also take the lenient form of the web, in
 * which `\-` or `\@` is the character itself: the needless backslash is dropped.
 */
export function unicodePattern(pattern: string): string | null {
  if (compiles(pattern)) return pattern;
  let inClass = false;
  const plain = pattern.replace(/\\[\s\S]|[[\]]/gu, (part) => {
    if (part === '[') inClass = true;
    else if (part === ']') inClass = false;
    if (!part.startsWith('\\')) return part;
    return isNeedless(part.slice(1), inClass) ? part.slice(1) : part;
  });
  return compiles(plain) ? plain : null;
}

/** Characters that mean themselves, with a backslash or without one. */
function isNeedless(char: string, inClass: boolean): boolean {
  return /^[\s"#%&',:;<=>@_`~!]$/.test(char) || (char === '-' && !inClass);
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
