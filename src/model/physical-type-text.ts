/** The text of a nested type, taken apart at its own level: brackets and quoted names are left whole. */

/** `a int, b decimal(4,2)` → [`a int`, `b decimal(4,2)`]; [] for blank text. */
export function splitArguments(text: string): readonly string[] {
  const cuts = outerPositions(text, (char) => char === ',');
  const parts = [-1, ...cuts].map((cut, i) => text.slice(cut + 1, cuts[i] ?? text.length).trim());
  return parts.filter((part) => part !== '');
}

/** `"first name" varchar`, `sku: string` or `sku string` → name and type. A part without a type has an empty one. */
export function splitField(text: string): { readonly name: string; readonly type: string } {
  const [cut] = outerPositions(text, (char) => char === ' ' || char === ':');
  if (cut === undefined) return { name: unquote(text), type: '' };
  return { name: unquote(text.slice(0, cut).trim()), type: text.slice(cut + 1).replace(/^[\s:]+/, '') };
}

/** A name without its quotes: `"a""b"` → `a"b`. */
export function unquote(name: string): string {
  const quote = name.at(0);
  if (name.length < 2 || (quote !== '"' && quote !== '`') || name.at(-1) !== quote) return name;
  return name.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Where characters stand that are outside all brackets and quotes. */
function outerPositions(text: string, wanted: (char: string) => boolean): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  let quote: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== null) quote = char === quote ? null : quote;
    else if (char === '"' || char === '`' || char === "'") quote = char;
    else if ('(<['.includes(char)) depth++;
    else if (')>]'.includes(char)) depth--;
    else if (depth === 0 && wanted(char)) found.push(i);
  }
  return found;
}
