/** A mailbox as people write it: `ada@example.com`, or with a name before it. */

export interface Mailbox {
  /** Empty where none is written. */
  readonly name: string;
  readonly address: string;
}

/** No blanks, quotes, commas or brackets: what could make two of one address, or end a header, is no address here. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,253}$/u;

/** Null where the text is not exactly one mailbox. */
export function parseMailbox(text: string): Mailbox | null {
  const [, written, inside] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  const name = (written ?? '').trim().replace(/^"(.*)"$/, '$1');
  const address = (inside ?? text).trim();
  if (/\p{Cc}/u.test(name) || !ADDRESS.test(address)) return null;
  return { name, address };
}

/** What stands behind the `@`, where it can stand in a Message-ID. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return /^[a-z0-9.-]+$/.test(domain) ? domain : 'assay.invalid';
}
