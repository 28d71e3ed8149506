/** Tables in an order in which each is made after those that it refers to. */

interface Linked<Table, Reference> {
  readonly table: Table;
  readonly references: readonly Reference[];
}

/** References that close a circle are cut; one to the table itself is none. */
export function inOrder<Table, Reference extends { readonly target: Table }>(
  linked: readonly Linked<Table, Reference>[],
): {
  readonly sorted: readonly Linked<Table, Reference>[];
  readonly cut: readonly { readonly table: Table; readonly reference: Reference }[];
} {
  const sorted: Linked<Table, Reference>[] = [];
  const cut: { table: Table; reference: Reference }[] = [];
  const rest = new Set(linked);
  const isThere = (one: Linked<Table, Reference>, { target }: Reference): boolean =>
    target === one.table || sorted.some(({ table }) => table === target);
  while (rest.size > 0) {
    const free = [...rest].find((one) => one.references.every((each) => isThere(one, each)));
    const [first] = rest;
    const next = free ?? first;
    if (next === undefined) break;
    for (const reference of next.references)
      if (!isThere(next, reference)) cut.push({ table: next.table, reference });
    sorted.push(next);
    rest.delete(next);
  }
  return { sorted, cut };
}
