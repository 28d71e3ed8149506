/** A text as one word of a shell: keys are written by people, and may hold what a shell would read otherwise. */

/** `gold.orders` stays; `it's` becomes `'it'\''s'`. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
