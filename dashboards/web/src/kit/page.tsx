/** The frame of a page: where one is, what it is called, what can be done here, how fresh it is. */
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { CopyButton } from './copy-button.js';
import { Freshness } from './freshness.js';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** The way here, outermost first. */
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
  /** Beside the title: states. */
  readonly tags?: ReactNode;
  /** One sentence below the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** What the page shows as data, for "copy as JSON"; undefined while there is nothing. */
  readonly json?: unknown;
  /** When the page's answers came, in ms since 1970: `query.dataUpdatedAt`; 0 or absent: not yet. */
  readonly updatedAt?: number;
  readonly children: ReactNode;
}

export function Page({ title, crumbs = [], tags, lead, actions, json, updatedAt = 0, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Assay`;
  }, [title]);
  return (
    <main id="main" className={styles['page']} tabIndex={-1}>
      <header className={styles['head']}>
        {crumbs.length > 0 && (
          <nav aria-label="Breadcrumbs" className={styles['crumbs']}>
            {crumbs.map(({ label, href }) => (
              <span key={href}>
                <Link to={href}>{label}</Link>
                <span aria-hidden="true"> / </span>
              </span>
            ))}
          </nav>
        )}
        <div className={styles['title']}>
          <h1>{title}</h1>
          {tags}
        </div>
        {lead !== undefined && <div className={styles['lead']}>{lead}</div>}
        <div className={styles['bar']}>
          <Freshness updatedAt={updatedAt} />
          <div className={styles['actions']}>
            {actions}
            {json !== undefined && <CopyButton what="JSON" text={() => JSON.stringify(json, null, 2)} />}
          </div>
        </div>
      </header>
      {children}
    </main>
  );
}
