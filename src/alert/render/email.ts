/** A message as an e-mail: subject, plain text, HTML; both bodies tell the same. */
import type { AlertMessage } from '../../model/alert-message.js';
import { emailHtml } from './email-html.js';
import { fit, fitList } from './plain-text.js';
import { tell, type Telling } from './tell.js';

export interface EmailContent {
  /** Of the first e-mail of a thread; later ones repeat it after `Re: `, so that mail programs keep them together. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LISTS = { characters: 20_000, items: 50, item: 1000 };

export function email(message: AlertMessage, publicUrl: string | null): EmailContent {
  const told = tell(message, publicUrl);
  const about = told.title === null ? told.headline : `${told.headline}: ${told.title}`;
  return { subject: fit(`[Assay] ${about}`, 200), text: plainBody(told), html: emailHtml(told, LISTS) };
}

function plainBody(told: Telling): string {
  const facts = told.facts.map(({ label, value }) => `${`${label}:`.padEnd(14)} ${fit(value, 500)}`);
  const parts = [
    [fit(told.headline, 300)],
    [fit(told.summary, 1000)],
    list('What has changed', told.details),
    list(told.causesLabel, told.causes),
    list('Warnings', told.digest),
    facts,
    list('Affected downstream', told.affected),
    told.link === null ? [] : [told.link],
  ];
  const blocks = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function list(label: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${label}:`, ...fitList(items, LISTS, '- ')];
}
