/** The known word that a misspelt one was probably meant to be, for hints. */

/**
 * The nearest of some words, ignoring case, `_`, `-` and spaces; null where none is within a third of the longer word
 * (at least one letter). Two swapped letters are one edit. A word that is known as it stands is its own answer.
 */
export function didYouMean(written: string, known: Iterable<string>): string | null {
  let best: { word: string; edits: number } | null = null;
  const plain = bare(written);
  for (const word of known) {
    if (word === written) return word;
    const other = bare(word);
    const allowed = Math.max(1, Math.floor(Math.min(plain.length, other.length) / 3));
    if (Math.abs(plain.length - other.length) > allowed) continue;
    const edits = editDistance(plain, other);
    if (edits <= allowed && (best === null || edits < best.edits)) best = { word, edits };
  }
  return best?.word ?? null;
}

/** The hint sentence for `didYouMean`; undefined where nothing is near. */
export function nearHint(written: string, known: Iterable<string>): string | undefined {
  const word = didYouMean(written, known);
  return word === null ? undefined : `Did you mean \`${word}\`?`;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[_\s-]/g, '');
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
