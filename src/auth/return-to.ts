/** Where a browser goes after the sign-in: a path of this service, whatever a link asks for. */

/**
 * An absolute address below the origin of `publicUrl`. Only a path is taken from what is wished; anything else, and what would lead in a
 * circle, becomes the start page.
 */
export function returnAddress(wished: string | null, publicUrl: URL): string {
  const start = new URL(publicUrl.pathname, publicUrl.origin);
  // Not `https://elsewhere`, and not `//elsewhere`, which is the same without saying so.
  if (wished === null || !/^\/(?![/\\])/.test(wished) || !URL.canParse(wished, publicUrl.origin))
    return start.href;
  const url = new URL(wished, publicUrl.origin);
  // A parser drops tabs and `/.`, which may leave another host or an address that a browser reads as one.
  const stays = url.origin === publicUrl.origin && !url.pathname.startsWith('//');
  return stays && !/\/auth\//i.test(url.pathname) ? url.href : start.href;
}
