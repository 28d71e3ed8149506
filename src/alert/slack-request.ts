/** Requests that Slack makes when somebody presses a button: is it Slack, and what is wished? */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ACKNOWLEDGE_ACTION } from './render/slack-blocks.js';

export interface SlackRequest {
  readonly signingSecret: string;
  /** Header `X-Slack-Request-Timestamp`, seconds since 1970. */
  readonly timestamp: string;
  /** Header `X-Slack-Signature`, `v0=<hex>`. */
  readonly signature: string;
  /** The body as it came, byte for byte. */
  readonly rawBody: string | Uint8Array;
  readonly now: Date;
}

/** An older request may be one that was overheard and is played again. */
const WINDOW_MS = 5 * 60_000;

/** True where the request was signed with the app's secret in the last five minutes. */
export function verifySlackRequest(request: SlackRequest): boolean {
  const { signingSecret, timestamp, signature, rawBody, now } = request;
  if (signingSecret === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > WINDOW_MS) return false;
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex');
  const expected = Buffer.from(`v0=${digest}`);
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export interface SlackAction {
  readonly action: 'acknowledge';
  /** Id of the incident. */
  readonly incident: string;
  readonly user: { readonly id: string; readonly name: string };
}

/**
 * What a verified request wishes. Null for a press of anything else, such as the button that opens a page: Slack tells of
 * that as well and only wants to hear 200.
 * @param rawBody `payload=<JSON>`, form-encoded
 */
export function parseSlackAction(rawBody: string): SlackAction | null {
  const payload = recordOf(parsed(new URLSearchParams(rawBody).get('payload') ?? ''));
  const actions = payload['actions'];
  if (payload['type'] !== 'block_actions' || !Array.isArray(actions)) return null;
  const action = recordOf(actions[0]);
  const user = recordOf(payload['user']);
  const incident = shortText(action['value']);
  const id = shortText(user['id']);
  if (action['action_id'] !== ACKNOWLEDGE_ACTION || incident === null || id === null) return null;
  const name = shortText(user['username']) ?? shortText(user['name']) ?? id;
  return { action: 'acknowledge', incident, user: { id, name } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A text without control characters that is neither empty nor longer than an id or a name can be. */
function shortText(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > 200) return null;
  return /\p{Cc}/u.test(value) ? null : value;
}
