/** Text for Markdown in which nothing is markup, HTML, a link or a mention. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '@': '&#64;',
  '|': '&#124;',
};

/** One line; control characters and those that turn the direction of writing are replaced. */
export function plain(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]()#+!~$&<>@|-]/g, (mark) => ENTITIES[mark] ?? `\\${mark}`)
      // A bare address would become a link, a number with a dot a list.
      .replace(/\b(https?|ftp|mailto):/gi, '$1&#58;')
      .replace(/\bwww\./gi, 'www&#46;')
      .replace(/^(\d+)\./, '$1&#46;')
  );
}

/** A label of Mermaid, for use between double quotes. */
export function label(text: string): string {
  const marks = oneLine(text).replace(
    /[^\p{L}\p{N} ._,:/()+=-]/gu,
    (mark) => `#${String(mark.codePointAt(0) ?? 63)};`,
  );
  return marks.trim() === '' ? '#32;' : marks;
}

/** A word of Mermaid: types and names of attributes take no other characters. */
export function word(text: string): string {
  const safe = text
    .replace(/\[\]/g, '_items')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^[A-Za-z]/.test(safe) ? safe : `c_${safe}`;
}

function oneLine(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(
      /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/gu,
      '\uFFFD',
    );
}
