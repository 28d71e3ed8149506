/** JSON as it may be shown: what looks like a secret is hidden, should somebody have written one into a contract all the same. */
import { isObject, type Json } from './json.js';

const SECRET_NAME = /passw|secret|token|credential|private_?key|access_?key/i;
/** What stands before the host of an address. */
const USER_OF_ADDRESS = /\/\/[^@/\s]*@/g;

/** Values of keys that name a secret become `***`, and so do users and passwords within addresses. */
export function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(USER_OF_ADDRESS, '//***@');
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined
        ? []
        : [
            [
              key,
              SECRET_NAME.test(key) && typeof inner === 'string' ? '***' : withoutSecrets(inner),
            ] as const,
          ],
    ),
  );
}
