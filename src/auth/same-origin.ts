/** Requests that a browser sends for a stranger: where the right to act lies in a cookie or in the place of the caller, the page must be our own. */

/** What a request says of where it comes from and goes to. */
export interface RequestOrigin {
  readonly method: string;
  /** `Host`. */
  readonly host: string | null;
  /** `Origin`: what page sends it. Browsers add it to everything but plain reads; programs send none. */
  readonly origin: string | null;
  /** `Sec-Fetch-Site`: the same, as the browser judges it. */
  readonly fetchSite: string | null;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may act on the right of the browser or machine that it comes from. Reads may: a stranger's page does not get to see
 * the answer. Else the page must be of our own origin.
 * @param publicUrl where people reach the service; null: wherever this request went to
 * @param right `cookie`: must be proved; `loopback`: programs on this machine, which send neither header, are let through
 */
export function isOwnRequest(
  request: RequestOrigin,
  publicUrl: string | null,
  right: 'cookie' | 'loopback',
): boolean {
  if (SAFE.has(request.method.toUpperCase())) return true;
  const { origin, fetchSite } = request;
  if (fetchSite !== null && fetchSite !== 'same-origin') return false;
  if (origin !== null) return isOwnOrigin(origin, request.host, publicUrl);
  return fetchSite !== null || right === 'loopback';
}

function isOwnOrigin(origin: string, host: string | null, publicUrl: string | null): boolean {
  const page = readUrl(origin);
  if (page === null || page.origin !== origin) return false;
  const own = publicUrl === null ? null : readUrl(publicUrl);
  if (own?.origin === origin) return true;
  // Under the public name only by the public scheme: what comes in the clear may come from anybody on the way.
  return host !== null && page.host === host.toLowerCase() && page.host !== own?.host;
}

/**
 * Whether a `Host` header names this machine itself. A page of a stranger whose name was made to point at 127.0.0.1 still carries the
 * stranger's name there.
 */
export function namesLoopback(host: string | null): boolean {
  const name = /^(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.exec(host ?? '');
  return name !== null;
}

/** Whether the address at the other end of the connection is of this machine. */
export function isLoopbackAddress(address: string | null): boolean {
  return address !== null && /^(?:(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(address);
}

function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
