/** Addresses to which a secret is sent: encrypted, unless they never leave this machine. */
import { httpUrl } from './http-url.js';
import { isLoopback } from './public-address.js';

/** What is wrong with the address; null where nothing is. @param what how the sentence calls it */
export function secretUrlProblem(address: string, what: string): string | null {
  const url = httpUrl(address);
  if (url === null) return `${what} is no URL: write https://….`;
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return `${what} is plain HTTP, which would show a secret to the network: write https://….`;
  return null;
}
