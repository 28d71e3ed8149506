/** Nothing to show: why, and what to do next. */
import type { ReactNode } from 'react';
import styles from './box.module.css';
import { Code } from './code.js';

/** @param command what to run next, in a shell */
export function Empty({
  title,
  command,
  children,
}: {
  readonly title: string;
  readonly command?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['box']}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <div>{children}</div>}
      {command !== undefined && <Code text={command} what="command" />}
    </div>
  );
}
