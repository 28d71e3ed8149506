/** A text to be copied: SQL, a command, a token. */
import { CopyButton } from './copy-button.js';
import styles from './code.module.css';

/** @param what named in the label of the button, and for screen readers */
export function Code({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div className={styles['code']}>
      <pre tabIndex={0} role="region" aria-label={what}>
        {text}
      </pre>
      <CopyButton what={what} text={() => text} />
    </div>
  );
}
