/** Reasons of a decision: each one click from its check or from the dataset at its root. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client.js';
import { Glyph, type Health } from './glyph.js';
import styles from './reason-list.module.css';

const HEALTH: { readonly [effect in Schema<'Reason'>['effect']]: Health } = {
  block: 'fail',
  warn: 'warn',
  pass: 'none',
};

interface ReasonListProps {
  readonly reasons: readonly Schema<'Reason'>[];
  /** Those beyond are counted, with a link to the decision. */
  readonly most: number;
  /** Id of the decision. */
  readonly decision: string;
}

export function ReasonList({ reasons, most, decision }: ReasonListProps) {
  const more = reasons.length - most;
  return (
    <ul className={styles['list']}>
      {reasons.slice(0, most).map((reason, i) => (
        <li key={`${String(i)} ${reason.check ?? reason.code}`}>
          <Glyph health={HEALTH[reason.effect]} />
          <span>
            {reason.message} <Cause reason={reason} />
          </span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Link to="/decisions/$id" params={{ id: decision }}>
            and {more.toLocaleString('en')} more
          </Link>
        </li>
      )}
    </ul>
  );
}

function Cause({ reason: { check, rootCause, overriddenBy } }: { readonly reason: Schema<'Reason'> }) {
  return (
    <>
      {check !== null && (
        <Link to="/checks/$id" params={{ id: check }}>
          check
        </Link>
      )}
      {rootCause !== null && (
        <Link to="/datasets/$key" params={{ key: rootCause }}>
          {rootCause}
        </Link>
      )}
      {overriddenBy !== null && <span> (lifted by an override)</span>}
    </>
  );
}
