/** A plain state in words. */
import type { ReactNode } from 'react';
import { Glyph } from '../../kit/glyph.js';
import styles from '../../kit/tag.module.css';

export function Tag({ children }: { readonly children: ReactNode }) {
  return (
    <span className={styles['tag']} data-health="none">
      <Glyph health="none" />
      {children}
    </span>
  );
}
