/** Text of strangers in a comment: it is read, and does nothing else. */
import { escape } from './markdown.js';

/** A zero-width blank: hosts look for mentions, references and addresses after Markdown is rendered, so that an escape alone does not stop them. */
const GAP = '&#8203;';

/**
 * A sentence: no markup, no HTML, no mention, no reference (`#12`, `!12`, `~label`), no link. What stands between two backticks is set as code, in
 * which hosts look for nothing either; however the backticks of a name fall, each part is one or the other. Cut at `most` characters.
 */
export function sentence(text: string, most = Number.POSITIVE_INFINITY): string {
  return cut(text, most)
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1), most) : words(part)))
    .join('');
}

function words(text: string): string {
  return escape(text)
    .replaceAll('&#64;', `&#64;${GAP}`)
    .replace(/\\([#!~$])/g, `\\$1${GAP}`)
    .replace(/&amp;|%/g, (mark) => `${mark}${GAP}`)
    .replaceAll('://', `:${GAP}//`)
    .replace(/www\./gi, (word) => `${word.slice(0, 3)}${GAP}.`);
}

/** A name as code, in which hosts look for nothing. Good in a cell of a table: a bar is escaped. */
export function code(text: string, most = 120): string {
  const plain = cut(text, most)
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = longest > 0 || plain.trim() === '' ? ' ' : '';
  return `${fence}${room}${plain === '' ? '(empty)' : plain}${room}${fence}`;
}

function cut(text: string, most: number): string {
  const points = [...text];
  return points.length > most ? `${points.slice(0, Math.max(0, most - 1)).join('')}…` : text;
}
