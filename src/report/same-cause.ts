/** What could not be evaluated for one cause is told once: a missing table would otherwise say the same of every check. */

const NOT_EVALUATED = 'could not be evaluated: ';
/** Names that a group spells out. */
const NAMED = 4;

/** Why a check could not be evaluated, out of its message; null for a check that was. */
export function causeOf(message: string): string | null {
  const at = message.indexOf(NOT_EVALUATED);
  return at === -1 ? null : message.slice(at + NOT_EVALUATED.length);
}

/** `15 checks could not be evaluated: there is no orders.parquet`. */
export const groupText = (many: number, cause: string): string =>
  `${String(many)} checks ${NOT_EVALUATED}${cause}`;

/** The first few names of a group: `a, b, c, d and 11 more`. */
export function namesText(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`;
}

/** Items with an equal key as one list, at the place of the first; an item whose key is null stands alone. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): readonly (readonly T[])[] {
  const groups: T[][] = [];
  const known = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = key === null ? undefined : known.get(key);
    if (group !== undefined) {
      group.push(item);
      continue;
    }
    const first = [item];
    groups.push(first);
    if (key !== null) known.set(key, first);
  }
  return groups;
}
