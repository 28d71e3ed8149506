/** When what is shown was last asked for, and whether the page would notice a change. */
import { useLive, type LiveState } from '../api/live.js';
import { agoText } from './moment.js';
import styles from './freshness.module.css';
import { useNow } from './use-now.js';

const WORDS: { readonly [state in LiveState]: string } = {
  connecting: 'connecting',
  live: 'live',
  polling: 'not live: asks every 10 s',
};

export function Freshness({ updatedAt }: { readonly updatedAt: number }) {
  const state = useLive();
  const now = useNow();
  const at = updatedAt === 0 ? null : new Date(updatedAt).toISOString();
  return (
    <p className={styles['mark']} data-state={state}>
      <span className={styles['dot']} aria-hidden="true" />
      {WORDS[state]}
      {at !== null && (
        <>
          {' · '}
          updated{' '}
          <time dateTime={at} title={at}>
            {agoText(at, Math.max(now, updatedAt))}
          </time>
        </>
      )}
    </p>
  );
}
