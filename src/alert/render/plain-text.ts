/** Text from contracts and people as it may be shown anywhere: one line, nothing hidden in it, never longer than its place. */

const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
/** What reorders the text around it. */
const REORDERS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** One line without control characters, without what reorders it, and without halves of characters. */
export function oneLine(text: string): string {
  return text
    .replace(BREAKS, ' ')
    .replace(REORDERS, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
}

/** How a character is written where it would mean something else. */
export type Escape = (text: string) => string;

const asItIs: Escape = (text) => text;

/**
 * The text, escaped, in at most `limit` UTF-16 units, with `…` where something is left out.
 * @param escape works on each character by itself, so that no escape is ever cut in two
 */
export function fit(text: string, limit: number, escape: Escape = asItIs): string {
  const whole = escape(text);
  if (whole.length <= limit) return whole;
  let kept = '';
  for (const character of text) {
    const next = escape(character);
    if (kept.length + next.length > limit - 1) break;
    kept += next;
  }
  return `${kept}…`;
}

export interface ListLimits {
  /** UTF-16 units of the whole list, escaped. */
  readonly characters: number;
  readonly items: number;
  /** UTF-16 units of one item, escaped. */
  readonly item: number;
}

const MORE_LENGTH = 30;

/**
 * Items as escaped lines within the limits; where some do not fit, the last line says how many (`and 12 more`).
 * @param bullet stands before each item
 */
export function fitList(
  items: readonly string[],
  limits: ListLimits,
  bullet = '• ',
  escape: Escape = asItIs,
): readonly string[] {
  const lines: string[] = [];
  let length = 0;
  for (const item of items) {
    const line = `${bullet}${fit(item, limits.item, escape)}`;
    const full = lines.length >= limits.items || length + line.length + 1 > limits.characters - MORE_LENGTH;
    if (full) return [...lines, `${bullet}and ${String(items.length - lines.length)} more`];
    lines.push(line);
    length += line.length + 1;
  }
  return lines;
}

/** `2001-02-03 04:05 UTC`; what is no moment is shown as it stands. */
export function moment(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return oneLine(iso);
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `1 warning`, `2 warnings`. */
export function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`;
}
