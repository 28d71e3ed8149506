/** A message in Slack: the main one of a thread, which is edited as the incident goes on, and the replies below it. */
import type { AlertMessage } from '../../model/alert-message.js';
import { buttons, facts, header, list, outsideText, paragraph, type SlackBlock } from './slack-blocks.js';
import { tell, type Mark, type Telling } from './tell.js';

export interface SlackContent {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** The verdict stands beside the sign in words, so that nothing hangs on a colour alone. */
const SIGNS: { readonly [mark in Mark]: string } = {
  critical: '🔴',
  error: '🟠',
  warning: '🟡',
  resolved: '🟢',
  info: '🔵',
};

const CAUSES = { characters: 2400, items: 10, item: 500 };
const AFFECTED = { characters: 1000, items: 10, item: 200 };
const DETAILS = { characters: 2400, items: 15, item: 500 };
const DIGEST = { characters: 3000, items: 25, item: 400 };

export interface SlackOptions {
  readonly publicUrl: string | null;
  /** True where a press of a button can be checked and answered. */
  readonly interactive: boolean;
}

/**
 * The main message of a thread: what is the matter now.
 * @param news true where it is posted, and says what has just happened; false where it is edited, and the news are in the thread
 */
export function slackMain(message: AlertMessage, options: SlackOptions, news: boolean): SlackContent {
  const told = tell(message, options.publicUrl);
  const { incident } = message;
  const open = incident?.state === 'open' && options.interactive;
  const intro = news ? told.summary : (told.title ?? told.summary);
  const blocks = [
    header(`${SIGNS[told.mark]} ${told.headline}`),
    paragraph(intro),
    ...(news ? list('What has changed', told.details, { ...DETAILS, characters: 1200 }) : []),
    ...list(told.causesLabel, told.causes, CAUSES),
    ...list('Warnings', told.digest, DIGEST),
    ...facts(told.facts),
    ...list('Affected downstream', told.affected, AFFECTED),
    ...buttons({ acknowledge: open ? incident.id : null, link: told.link }),
  ];
  return { text: fallback(told, intro), blocks };
}

/** A reply in the thread: what has just happened. */
export function slackReply(message: AlertMessage, options: SlackOptions): SlackContent {
  const told = tell(message, options.publicUrl);
  const blocks = [
    paragraph(`${SIGNS[told.mark]} ${told.summary}`),
    ...list('What has changed', told.details, DETAILS),
    ...list('Warnings', told.digest, DIGEST),
    ...buttons({ acknowledge: null, link: told.link }),
  ];
  return { text: fallback(told, told.summary), blocks };
}

function fallback(told: Telling, line: string): string {
  return outsideText(`${SIGNS[told.mark]} ${told.headline}: ${line}`, 500);
}
