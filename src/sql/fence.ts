/** Whether an author's SQL stays inside the brackets that it is put into: every bracket, quote and comment of its own is closed. */

/** What hides brackets: comments, quoted names and texts, with the pattern of the whole; the order matters. */
const HIDDEN: readonly RegExp[] = [
  /--[^\n]*/y,
  /[eE]'(?:[^'\\]|\\.|'')*'/sy,
  /'(?:[^']|'')*'/sy,
  /"(?:[^"]|"")*"/sy,
  /\$([A-Za-z_]\w*)?\$.*?\$\1\$/sy,
];

/** A word: `$` inside one opens no quote, and `e` is a prefix of a text only by itself. */
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;

/** Null where it does; else why not, as the end of a sentence. */
export function fenceBreak(text: string): string | null {
  // Engines differ on whether it ends a line comment.
  if (/\r(?!\n)/.test(text)) return 'it holds a lone carriage return';
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const skipped = hiddenEnd(text, at);
    if (skipped === null) return 'a quote or a comment in it is not closed';
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const char = text.charAt(at);
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return 'it closes a bracket that it did not open';
    at += 1;
  }
  return depth === 0 ? null : 'a bracket in it is not closed';
}

/** Where what begins here ends; `at` itself where nothing hidden begins, null where it never ends. */
function hiddenEnd(text: string, at: number): number | null {
  if (text.startsWith('/*', at)) return commentEnd(text, at);
  for (const pattern of HIDDEN) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  WORD.lastIndex = at;
  if (WORD.test(text)) return WORD.lastIndex;
  return '\'"'.includes(text.charAt(at)) ? null : at;
}

/** Engines differ on a comment inside a comment: one that holds another is refused. */
function commentEnd(text: string, at: number): number | null {
  const end = text.indexOf('*/', at + 2);
  return end < 0 || text.slice(at + 2, end).includes('/*') ? null : end + 2;
}
