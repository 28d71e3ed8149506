/** What an error of Slack's client means for the message; its own text may quote the request and is not passed on. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { refused, tryLater, type SendResult } from '../channel.js';
import { errorCode } from './attempt.js';
import { LONGEST_WAIT_MS } from './retry-after.js';

/** Slack's own troubles, and moves of a workspace that come to an end. Everything else that Slack names is of our doing. */
const PASSING: readonly string[] = [
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
  'external_channel_migrating',
];

const CURES: Readonly<Record<string, string>> = {
  invalid_auth: 'renew the bot token.',
  not_authed: 'set the bot token.',
  token_revoked: 'renew the bot token.',
  token_expired: 'renew the bot token.',
  account_inactive: 'install the app again and renew the bot token.',
  missing_scope: 'give the app the scope chat:write and install it again.',
  channel_not_found: 'check the name of the channel; the app sees a private one only as its member.',
  not_in_channel: 'invite the app to the channel.',
  is_archived: 'name another channel, or take this one out of the archive.',
  restricted_action: 'the workspace lets this app not post there.',
};

/** The code by which Slack refused a call (`channel_not_found`); null where it did not. */
export function slackErrorCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const { error: code } = error.data;
  // An answer that is no JSON stands here as it came.
  return /^[a-z][a-z0-9_]{1,60}$/.test(code) ? code : 'unreadable answer';
}

export function explainSlackError(error: unknown): SendResult {
  if (error instanceof WebAPIRateLimitedError)
    return tryLater('Slack asks us to slow down.', Math.min(error.retryAfter * 1000, LONGEST_WAIT_MS));
  if (error instanceof WebAPIHTTPError) return httpError(error.statusCode);
  const code = slackErrorCode(error);
  if (code === null) return tryLater(`Slack can not be reached${errorCode(error)}.`);
  if (code === 'unreadable answer') return tryLater('What answered is not Slack, or Slack is out of order.');
  if (PASSING.includes(code)) return tryLater(`Slack could not take the message just now (${code}).`);
  return refused(
    `Slack refused the message (${code}): ${CURES[code] ?? 'see the reference of chat.postMessage.'}`,
  );
}

function httpError(status: number): SendResult {
  const sentence = `Slack answered with status ${String(status)}.`;
  return status >= 500 || status === 408 ? tryLater(sentence) : refused(sentence);
}
