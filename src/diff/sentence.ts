/** The second half of a change's sentence: what follows, and for whom. */
import type { Levels } from './levels.js';

/** `fact` without its full stop → one or two sentences. */
export function sentence(fact: string, { producer, consumer }: Levels): string {
  const parts = [PRODUCER[producer], CONSUMER[consumer]].filter((part) => part !== '');
  return parts.length === 0 ? `${fact}.` : `${fact}: ${parts.join(', and ')}.`;
}

const PRODUCER = {
  breaking: 'data that passed before may fail now',
  risky: 'whether data that passed before still passes can not be told from the contract',
  safe: '',
} as const;

const CONSUMER = {
  breaking: 'readers can no longer rely on what was promised',
  risky: 'whether readers can still rely on it can not be told from the contract',
  safe: '',
} as const;

/** What costs nothing says so: another clause asks for the same. */
export const unlessSafe = (
  fact: string,
  { producer, consumer }: Levels,
  ask: 'ask' | 'asked' = 'ask',
): string =>
  producer === 'safe' && consumer === 'safe' ? `${fact} (other clauses ${ask} for the same or more)` : fact;

/** A name as it stands in a sentence; line breaks and other control characters would break the sentence. */
export const quoted = (name: string): string => `\`${oneLine(name)}\``;

/** A text without line breaks and control characters, cut at 120 characters. */
export function oneLine(text: string): string {
  const flat = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]+/g, ' ').trim();
  const letters = [...flat];
  return letters.length <= 120 ? flat : `${letters.slice(0, 119).join('')}…`;
}
