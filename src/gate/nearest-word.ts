/** The known word that a misspelt one was probably meant to be. */

/** The nearest of some words, ignoring case, `_` and `-`; null where none is within a third of the word's length. */
export function nearestWord(written: string, words: readonly string[]): string | null {
  const plain = (word: string) => word.toLowerCase().replace(/[_-]/g, '');
  const ranked = words
    .map((word) => ({ word, far: editDistance(plain(written), plain(word)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : null;
}

/** Levenshtein distance: insertions, deletions and substitutions of one letter. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
