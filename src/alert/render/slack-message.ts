/** A message in Slack: the main one of a thread, which is edited as the incident goes on, and the replies below it. */
import type { AlertMessage } from '../../model/alert-message.js';
import type { ListLimits } from './plain-text.js';
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

type Lists = { readonly [list in 'causes' | 'affected' | 'changes' | 'warnings']: ListLimits };

const ROOMY: Lists = {
  causes: { characters: 2400, items: 10, item: 500 },
  affected: { characters: 1000, items: 10, item: 200 },
  changes: { characters: 1200, items: 15, item: 400 },
  warnings: { characters: 2900, items: 25, item: 300 },
};
/** Enough even where each character takes two in JSON. */
const TIGHT: Lists = {
  causes: { characters: 900, items: 4, item: 250 },
  affected: { characters: 300, items: 3, item: 100 },
  changes: { characters: 500, items: 3, item: 150 },
  warnings: { characters: 900, items: 4, item: 250 },
};
/** Slack refuses blocks that are longer together, although it documents no such limit: at about 13200 characters. */
const LONGEST_JSON = 12_500;

/** With as much of the lists as Slack takes. */
function blocksWithin(layout: (lists: Lists) => readonly SlackBlock[]): readonly SlackBlock[] {
  const blocks = layout(ROOMY);
  return JSON.stringify(blocks).length <= LONGEST_JSON ? blocks : layout(TIGHT);
}

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
  const blocks = blocksWithin((lists) => [
    header(`${SIGNS[told.mark]} ${told.headline}`),
    paragraph(intro),
    ...(news ? list('What has changed', told.details, lists.changes) : []),
    ...list(told.causesLabel, told.causes, lists.causes),
    ...list('Warnings', told.digest, lists.warnings),
    ...facts(told.facts),
    ...list('Affected downstream', told.affected, lists.affected),
    ...buttons({ acknowledge: open ? incident.id : null, link: told.link }),
  ]);
  return { text: fallback(told, intro), blocks };
}

/** A reply in the thread: what has just happened. */
export function slackReply(message: AlertMessage, options: SlackOptions): SlackContent {
  const told = tell(message, options.publicUrl);
  const blocks = blocksWithin((lists) => [
    paragraph(`${SIGNS[told.mark]} ${told.summary}`),
    ...list('What has changed', told.details, lists.changes),
    ...list('Warnings', told.digest, lists.warnings),
    ...buttons({ acknowledge: null, link: told.link }),
  ]);
  return { text: fallback(told, told.summary), blocks };
}

function fallback(told: Telling, line: string): string {
  return outsideText(`${SIGNS[told.mark]} ${told.headline}: ${line}`, 500);
}
