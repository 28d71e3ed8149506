/** Reads published keys: from a file, or from where a service publishes them. */
import { readFile } from 'node:fs/promises';
import type { ReadableStream } from 'node:stream/web';
import { fault, FaultError } from '../model/fault.js';
import { isObject } from '../model/json.js';
import type { JwkSet } from '../model/hallmark.js';

/** Bytes; hundreds of keys take less. */
const LONGEST = 1024 * 1024;
const TIMEOUT_MS = 10_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * @param place a file, or a URL: https, or http on this machine only
 * @throws FaultError keys-address, keys-unreachable, unreadable-file, bad-keys
 */
export async function readJwks(place: string): Promise<JwkSet> {
  const url = /^[a-z][a-z\d+.-]+:\/\//i.test(place) ? addressOf(place) : null;
  const text = url === null ? await textOfFile(place) : await textOfUrl(url);
  const set = parse(text);
  if (set !== null) return set;
  throw new FaultError([fault('bad-keys', `${url?.host ?? place} holds no JSON Web Key Set.`)]);
}

/** Keys that come over an open line could be anybody's. The address is not shown: it may hold a password, though keys need none. */
function addressOf(place: string): URL {
  const url = URL.canParse(place) ? new URL(place) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url !== null && safe && url.username === '' && url.password === '') return url;
  const hint = 'Write https://… without a password, or the path of a file. http is for this machine only.';
  throw new FaultError([fault('keys-address', 'Keys are not fetched from this address.', {}, hint)]);
}

async function textOfFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new FaultError([fault('unreadable-file', `${path} can not be read.`)]);
  }
}

async function textOfUrl(url: URL): Promise<string> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { redirect: 'error', signal, headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`it answered ${String(answer.status)}`);
    return await bodyOf(answer);
  } catch (error) {
    throw unreachable(url.host, error);
  }
}

async function bodyOf(answer: Response): Promise<string> {
  const body: ReadableStream<Uint8Array> | null = answer.body;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > LONGEST) throw new Error('its answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function unreachable(host: string, error: unknown): FaultError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message || cause.name : 'no answer';
  return new FaultError([fault('keys-unreachable', `The keys of ${host} could not be fetched: ${why}.`)]);
}

function parse(text: string): JwkSet | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    const { keys } = value;
    return Array.isArray(keys) ? { keys: keys.filter(isObject) } : null;
  } catch {
    return null;
  }
}
