/** The known name that a misspelt one was probably meant to be. */

/** The nearest of some names, letter case and `_`, `-`, blanks aside; null where none is near (a third of its letters, at least one). */
export function nearestName(written: string, names: Iterable<string>): string | null {
  const plain = plainName(written);
  let best: { readonly name: string; readonly far: number } | null = null;
  for (const name of names) {
    const far = editDistance(plain, plainName(name));
    const limit = Math.max(1, Math.floor(name.length / 3));
    if (far <= limit && (best === null || far < best.far)) best = { name, far };
  }
  return best?.name ?? null;
}

/** `Did you mean x?`, or another hint where no name is near. */
export function didYouMean(written: string, names: Iterable<string>, otherwise: string): string {
  const near = nearestName(written, names);
  return near === null ? otherwise : `Did you mean ${near}?`;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** Optimal string alignment: insertions, deletions, substitutions and swaps of two neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = [at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(i - 1, j - 1) + (same ? 0 : 1)];
      row.push(Math.min(...edits, swapped ? at(i - 2, j - 2) + 1 : Infinity));
    }
  }
  return at(a.length, b.length);
}
