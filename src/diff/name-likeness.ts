/** How alike two names are: Dice's coefficient of their pairs of neighbouring letters. */

/** A name made ready to be compared with many others. */
export interface NameShape {
  readonly plain: string;
  /** How often each pair of neighbouring letters stands in it. */
  readonly pairs: ReadonlyMap<string, number>;
}

/** Case, `_`, `-`, dots and spaces do not count. */
export function nameShape(name: string): NameShape {
  const plain = name.toLowerCase().replaceAll(/[_\-.\s]/g, '');
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < plain.length; i += 1) {
    const pair = plain.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { plain, pairs };
}

/**
 * 0 to 1. A name that holds the other whole is nearly the same name.
 * Source: L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26 (1945).
 */
export function nameLikeness(a: NameShape, b: NameShape): number {
  if (a.plain === b.plain) return 1;
  const [left, right] = [a.plain.length, b.plain.length];
  if (Math.min(left, right) >= 3 && (a.plain.includes(b.plain) || b.plain.includes(a.plain))) return 0.8;
  if (Math.min(left, right) < 2) return 0;
  let shared = 0;
  for (const [pair, count] of a.pairs) shared += Math.min(count, b.pairs.get(pair) ?? 0);
  return (2 * shared) / (left - 1 + right - 1);
}
