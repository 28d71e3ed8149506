/** The key of a message: what makes it the same one, whoever writes it and however often. */
import type { Occasion } from './alert-message.js';

export interface AlertKeyParts {
  /** Id of the incident; of what is of none, a word of its own. */
  readonly subject: string;
  readonly occasion: Occasion;
  readonly channel: string;
  readonly address: string | null;
  /** Tells repetitions apart: a number, a severity, a day, the decision that brought it about. */
  readonly n: string;
}

/** `<subject>:<occasion>:<channel>:<address>:<n>`; a colon within a part is written `%3A`. */
export function alertKey({ subject, occasion, channel, address, n }: AlertKeyParts): string {
  return [subject, occasion, channel, address ?? '', n].map(escapePart).join(':');
}

/** The parts of a key that `alertKey` wrote. @throws Error for any other text */
export function readAlertKey(key: string): AlertKeyParts {
  const [subject, occasion, channel, address, n, ...rest] = key.split(':').map(unescapePart);
  if (subject === undefined || channel === undefined || n === undefined || rest.length > 0)
    throw new Error(`${key} is no key of a message`);
  // Our own word, written by the function above.
  return {
    subject,
    occasion: occasion as Occasion,
    channel,
    address: address === '' ? null : (address ?? null),
    n,
  };
}

const escapePart = (text: string): string => text.replace(/%/g, '%25').replace(/:/g, '%3A');
const unescapePart = (text: string): string => text.replace(/%3A/g, ':').replace(/%25/g, '%');
