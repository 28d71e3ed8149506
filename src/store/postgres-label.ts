/** How a PostgreSQL address is shown to people: never with its password. */
import { FaultError, fault } from '../model/fault.js';

/**
 * `host:port/database` of an address.
 * @throws FaultError `store-url` where it can not be read, or where a password with an unescaped `/`, `?` or `#` has made host
 * and database of what is a part of the password
 */
export function postgresLabel(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || `${parsed.pathname}${parsed.search}${parsed.hash}`.includes('@'))
    throw new FaultError([
      fault(
        'store-url',
        'The `postgres://` address of the store can not be read.',
        {},
        'Write postgres://user:password@host:5432/database, with special characters of the password percent-encoded (`/` as %2F, `@` as %40).',
      ),
    ]);
  const host = parsed.hostname || parsed.searchParams.get('host') || 'localhost';
  return `${host}${parsed.port === '' ? '' : `:${parsed.port}`}${parsed.pathname}`;
}
