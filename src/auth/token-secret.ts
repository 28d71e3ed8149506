/** The text of an API token, `assay_<id>_<secret>`: shown once, kept only as a hash. */
import { randomInt } from 'node:crypto';
import { hashSecret, randomSecret } from './secret.js';

/** For the rules of secret scanners, in documents and in `.gitleaks.toml` and the like. */
export const TOKEN_PATTERN = 'assay_[0-9a-z]{12}_[A-Za-z0-9_-]{43}';

const TOKEN = new RegExp(`^${TOKEN_PATTERN}$`);
const ID_LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;

export interface TokenSecret {
  /** Public: names the token in lists and logs. */
  readonly id: string;
  /** The whole token: for its owner's eyes. */
  readonly text: string;
  readonly hash: string;
}

/** A new token with an id that nobody can guess and a secret of 32 random bytes. */
export function newTokenSecret(): TokenSecret {
  const id = Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');
  const text = `assay_${id}_${randomSecret()}`;
  return { id, text, hash: hashSecret(text) };
}

/** What a text says of itself; null where it can not be a token of ours, so that nothing needs to be looked up. */
export function parseToken(text: string): TokenSecret | null {
  // Tells at once what is far too long, whatever it holds.
  if (text.length !== 'assay__'.length + ID_LENGTH + 43 || !TOKEN.test(text)) return null;
  return { id: text.slice('assay_'.length, 'assay_'.length + ID_LENGTH), text, hash: hashSecret(text) };
}
