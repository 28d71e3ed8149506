/** Says aloud what has just been done: seen at the edge of the page, and read by screen readers. */
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import styles from './announcer.module.css';

const SHOWN_MS = 8_000;

const Announce = createContext<(sentence: string) => void>(() => undefined);

/** `announce('The breaker of gold.orders is closed.')` */
export const useAnnounce = (): ((sentence: string) => void) => useContext(Announce);

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<{ readonly sentence: string; readonly count: number } | null>(null);
  const announce = useCallback(
    (sentence: string) => setSaid((before) => ({ sentence, count: (before?.count ?? 0) + 1 })),
    [],
  );
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Announce value={announce}>
      {children}
      <div className={styles['place']} role="status" aria-live="polite">
        {said !== null && (
          <p key={said.count} className={styles['said']}>
            {said.sentence}
          </p>
        )}
      </div>
    </Announce>
  );
}
