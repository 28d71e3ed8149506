/** What else a kind keeps with its result, by name: figures and words, not lists. */
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { kindText } from '../../kit/kind-text.js';
import { numberText } from '../../kit/value.js';
import styles from './check.module.css';

/** Shown elsewhere on the page, or values of rows. */
const ELSEWHERE = new Set([
  'offenders',
  'new',
  'first',
  'values',
  'samples',
  'segment',
  'value',
  'lower',
  'upper',
]);
/** What the distribution says by itself. */
const OF_DISTRIBUTION = new Set(['method', 'n', 'statistic', 'pValue', 'noise', 'baselineRows', 'tails']);

export function ResultDetails({ answer }: { readonly answer: Schema<'CheckResultAnswer'> }) {
  const isDistribution = answer.distribution !== null;
  const facts = Object.entries(answer.result.details).flatMap(([name, value]) => {
    if (ELSEWHERE.has(name) || (isDistribution && OF_DISTRIBUTION.has(name))) return [];
    const text = textOf(value);
    return text === null ? [] : [[wordsOf(name), text] as const];
  });
  if (facts.length === 0) return null;
  return (
    <details className={styles['fold']}>
      <summary>Figures of this kind</summary>
      <Facts facts={facts} />
    </details>
  );
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  return null;
}

const wordsOf = (name: string): string => {
  const words = kindText(name);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};
