/** What a check is called on a page: its own name, else what its kind says. */

/** `nullValues` → `null values`; a kind of a stranger's pack (`acme.luhn`) stays as it is. */
export function kindText(kind: string): string {
  return /^[a-z]+([A-Z][a-z]*)+$/.test(kind)
    ? kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : kind;
}

/** The name that the contract gives it, else its kind with what the clause demands: `invalid values: minimum -180`. */
export function checkText({
  name,
  kind,
  clause = null,
}: {
  readonly name: string | null;
  readonly kind: string;
  readonly clause?: string | null;
}): string {
  if (name !== null) return name;
  const words = kindText(kind);
  // Some clauses say no more than their kind: the column itself, or `median between 1 and 3`.
  if (clause === null || clause === 'column') return words;
  return clause.startsWith(words) ? clause : `${words}: ${clause}`;
}

/** What a result says, without the name or the column in front: they stand beside it. */
export function messageText(
  message: string | null,
  { name, column }: { readonly name: string | null; readonly column: string | null },
): string {
  const text = message ?? '';
  const begin = `${name ?? column ?? ''}: `;
  return text.startsWith(begin) ? text.slice(begin.length) : text;
}
