/** Pages of a list: an opaque cursor is the place where the last page ended. */
import type { Page, Position } from '../store/listing-store.js';

export const DEFAULT_LIMIT = 50;

/** The two parameters that every list has. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** A position as a cursor; callers are not to read it. */
export function cursorOf(position: Position | readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The numbers of a cursor; null for what is no cursor of this kind of list. */
export function positionOf(cursor: string, length: number): Position | null {
  const parts = partsOf(cursor);
  return parts?.length === length && parts.every(Number.isSafeInteger) ? (parts as Position) : null;
}

/** The texts of a cursor of a list that has so many in each; null for what is none. */
export function textsOf(cursor: string, length: number): readonly string[] | null {
  const parts = partsOf(cursor);
  return parts?.length === length && parts.every((part) => typeof part === 'string') ? parts : null;
}

/** The key of a cursor of a list that is ordered by keys; null for what is none. */
export function keyOf(cursor: string): string | null {
  const parts = partsOf(cursor);
  return parts?.length === 1 && typeof parts[0] === 'string' ? parts[0] : null;
}

function partsOf(cursor: string): readonly unknown[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}

/** A page of the store as it is answered. */
export function toAnswer<From, To>(
  page: Page<From>,
  item: (from: From) => To,
): { readonly items: readonly To[]; readonly next: string | null } {
  return { items: page.items.map(item), next: page.next === null ? null : cursorOf(page.next) };
}

/**
 * A page of a list that is at hand, ordered by a key that is unique in it.
 * @param after key at which the page before ended; null: from the beginning
 */
export function pageByKey<T>(
  all: readonly T[],
  key: (item: T) => string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): { readonly items: readonly T[]; readonly next: string | null } {
  const sorted = all
    .map((item) => ({ item, key: key(item) }))
    .filter((each) => after === null || each.key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const kept = sorted.slice(0, limit);
  const last = kept.at(-1);
  const more = sorted.length > limit && last !== undefined;
  return { items: kept.map(({ item }) => item), next: more ? cursorOf([last.key]) : null };
}
