/** Any JavaScript string as text that PostgreSQL can hold, and back. */

const UNSAFE = /\\|\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const ESCAPED = /\\(?:\\|u([0-9a-f]{4}))/g;

/** Writes a backslash as two, a NUL and a lone surrogate as `\uXXXX`; all other text stays as it is. */
export function encodeText(text: string): string {
  return text.replace(UNSAFE, (unit) =>
    unit === '\\' ? '\\\\' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The inverse of `encodeText`. */
export function decodeText(text: string): string {
  return text.replace(ESCAPED, (_all, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
