/** SQL's LIKE → a regular expression of ECMA-262 for the whole value. */

/** `%` stands for any text, `_` for any character. @param pattern without escapes */
export function likePattern(pattern: string): string {
  const body = [...pattern]
    .map((char) => {
      if (char === '%') return '[\\s\\S]*';
      return char === '_' ? '[\\s\\S]' : char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    })
    .join('');
  return `^${body}$`;
}
