/** Slack's blocks as far as we use them, each kept within what Slack documents: text from outside is never markup, a link or a mention. */
import { fit, fitList, type ListLimits } from './plain-text.js';

export interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: false;
  readonly verbatim?: true;
}

export interface SlackButton {
  readonly type: 'button';
  readonly text: SlackText;
  readonly action_id: string;
  readonly value?: string;
  readonly url?: string;
  readonly style?: 'primary';
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: SlackText }
  | { readonly type: 'section'; readonly text: SlackText }
  | { readonly type: 'section'; readonly fields: readonly SlackText[] }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] };

const MENTIONS = /@(?=channel\b|here\b|everyone\b)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack reads `&`, `<` and `>` as control characters in every text. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** `@channel` becomes a word that looks the same and calls nobody. */
export function withoutMentions(text: string): string {
  return text.replace(MENTIONS, '@\u2060');
}

/** Text from outside, escaped, in at most `limit` units; Slack refuses an empty one. */
export function outsideText(text: string, limit: number): string {
  return fit(withoutMentions(text), limit, escapeSlack) || '–';
}

/** Text from outside: `plain_text`, in which Slack formats nothing. */
function plain(text: string, limit: number): SlackText {
  return { type: 'plain_text', text: outsideText(text, limit), emoji: false };
}

/** Our own words, in bold. */
function label(words: string): SlackText {
  return { type: 'mrkdwn', text: `*${words}*`, verbatim: true };
}

/** Slack: 150. */
export function header(text: string): SlackBlock {
  return { type: 'header', text: plain(text, 150) };
}

/** Slack: 3000. Ours are shorter, here and below: all blocks of a message together have a limit too. */
export function paragraph(text: string): SlackBlock {
  return { type: 'section', text: plain(text, 600) };
}

/** A heading in our words and its items; nothing where there are none. */
export function list(words: string, items: readonly string[], limits: ListLimits): readonly SlackBlock[] {
  if (items.length === 0) return [];
  const lines = fitList(items.map(withoutMentions), limits, '• ', escapeSlack);
  const text: SlackText = { type: 'plain_text', text: lines.join('\n'), emoji: false };
  return [
    { type: 'section', text: label(words) },
    { type: 'section', text },
  ];
}

/** Two columns: our words in bold, text from outside beside them. Slack: 10 fields a section, 2000 each. */
export function facts(
  pairs: readonly { readonly label: string; readonly value: string }[],
): readonly SlackBlock[] {
  const blocks: SlackBlock[] = [];
  for (let start = 0; start < pairs.length; start += 5) {
    const fields = pairs
      .slice(start, start + 5)
      .flatMap((pair) => [label(pair.label), plain(pair.value, 200)]);
    blocks.push({ type: 'section', fields });
  }
  return blocks;
}

/** What a press of the button is called in Slack's request. */
export const ACKNOWLEDGE_ACTION = 'assay_acknowledge';

export interface Buttons {
  /** Id of the incident to acknowledge; null: no such button. */
  readonly acknowledge: string | null;
  readonly link: string | null;
}

/** Slack: a value of 2000, a URL of 3000; ours: ids and addresses as they are in earnest. A button that can not say what it should is left out. */
export function buttons(wished: Buttons): readonly SlackBlock[] {
  const { acknowledge, link } = wished;
  const elements: SlackButton[] = [];
  const own = (text: string): SlackText => ({ type: 'plain_text', text, emoji: false });
  if (acknowledge !== null && acknowledge !== '' && acknowledge.length <= 255)
    elements.push({
      type: 'button',
      text: own('Acknowledge'),
      action_id: ACKNOWLEDGE_ACTION,
      value: acknowledge,
      style: 'primary',
    });
  if (link !== null && link.length <= 1000)
    elements.push({ type: 'button', text: own('Open'), action_id: 'assay_open', url: link });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}
