/** A change of what stands in a page's address: what becomes undefined goes from it. */

export type SearchChange<Search> = { readonly [Key in keyof Search]?: Search[Key] | undefined };

/** For `navigate({ search: (old) => changeSearch(old, { tab }) })`. */
export function changeSearch<Search extends object>(old: Search, change: SearchChange<Search>): Search {
  const entries = Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined);
  // The members of the search, each with a value of its type; those that may be missing may be left out.
  return Object.fromEntries(entries) as Search;
}
