/** Slack: one message for an incident, edited as it goes on, and what happens told in its thread. */
import { LogLevel, WebClient, type Logger, type WebAPICallResult } from '@slack/web-api';
import type { AlertMessage, Occasion, Receipt } from '../../model/alert-message.js';
import { refused, sent, type AlertChannel, type SendContext, type SendResult } from '../channel.js';
import type { SlackSettings } from '../channel-settings.js';
import { slackMain, slackReply, type SlackContent } from '../render/slack-message.js';
import { attempt } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';
import { secretUrlProblem } from './secret-url.js';
import { explainSlackError, slackErrorCode } from './slack-error.js';

export function slackChannel(settings: SlackSettings, seams: ChannelSeams): AlertChannel {
  return {
    type: 'slack',
    send: (message, context) =>
      attempt(
        { signal: context.signal, timeoutMs: seams.timeoutMs ?? 15_000 },
        (signal) => deliver(message, context, settings, signal),
        explainSlackError,
      ),
  };
}

/** What one message is sent with. */
interface Sending {
  readonly client: WebClient;
  readonly message: AlertMessage;
  /** Makes a message that came twice visible: Slack itself has no key for that. */
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string>>;
  };
}

async function deliver(
  message: AlertMessage,
  context: SendContext,
  settings: SlackSettings,
  signal: AbortSignal,
): Promise<SendResult> {
  const problem =
    settings.apiUrl === null ? null : secretUrlProblem(settings.apiUrl, "The address of Slack's Web API");
  if (problem !== null) return refused(problem);
  const sending = { client: clientOf(settings, signal), message, metadata: metadataOf(message) };
  const options = { publicUrl: context.publicUrl, interactive: settings.signingSecret !== null };
  const main = threadOf(context.first);
  if (main === null)
    return post(sending, message.address ?? settings.channel, slackMain(message, options, true));
  // Edited first: an edit does no harm when it is done again, a reply would stand there twice.
  const there = await edit(sending, main, slackMain(message, options, false));
  return there
    ? post(sending, main.channel, slackReply(message, options), main.ts)
    : post(sending, main.channel, slackMain(message, options, true));
}

interface Main {
  readonly channel: string;
  readonly ts: string;
}

function threadOf(first: Receipt | null): Main | null {
  const { channel, ts } = first ?? {};
  return channel === undefined || ts === undefined ? null : { channel, ts };
}

/** A thread is read by few; what calls for somebody is shown in the channel as well. */
const LOUD: readonly Occasion[] = ['raised', 'reminder', 'escalation'];

async function post(
  sending: Sending,
  channel: string,
  content: SlackContent,
  thread: string | null = null,
): Promise<SendResult> {
  const inThread =
    thread === null ? {} : { thread_ts: thread, reply_broadcast: LOUD.includes(sending.message.occasion) };
  const answer = await call(sending, 'chat.postMessage', content, {
    channel,
    ...inThread,
    unfurl_links: false,
    unfurl_media: false,
  });
  const ts = answer['ts'];
  const where = answer['channel'];
  // Without them no later message finds this one, but this one is posted.
  if (typeof ts !== 'string' || typeof where !== 'string') return sent({});
  return sent({ channel: where, ts, ...(thread === null ? {} : { thread }) });
}

const GONE = 'message_not_found';
/** The message is there, and Slack does not let us edit it any more. */
const CLOSED: readonly string[] = ['cant_update_message', 'edit_window_closed'];

/** False where the message is gone: somebody deleted it. */
async function edit(sending: Sending, main: Main, content: SlackContent): Promise<boolean> {
  try {
    // Unlike a post, an edit looks for names of channels and people unless it is told not to.
    await call(sending, 'chat.update', content, { ...main, parse: 'none', link_names: false });
    return true;
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (code === GONE) return false;
    if (CLOSED.includes(code)) return true;
    throw error;
  }
}

/** Slack does not take the blocks: the words must arrive all the same. */
const BLOCKS_REFUSED: readonly string[] = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

async function call(
  { client, metadata }: Sending,
  method: string,
  content: SlackContent,
  more: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const request = (blocks: SlackContent['blocks']): Promise<WebAPICallResult> =>
    client.apiCall(method, { ...more, text: content.text, blocks, metadata });
  try {
    return { ...(await request(content.blocks)) };
  } catch (error) {
    if (!BLOCKS_REFUSED.includes(slackErrorCode(error) ?? '')) throw error;
    return { ...(await request([])) };
  }
}

function metadataOf({ id, incident, occasion }: AlertMessage): Sending['metadata'] {
  const about = incident === null ? {} : { incident_id: incident.id };
  return { event_type: 'assay_alert', event_payload: { message_id: id, occasion, ...about } };
}

/** One attempt a call, nothing logged; made for each message because it carries that message's signal. */
function clientOf(settings: SlackSettings, signal: AbortSignal): WebClient {
  return new WebClient(settings.token, {
    ...(settings.apiUrl === null ? {} : { slackApiUrl: settings.apiUrl }),
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: (url, init) => fetch(url, { ...init, signal }),
    logger: SILENT,
  });
}

const nothing = (): void => undefined;
/** The client would print requests and answers. */
const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
