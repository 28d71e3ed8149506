/** What hangs on a check: the gate of its dataset, the incident, overrides, and what lies downstream. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { Moment } from '../../kit/moment.js';
import { BreakerPhase, IncidentState, Outcome } from '../../kit/state-tags.js';
import styles from './check.module.css';

type Check = Schema<'CheckDetail'>;

/** Names of downstream datasets that are written out. */
const NAMED = 5;

export function BlockedBy({ check }: { readonly check: Check }) {
  const { gate, incident, overrides } = check;
  const { decision } = gate;
  return (
    <div className={styles['blocks']}>
      <Facts
        facts={[
          [
            'Gate',
            decision === null ? (
              'was not asked yet'
            ) : (
              <span key="gate">
                <Link to="/decisions/$id" params={{ id: decision.id }}>
                  <Outcome outcome={decision.outcome} shadow={gate.shadow} />
                </Link>{' '}
                <Moment at={decision.decidedAt} ago />
                {partOf(check)}
              </span>
            ),
          ],
          ['Breaker', <BreakerPhase key="breaker" phase={gate.breaker} />],
          [
            'Incident',
            incident === null ? null : (
              <span key="incident">
                <Link to="/incidents/$id" params={{ id: incident.id }}>
                  {incident.title}
                </Link>{' '}
                <IncidentState state={incident.state} />
                {incident.acknowledgedBy !== null && ` by ${incident.acknowledgedBy}`}
              </span>
            ),
          ],
          ['Overridden', overrides.length === 0 ? null : <Overrides overrides={overrides} />],
          ['Downstream', <Downstream key="downstream" check={check} />],
        ]}
      />
    </div>
  );
}

/** Whether this check is why. */
function partOf({ gate: { decision } }: Check): string {
  if (decision !== null && decision.overriddenBy !== null)
    return ', in spite of this check: it is overridden';
  if (decision?.named === true) return ', this check is a reason';
  return decision?.outcome === 'allow' ? '' : ', for other reasons';
}

function Overrides({ overrides }: { readonly overrides: Check['overrides'] }) {
  return (
    <ul className={styles['plain']}>
      {overrides.map(({ id, by, reason, until, state, approvedBy }) => (
        <li key={id}>
          {state === 'waiting' ? 'waits for a second person: ' : ''}
          {reason} ({by}
          {approvedBy === null ? '' : `, approved by ${approvedBy}`}), until <Moment at={until} />
        </li>
      ))}
    </ul>
  );
}

function Downstream({ check: { downstream, dataset } }: { readonly check: Check }) {
  if (downstream.length === 0) return <>feeds nothing else</>;
  const rest = downstream.length - NAMED;
  return (
    <>
      {downstream.slice(0, NAMED).map((key, place) => (
        <span key={key}>
          {place > 0 && ', '}
          <Link to="/datasets/$key" params={{ key }}>
            {key}
          </Link>
        </span>
      ))}
      {rest > 0 && ` and ${String(rest)} more`} (
      <Link to="/lineage" search={{ dataset }}>
        lineage
      </Link>
      )
    </>
  );
}
