/** Places in a list that is ordered by as-of and, where two are equal, by the order of recording. */
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Position } from './listing-store.js';

/** As-of as whole microseconds since 1970, exact in a double for some 285 years either way. */
export function microseconds(asOf: SQLWrapper): SQL<number> {
  return sql<number>`(extract(epoch from ${asOf}) * 1000000)::bigint`.mapWith(Number);
}

/** What comes after a position, newest first. */
export function olderThan(asOf: SQLWrapper, seq: SQLWrapper, after: Position): SQL {
  const [micros = 0, number = 0] = after;
  return sql`(${asOf}, ${seq}) < (timestamptz 'epoch' + ${micros}::double precision * interval '1 microsecond', ${number}::bigint)`;
}
