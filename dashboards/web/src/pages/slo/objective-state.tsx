/** How an objective stands, as sign, word and colour. */
import type { Schema } from '../../api/client.js';
import { Glyph, type Health } from '../../kit/glyph.js';
import styles from '../../kit/tag.module.css';

type State = Schema<'ObjectiveState'>;

export const STATE_WORDS: { readonly [state in State]: string } = {
  spent: 'missed',
  burning: 'burning',
  met: 'met',
  no_data: 'no data',
};

const HEALTH: { readonly [state in State]: Health } = {
  spent: 'fail',
  burning: 'warn',
  met: 'pass',
  no_data: 'none',
};

export function ObjectiveState({ state }: { readonly state: State }) {
  return (
    <span className={styles['tag']} data-health={HEALTH[state]}>
      <Glyph health={HEALTH[state]} />
      {STATE_WORDS[state]}
    </span>
  );
}
