/** An address of HTTP, or none. */

/** The address; null where the text is no URL of `http:` or `https:`. */
export function httpUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}
