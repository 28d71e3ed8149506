/** The labels of an enum type of DuckDB, from the type's own text. */

/** `ENUM('a', 'it''s')` → a, it's; null for a text of another form. */
export function enumLabels(text: string): readonly string[] | null {
  const inside = /^ENUM\s*\((.*)\)$/is.exec(text.trim())?.[1];
  if (inside === undefined || !/^\s*'(?:[^']|'')*'(?:\s*,\s*'(?:[^']|'')*')*\s*$/s.test(inside)) return null;
  return [...inside.matchAll(/'((?:[^']|'')*)'/gs)].map(([, label = '']) => label.replaceAll("''", "'"));
}
