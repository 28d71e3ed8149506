/** Values that come from outside of TypeScript, as text. */

/** The text of a scalar; empty for null and for what is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
