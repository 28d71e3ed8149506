/** Secrets that Assay itself hands out: how they are made, and the only form in which they are kept. */
import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as 43 characters of base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * SHA-256 as 64 hex digits. A plain hash is enough for a secret of 256 random bits: nobody can try them all, and it costs a request
 * next to nothing. Secrets are looked up by it, so that no comparison of secrets can be timed.
 */
export function hashSecret(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
