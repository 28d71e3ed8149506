/** Pairs: which thing of base is which thing of head. */

export interface Pair<T> {
  readonly base: T;
  readonly head: T;
}

export interface Matched<T> {
  readonly both: readonly Pair<T>[];
  readonly gone: readonly T[];
  readonly added: readonly T[];
}

/** A name that a thing goes by; null where it has none of that sort. */
export type NameOf<T> = (item: T) => string | null;

/**
 * Pairs by the first name that they share: everything by the first sort of name, then what is left by the next. A name that two things of one
 * side share pairs none of them.
 */
export function match<T>(base: readonly T[], head: readonly T[], names: readonly NameOf<T>[]): Matched<T> {
  return names.reduce<Matched<T>>(
    ({ both, gone, added }, nameOf) => {
      const [left, right] = [byName(gone, nameOf), byName(added, nameOf)];
      const found = [...left].flatMap(([name, item]): Pair<T>[] => {
        const other = right.get(name);
        return item === null || other === undefined || other === null ? [] : [{ base: item, head: other }];
      });
      const taken = new Set(found.flatMap((pair) => [pair.base, pair.head]));
      const rest = (items: readonly T[]): readonly T[] => items.filter((item) => !taken.has(item));
      return { both: [...both, ...found], gone: rest(gone), added: rest(added) };
    },
    { both: [], gone: base, added: head },
  );
}

/** Null for a name that stands twice. */
function byName<T>(items: readonly T[], nameOf: NameOf<T>): ReadonlyMap<string, T | null> {
  const found = new Map<string, T | null>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== null) found.set(name, found.has(name) ? null : item);
  }
  return found;
}

/**
 * Pairs what is left by likeness: best first, each thing once. What is equally like two others is paired with neither.
 * @param likeness 0 to 1; below `least` nothing is paired
 */
export function matchAlike<T>(
  { both, gone, added }: Matched<T>,
  likeness: (base: T, head: T) => number,
  least: number,
): Matched<T> {
  const pairs = gone
    .flatMap((base) => added.map((head) => ({ base, head, score: likeness(base, head) })))
    .filter(({ score }) => score >= least);
  const [bestOfBase, bestOfHead] = [best(pairs, 'base'), best(pairs, 'head')];
  const found = pairs.filter(
    (pair) => bestOfBase.get(pair.base) === pair && bestOfHead.get(pair.head) === pair,
  );
  const taken = new Set(found.flatMap((pair) => [pair.base, pair.head]));
  return {
    both: [...both, ...found.map(({ base, head }) => ({ base, head }))],
    gone: gone.filter((item) => !taken.has(item)),
    added: added.filter((item) => !taken.has(item)),
  };
}

interface Scored<T> extends Pair<T> {
  readonly score: number;
}

/** Of each thing of one side its best pair; null where two are equally good. */
function best<T>(pairs: readonly Scored<T>[], side: 'base' | 'head'): ReadonlyMap<T, Scored<T> | null> {
  const [found, scores] = [new Map<T, Scored<T> | null>(), new Map<T, number>()];
  for (const pair of pairs) {
    const high = scores.get(pair[side]) ?? -1;
    if (pair.score < high) continue;
    scores.set(pair[side], pair.score);
    found.set(pair[side], pair.score === high ? null : pair);
  }
  return found;
}
