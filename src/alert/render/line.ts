/** A message as one line for a terminal or a log. */
import type { AlertMessage } from '../../model/alert-message.js';
import { count, fit } from './plain-text.js';
import { tell } from './tell.js';

/** Without a line break; it moves no cursor and colours nothing, whatever the text. */
export function line(message: AlertMessage, publicUrl: string | null): string {
  const told = tell(message, publicUrl);
  const { affected, digest } = told;
  const parts = [
    `${fit(told.headline, 200)} (${message.occasion}): ${fit(told.summary, 600)}`,
    ...told.facts.filter(({ label }) => label === 'Owner').map(({ value }) => `owner ${fit(value, 100)}`),
    ...(affected.length === 0 ? [] : [`${count(affected.length, 'dataset')} affected`]),
    ...(digest.length === 0 ? [] : [fit(digest.join('; '), 600)]),
    ...(told.link === null ? [] : [told.link]),
  ];
  return `assay alert ${parts.join(' · ')}`;
}
