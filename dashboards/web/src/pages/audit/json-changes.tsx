/** What an entry changed: the members that differ, with what they were and what they are. */
import { Fragment } from 'react';
import styles from './audit.module.css';
import { jsonDifferences, type JsonDifference } from './json-differences.js';

/** Shown at once; the rest opens. */
const MOST = 3;

interface JsonChangesProps {
  readonly before: string | null;
  readonly after: string | null;
}

export function JsonChanges({ before, after }: JsonChangesProps) {
  const changes = jsonDifferences(before, after).filter(
    (each) => each.before !== null || each.after !== 'null',
  );
  if (changes.length === 0) return <>nothing</>;
  const rest = changes.slice(MOST);
  return (
    <div className={styles['changes']}>
      <Changes changes={changes.slice(0, MOST)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <Changes changes={rest} />
        </details>
      )}
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly JsonDifference[] }) {
  return (
    <dl className={styles['change']}>
      {changes.map(({ path, before, after }, place) => (
        <Fragment key={`${String(place)} ${path}`}>
          <dt>{path === '' ? 'all of it' : path}</dt>
          <dd>
            {before !== null && <del>{before}</del>}
            {before !== null && <span aria-hidden="true"> → </span>}
            {after === null ? <span className={styles['dim']}>gone</span> : <ins>{after}</ins>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
