/** What was found, as sign, word and colour. */
import { Glyph, HEALTH_WORDS, type Health } from './glyph.js';
import styles from './tag.module.css';

/** @param verdict null: has never run @param count how many, written after the word */
export function Verdict({
  verdict,
  count,
}: {
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown' | null;
  readonly count?: number;
}) {
  const health: Health = verdict ?? 'none';
  return (
    <span className={styles['tag']} data-health={health}>
      <Glyph health={health} />
      {HEALTH_WORDS[health]}
      {count !== undefined && <span className={styles['count']}>{count.toLocaleString('en')}</span>}
    </span>
  );
}
