/** SQL text as a type of its own: a string gets into a statement only through quoting, or as a piece of this code. */

declare const written: unique symbol;
/** Text that is safe to stand in a statement. */
export type Sql = string & { readonly [written]: true };

/** A piece of SQL: the template is code, the holes are SQL or whole numbers. */
export function sql(parts: TemplateStringsArray, ...holes: readonly (Sql | number)[]): Sql {
  return trusted(parts.reduce((text, part, index) => `${text}${String(holes[index - 1] ?? '')}${part}`));
}

/** SQL pieces with something between them. */
export function joinSql(pieces: readonly Sql[], between: ', ' | ' and ' | ' or ' | ',\n  ' | ' '): Sql {
  return trusted(pieces.join(between));
}

/** Marks text as SQL. Only for the functions that quote, and for the author's own SQL once it is fenced in. */
export function trusted(text: string): Sql {
  return text as Sql;
}
