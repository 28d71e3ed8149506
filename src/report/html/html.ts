/** HTML that is safe by how it is made: what stands in a template is markup, what is put into it is text. */

/** Markup that `html` made. */
export interface Markup {
  readonly markup: string;
}

/** A list is written one after the other; null is nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/** `` html`<p>${text}</p>` `` */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const markup = parts
    .map((part, i) => (i === 0 ? part : `${written(values[i - 1] ?? null)}${part}`))
    .join('');
  return { markup };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(written).join('');
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no place in HTML, and marks of direction would make one text look like another. */
const REFUSED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

function escapeText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(REFUSED, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
