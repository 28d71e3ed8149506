/** A page out of one row more than it holds: the extra row says that there is another page. */
import type { Page, Position } from './listing-store.js';

/**
 * @param rows at most `limit + 1`, in order
 * @param position of a row; the last one of the page is where the next page begins
 */
export function pageOfRows<Row, T>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => T,
  position: (row: Row) => Position,
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: kept.map(item), next: more ? position(last) : null };
}
