/** Parts of the rows, as predicates: by a digest of every row, so that the same rows are the same part in every look; or by time. */
import type { DialectName } from '../../model/plan.js';

/** Which rows; null: all. */
export type Subset = string | null;

/** A digest has no more than this to work with, and PostgreSQL takes no longer row. */
const MOST_COLUMNS = 200;

/** The two halves by a digest of the row's values. Equal rows are in the same half. Null for a table without usable columns. */
export function hashHalves(names: readonly string[], dialect: DialectName): readonly [string, string] | null {
  const digest = rowDigest(names, dialect, 1);
  return digest === null ? null : [`(${digest}) % 2 = 0`, `(${digest}) % 2 <> 0`];
}

/** About one row in `each`; null for all of them. */
export function hashSample(names: readonly string[], dialect: DialectName, each: number): Subset {
  const digest = each < 2 ? null : rowDigest(names, dialect, 2);
  return digest === null ? null : `(${digest}) % ${Math.trunc(each)} = 0`;
}

/** Up to a moment, and after it. @param moment ISO 8601, or a whole number for a column of years */
export function timeHalves(
  column: string,
  type: 'date' | 'timestamp' | 'year',
  moment: string | number,
): readonly [string, string] {
  const text = String(moment).replace(/'/g, "''");
  const limit = type === 'year' ? String(Number(moment)) : `cast('${text}' as ${type})`;
  return [`${quoted(column)} <= ${limit}`, `${quoted(column)} > ${limit}`];
}

/** Both hold. */
export function both(a: Subset, b: Subset): Subset {
  if (a === null || b === null) return a ?? b;
  return `(${a}) and (${b})`;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A whole number; `salt` makes another one of the same row. A name that reads as a placeholder of our SQL is left out. */
function rowDigest(names: readonly string[], dialect: DialectName, salt: number): string | null {
  const usable = names.filter((name) => !/[{}\0]/.test(name)).slice(0, MOST_COLUMNS);
  if (usable.length === 0) return null;
  const columns = usable.map(quoted).join(', ');
  return dialect === 'duckdb'
    ? `hash(${salt}, ${columns})`
    : `hashtextextended(cast(row(${columns}) as text), ${salt})`;
}
