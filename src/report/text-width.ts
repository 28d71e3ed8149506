/** Text on a terminal: how wide it is, what must not reach it, how it is cut and wrapped. */

/** Made when a text first needs it: it costs more than the rest of a report. */
let segmenter: Intl.Segmenter | undefined;
function segmentsOf(text: string): Iterable<{ readonly segment: string }> {
  if (NARROW.test(text)) return [...text].map((segment) => ({ segment }));
  return (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);
}

/**
 * Characters that stand alone and are one column wide: ASCII, Latin, and the punctuation, arrows, mathematical signs, lines
 * and marks that reports are made of. Text of these alone, which is most, needs no segmenter.
 */
const NARROW =
  /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u203B\u2190-\u21FF\u2200-\u22FF\u2500-\u259F\u2713-\u2718]*$/;
/** East Asian wide and full-width blocks, and what is drawn as an emoji. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}])/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** Control characters, and those that reorder what is read. */
const UNSAFE =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu;

/** Makes control characters visible (`\u001b`): a name or message can not move the cursor, recolour, or fake a line. */
export function clean(text: string): string {
  return text.replace(UNSAFE, (unit) => {
    if (unit === '\n') return '\\n';
    if (unit === '\t') return '\\t';
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Columns that a text without control characters takes. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmentsOf(text))
    width += NO_WIDTH.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Fills with blanks up to a width. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Cuts to a width, with `…` where something is left out; never within a character. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of segmentsOf(text)) {
    const next = widthOf(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept}…`;
}

/** Lines of at most `width` columns, broken at blanks; a longer word is broken where it must be. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [''];
  for (const { segment } of segmentsOf(word)) {
    const last = parts.at(-1) ?? '';
    if (widthOf(last) + widthOf(segment) > width && last !== '') parts.push(segment);
    else parts[parts.length - 1] = last + segment;
  }
  return parts;
}
