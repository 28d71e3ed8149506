/** How alike two names are: Dice's coefficient of their pairs of neighbouring letters. */

/**
 * 0 to 1; case, `_`, `-`, dots and spaces do not count. A name that holds the other whole is nearly the same name.
 * Source: L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26 (1945).
 */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return 1;
  if (Math.min(left.length, right.length) >= 3 && (left.includes(right) || right.includes(left))) return 0.8;
  const [pairs, others] = [pairsOf(left), pairsOf(right)];
  if (pairs.length === 0 || others.length === 0) return 0;
  const rest = [...others];
  const shared = pairs.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (pairs.length + others.length);
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\-.\s]/g, '');

const pairsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
