/** Slack's Web API as far as we call it: checks each call against the reference, keeps the messages, and fails as a test says. */
import { startHttp, type HttpStandIn, type Reply, type StandInRequest } from './http-stand-in.js';
import { blockFaults, markupFaults } from './slack-limits.js';

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly broadcast: boolean;
  text: string;
  blocks: readonly unknown[];
  metadata: unknown;
  edits: number;
}

/** What HTTP says, or what Slack says with status 200. */
export type Failure = Reply | { readonly error: string } | null;

export interface SlackStandIn {
  readonly url: string;
  readonly http: HttpStandIn;
  readonly messages: readonly SlackMessage[];
  /** Method names, in order. */
  readonly calls: readonly string[];
  /** The next calls get these instead of an answer; null: an answer all the same. */
  fail(...replies: readonly Failure[]): void;
  /** Somebody deletes a message. */
  remove(ts: string): void;
  close(): Promise<void>;
}

export const SLACK_TOKEN = 'xoxb-1-verysecret';
/** Names as people write them, and ids as Slack answers with. */
const CHANNELS: Readonly<Record<string, string>> = {
  '#data': 'C0DATA',
  C0DATA: 'C0DATA',
  '#owners': 'C0OWNERS',
  C0OWNERS: 'C0OWNERS',
};

export async function startSlack(): Promise<SlackStandIn> {
  const http = await startHttp();
  const messages: SlackMessage[] = [];
  const calls: string[] = [];
  let failures: readonly Failure[] = [];
  http.answer((request) => {
    calls.push(request.path.replace('/api/', ''));
    const [next, ...rest] = failures;
    failures = rest;
    if (next === undefined || next === null) return json(answer(request, messages));
    return typeof next === 'object' && 'error' in next ? json({ ok: false, error: next.error }) : next;
  });
  return {
    url: `http://127.0.0.1:${String(http.port)}/api/`,
    http,
    messages,
    calls,
    fail: (...next) => {
      failures = next;
    },
    remove: (ts) =>
      messages.splice(
        messages.findIndex((each) => each.ts === ts),
        1,
      ),
    close: () => http.close(),
  };
}

const json = (value: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

const no = (error: string, ...messages: readonly string[]) => ({
  ok: false,
  error,
  response_metadata: { messages },
});

function answer(request: StandInRequest, messages: SlackMessage[]): unknown {
  if (request.headers.authorization !== `Bearer ${SLACK_TOKEN}`) return no('invalid_auth');
  const form = new URLSearchParams(request.body);
  const text = form.get('text') ?? '';
  if (text === '') return no('no_text');
  if (text.length > 4000 || markupFaults(text).length > 0) return no('invalid_arguments', 'text');
  const blocks: unknown = JSON.parse(form.get('blocks') ?? '[]');
  const faults = blockFaults(blocks);
  if (faults.length > 0) return no('invalid_blocks', ...faults);
  const metadata = JSON.parse(form.get('metadata') ?? 'null') as { event_type?: unknown } | null;
  if (metadata !== null && typeof metadata.event_type !== 'string') return no('invalid_metadata_format');
  const content = { text, blocks: blocks as unknown[], metadata };
  if (request.path === '/api/chat.postMessage') return posted(form, content, messages);
  if (request.path === '/api/chat.update') return updated(form, content, messages);
  return no('unknown_method');
}

type Content = Pick<SlackMessage, 'text' | 'blocks' | 'metadata'>;

function posted(form: URLSearchParams, content: Content, messages: SlackMessage[]): unknown {
  const channel = CHANNELS[form.get('channel') ?? ''];
  if (channel === undefined) return no('channel_not_found');
  const thread = form.get('thread_ts');
  if (
    thread !== null &&
    !messages.some((each) => each.channel === channel && each.ts === thread && each.thread === null)
  )
    return no('invalid_thread_ts');
  const broadcast = form.get('reply_broadcast') === 'true';
  if (broadcast && thread === null) return no('invalid_arguments', 'reply_broadcast');
  const ts = `981173106.${String(messages.length + 1).padStart(6, '0')}`;
  messages.push({ channel, ts, thread, broadcast, ...content, edits: 0 });
  return { ok: true, channel, ts };
}

/** An edit takes ids of channels only, and links names unless it is told not to. */
function updated(form: URLSearchParams, content: Content, messages: SlackMessage[]): unknown {
  const channel = form.get('channel') ?? '';
  if (!/^C0/.test(channel)) return no('channel_not_found');
  if (form.get('parse') !== 'none') return no('invalid_arguments', 'parse');
  const found = messages.find((each) => each.channel === channel && each.ts === form.get('ts'));
  if (found === undefined) return no('message_not_found');
  Object.assign(found, content, { edits: found.edits + 1 });
  return { ok: true, channel, ts: found.ts, text: content.text };
}
