/** Text for HTML in which nothing is markup, in elements and in quoted attributes alike. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters and those that turn the direction of writing are replaced. */
export function escaped(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu,
      '\uFFFD',
    )
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/** An element with text. */
export const element = (tag: string, text: string, className = ''): string =>
  `<${tag}${className === '' ? '' : ` class="${className}"`}>${escaped(text)}</${tag}>`;
