/** Webhooks: a signed POST of JSON to an address that is checked each time it is used. */
import { createHmac } from 'node:crypto';
import { refused, tryLater, type AlertChannel, type SendContext, type SendResult } from '../channel.js';
import type { WebhookSettings } from '../channel-settings.js';
import type { AlertMessage } from '../../model/alert-message.js';
import { webhookBody } from '../render/webhook-body.js';
import { attempt, errorCode } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';
import { judgeAnswer, post } from './http-post.js';
import { httpUrl } from './http-url.js';
import { bareHost, isAddress, isLoopback, isPublicAddress, publicAddresses } from './public-address.js';

export function webhookChannel(settings: WebhookSettings, seams: ChannelSeams): AlertChannel {
  return {
    type: 'webhook',
    send: (message, context) =>
      attempt(
        { signal: context.signal, timeoutMs: seams.timeoutMs ?? 10_000 },
        (signal) => deliver(message, context, settings, seams, signal),
        (error) => tryLater(`The webhook can not be reached${errorCode(error)}.`),
      ),
  };
}

/** What is wrong with the address as it is written; null where nothing is. What its name stands for is seen when it is used. */
export function webhookUrlProblem(settings: Pick<WebhookSettings, 'url' | 'allowPrivate'>): string | null {
  const url = httpUrl(settings.url);
  if (url === null) return 'The address of the webhook is no URL: write https://….';
  if (settings.allowPrivate) return null;
  if (url.protocol === 'http:')
    return 'The webhook is plain HTTP, which is allowed in private networks only: write https://…, or allowPrivate: true.';
  const host = bareHost(url.hostname);
  return isLoopback(host) || (isAddress(host) && !isPublicAddress(host)) ? PRIVATE : null;
}

const PRIVATE =
  'The webhook is in a private network, on this machine, or at a reserved address: set allowPrivate: true where that is meant.';

async function deliver(
  message: AlertMessage,
  context: SendContext,
  settings: WebhookSettings,
  seams: ChannelSeams,
  signal: AbortSignal,
): Promise<SendResult> {
  const problem = webhookUrlProblem(settings);
  if (problem !== null) return refused(problem);
  const url = new URL(settings.url);
  const addresses = await publicAddresses(url.hostname, settings.allowPrivate, seams.resolve);
  if (addresses === null) return refused(PRIVATE);
  const body = JSON.stringify(webhookBody(message, context.publicUrl));
  const headers = signedHeaders(message, context, body, settings.secret);
  const answer = await post({ url, headers, body, addresses, ca: seams.ca, signal });
  return judgeAnswer(answer, context.now, 'The webhook');
}

function signedHeaders(
  message: AlertMessage,
  context: SendContext,
  body: string,
  secret: string,
): Record<string, string> {
  const timestamp = String(Math.floor(context.now.getTime() / 1000));
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'assay',
    'x-assay-id': message.id,
    'x-assay-attempt': String(context.attempt),
    'x-assay-timestamp': timestamp,
    'x-assay-signature': `v1=${webhookSignature(secret, timestamp, body)}`,
  };
}

/** Hex HMAC-SHA256 of `<timestamp>.<body>`; the timestamp is in seconds since 1970. */
export function webhookSignature(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
