/** A part of a page under its own heading, on paper. */
import { useId, type ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Heading level; 2 where nothing is said. */
  readonly level?: 2 | 3;
}

export function Section({ title, aside, children, level = 2 }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles['section']} data-level={level} aria-labelledby={id}>
      <div className={styles['head']}>
        <Heading id={id}>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
