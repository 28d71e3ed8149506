/** A POST over HTTP to addresses that were chosen before: follows no redirect, reads little of the answer, keeps no connection. */
import {
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { refused, sent, tryLater, type SendResult } from '../channel.js';
import type { HostAddress } from './public-address.js';
import { retryAfterMs } from './retry-after.js';

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the host's name stands for; null: as the system resolves it. */
  readonly addresses: readonly HostAddress[] | null;
  /** PEM of certificate authorities to trust instead of the usual ones. */
  readonly ca: string | null;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Enough for a service to say its piece; the rest is not waited for. */
const ANSWER_BYTES = 4096;
const ANSWER_MS = 1000;

/** @throws Error of node:http where no answer came */
export async function post(wish: Post): Promise<HttpAnswer> {
  const response = await open(wish);
  await skim(response);
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null };
}

function open(wish: Post): Promise<IncomingMessage> {
  const { url, body, addresses, ca, signal } = wish;
  const options: RequestOptions & { ca?: string } = {
    method: 'POST',
    headers: { ...wish.headers, 'content-length': String(Buffer.byteLength(body)) },
    agent: false,
    signal,
    ...(addresses === null ? {} : { lookup: only(addresses) }),
    ...(ca === null ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest =
      url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
    request.once('response', resolve);
    request.once('error', reject);
    request.end(body);
  });
}

/** A look-up that knows one answer. */
function only(addresses: readonly HostAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else if (first === undefined) callback(new Error('no address'), '');
    else callback(null, first.address, first.family);
  };
}

/** The status is known by now: an answer that is long, or breaks off, changes nothing. */
async function skim(response: IncomingMessage): Promise<void> {
  let read = 0;
  const timer = setTimeout(() => response.destroy(), ANSWER_MS);
  try {
    for await (const chunk of response) {
      read += Buffer.isBuffer(chunk) ? chunk.length : 0;
      if (read > ANSWER_BYTES) break;
    }
  } catch {
    // See above.
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

const PASSING: readonly number[] = [408, 425, 429];

/** What an answer means for the message. @param service how the sentence calls it: `The webhook` */
export function judgeAnswer(answer: HttpAnswer, now: Date, service: string): SendResult {
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return sent({ status: String(status) });
  if (PASSING.includes(status) || status >= 500)
    return tryLater(`${service} answered with status ${String(status)}.`, retryAfterMs(retryAfter, now));
  if (status >= 300 && status < 400)
    return refused(
      `${service} redirects elsewhere (${String(status)}), which is not followed: write its final address.`,
    );
  return refused(
    `${service} refused the message with status ${String(status)}: check its address and its secret.`,
  );
}
