/** Deprecation: that something will go, since when that is known, and when it may go at the earliest. */
import { isObject, type Json } from './json.js';

export interface Deprecation {
  /** ISO 8601 date. */
  readonly since: string;
  /** ISO 8601 date: it stays at least up to and with this day. Null where nothing is promised. */
  readonly removeAfter: string | null;
  /** What to use instead, in a word or a sentence. */
  readonly useInstead: string | null;
}

const KEYS = ['since', 'removeAfter', 'useInstead'];

/** The value of the custom property `deprecated`; a text where it says nothing that can be held to. */
export function readDeprecation(value: Json): Deprecation | string {
  if (!isObject(value)) return 'it takes `since`, and may take `removeAfter` and `useInstead`';
  const stranger = Object.keys(value).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) return `it has no key \`${stranger}\`; it takes ${KEYS.join(', ')}`;
  const { since, removeAfter = null, useInstead = null } = value;
  if (!isDay(since)) return '`since` must be a day as 2026-01-31';
  if (removeAfter !== null && !isDay(removeAfter)) return '`removeAfter` must be a day as 2026-01-31';
  if (removeAfter !== null && removeAfter < since) return '`removeAfter` lies before `since`';
  if (useInstead !== null && typeof useInstead !== 'string') return '`useInstead` must be text';
  return { since, removeAfter, useInstead };
}

/** As `readDeprecation` of a record of custom properties; null where nothing is deprecated. */
export function deprecationOf(custom: { readonly [property: string]: Json | undefined }): Deprecation | null {
  const value = custom['deprecated'];
  if (value === undefined || value === null || value === false) return null;
  const read = readDeprecation(value);
  return typeof read === 'string' ? null : read;
}

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}
