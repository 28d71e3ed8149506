/** Ids from content: SHA-256 over canonical JSON (RFC 8785), so that equal content has an equal id everywhere. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** Digest of any JSON value, as `sha256:<64 hex digits>`. Keys with the value `undefined` count as absent. */
export function digest(value: unknown): string {
  const text = (canonicalize as unknown as (v: unknown) => string | undefined)(value);
  if (text === undefined) throw new Error('digest: this value has no JSON form');
  return digestText(text);
}

/** Digest of a text as it stands, as `sha256:<64 hex digits>`. */
export function digestText(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** The first 12 hex digits of a digest: enough to tell things of one project apart where a person reads. */
export function shortDigest(full: string): string {
  return full.replace(/^sha256:/, '').slice(0, 12);
}
