/** Display formats of dates (`yyyy-MM-dd HH:mm:ss`, the letters of Java's DateTimeFormatter) as a pattern for text. */

const FIELDS: { readonly [letters: string]: string } = {
  yyyy: '\\d{4}',
  uuuu: '\\d{4}',
  yy: '\\d{2}',
  MM: '(?:0[1-9]|1[0-2])',
  M: '(?:[1-9]|1[0-2])',
  dd: '(?:0[1-9]|[12]\\d|3[01])',
  d: '(?:[1-9]|[12]\\d|3[01])',
  HH: '(?:[01]\\d|2[0-3])',
  H: '(?:\\d|1\\d|2[0-3])',
  mm: '[0-5]\\d',
  ss: '[0-5]\\d',
  X: '(?:Z|[+-]\\d{2}(?:\\d{2})?)',
  XX: '(?:Z|[+-]\\d{4})',
  XXX: '(?:Z|[+-]\\d{2}:\\d{2})',
};

/** An anchored pattern of the texts that a format writes; null where it has letters that this does not know. */
export function displayPattern(format: string): string | null {
  let pattern = '';
  for (const [part] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']/g)) {
    const piece = part.startsWith("'") ? literal(part) : /^[A-Za-z]/.test(part) ? field(part) : escaped(part);
    if (piece === null) return null;
    pattern += piece;
  }
  return pattern === '' ? null : `^${pattern}$`;
}

function field(letters: string): string | null {
  if (/^S+$/.test(letters)) return `\\d{${String(letters.length)}}`;
  return Object.hasOwn(FIELDS, letters) ? (FIELDS[letters] ?? null) : null;
}

/** Text in quotes; two quotes are one. */
function literal(quoted: string): string {
  return quoted === "''" ? "'" : escaped(quoted.slice(1, -1).replaceAll("''", "'"));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
