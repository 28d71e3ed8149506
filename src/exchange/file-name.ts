/** Names from contracts → names of files that every system takes and that never leave their folder. */

/** Names that Windows keeps for devices, with any suffix. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** File systems stop at 255 bytes; a suffix and a number must still fit. */
const MOST_BYTES = 120;

/**
 * `name` as one segment of a path, without a suffix: letters, digits, `_` and `-` of any script stay, everything else
 * becomes `-`. Never empty, never `..`, never hidden. @param taken names in lower case that are used already; the new one is added, with a
 * number behind it where it was there
 */
export function fileName(name: string, taken: Set<string> = new Set()): string {
  const plain = cut(
    name
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
      .replace(/^-+|-+$/g, ''),
  );
  const base = plain === '' ? 'unnamed' : RESERVED.test(plain) ? `${plain}_` : plain;
  let free = base;
  for (let n = 2; taken.has(folded(free)); n++) free = `${base}-${n}`;
  taken.add(folded(free));
  return free;
}

/** Many file systems take names that differ in case alone for one. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase();

/** The whole characters that fit. */
function cut(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const char of text) {
    bytes += byteLength(char);
    if (bytes > MOST_BYTES) break;
    kept += char;
  }
  return kept.replace(/-+$/, '');
}

/** In UTF-8. */
function byteLength(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
