/** Why a dataset is held back, or why it is not although its breaker is open. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Moment } from '../../kit/moment.js';
import styles from './gates.module.css';
import { isInherited } from './is-inherited.js';

export function BreakerWhy({ breaker }: { readonly breaker: Schema<'Breaker'> }) {
  const { dataset, phase, cause, blocked, shadow, incident, runId, retryAt } = breaker;
  const isOpen = phase === 'open' || phase === 'isolated';
  return (
    <div className={styles['why']}>
      {phase !== 'closed' && cause !== null && <p>{cause}</p>}
      {isInherited(breaker) && <Upstream breaker={breaker} />}
      {isOpen && !blocked && !shadow && (
        <p>
          An{' '}
          <Link to="/gates" search={{ tab: 'overrides', dataset }}>
            override
          </Link>{' '}
          lets through what opened it.
        </p>
      )}
      {isOpen && retryAt !== null && (
        <p>
          No new attempt before <Moment at={retryAt} />.
        </p>
      )}
      <p className={styles['links']}>
        {incident !== null && (
          <Link to="/incidents/$id" params={{ id: incident }}>
            Incident
          </Link>
        )}
        {phase !== 'closed' && runId !== null && (
          <Link to="/runs/$id" params={{ id: runId }}>
            Run that opened it
          </Link>
        )}
        {breaker.since !== null && (
          <Link to="/datasets/$key" params={{ key: dataset }} search={{ tab: 'breaker' }}>
            History
          </Link>
        )}
      </p>
    </div>
  );
}

function Upstream({ breaker: { blockedBy } }: { readonly breaker: Schema<'Breaker'> }) {
  if (blockedBy.length === 0) return <p>A dataset upstream that you may not see is held back.</p>;
  return (
    <p>
      Held back upstream:{' '}
      {blockedBy.map((root, place) => (
        <span key={root}>
          {place > 0 && ', '}
          <Link to="/gates" search={{ dataset: root }}>
            {root}
          </Link>
        </span>
      ))}
    </p>
  );
}
