/** What a rule's severity word means: some words warn, every other one fails. */
import type { Severity } from '../model/check.js';
import { fault, type Outcome, type Place } from '../model/fault.js';
import { didYouMean } from '../model/did-you-mean.js';

const WARNS = ['info', 'low', 'minor', 'warn', 'warning'];
/** Words that people use for a failure; listed so that they are not taken for a misspelt warning. */
const FAILS = [
  'error',
  'fail',
  'failure',
  'fatal',
  'critical',
  'blocker',
  'high',
  'highest',
  'major',
  'medium',
];

/**
 * The severity of a word, letter case aside; null is a failure. A near miss of a word that warns is a fault: its author
 * would be surprised.
 */
export function readSeverity(word: string | null, place: Partial<Place>): Outcome<Severity> {
  if (word === null) return { ok: true, value: 'fail' };
  const plain = word.trim().toLowerCase();
  if (WARNS.includes(plain)) return { ok: true, value: 'warn' };
  const near = FAILS.includes(plain) ? null : didYouMean(plain, [...WARNS, ...FAILS]);
  if (near === null || FAILS.includes(near)) return { ok: true, value: 'fail' };
  const hint = `Did you mean \`${near}\`? ${WARNS.join(', ')} warn; any other word fails.`;
  return {
    ok: false,
    faults: [fault('unknown-severity', `The severity "${word}" would fail, not warn.`, place, hint)],
  };
}
