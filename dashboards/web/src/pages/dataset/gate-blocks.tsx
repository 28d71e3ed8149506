/** Said first: that nothing new may pass, why, and what it holds back. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { Outcome } from '../../kit/state-tags.js';
import { ReasonList } from '../../kit/reason-list.js';
import styles from './dataset.module.css';

const MOST_REASONS = 5;

interface GateBlocksProps {
  readonly dataset: Schema<'DatasetDetail'>;
  /** Null until it is known. */
  readonly standing: Schema<'OverviewDataset'> | null;
}

/** Nothing where the last decision let the data through and the breaker is closed. */
export function GateBlocks({ dataset, standing }: GateBlocksProps) {
  const { lastDecision: last, breaker, downstream } = dataset;
  const isBlocked = last?.outcome === 'block';
  if (!isBlocked && breaker === 'closed') return null;
  return (
    <Section
      title={titleOf(dataset, standing)}
      aside={isBlocked ? <Outcome outcome="block" shadow={last.shadow} /> : undefined}
    >
      {breaker !== 'closed' && <BreakerCause dataset={dataset.key} told={isBlocked ? last.reasons : []} />}
      {isBlocked && (
        <>
          <p className={styles['plain']}>
            <Link to="/decisions/$id" params={{ id: last.id }}>
              Decided
            </Link>{' '}
            <Moment at={last.decidedAt} ago /> for {last.askedBy}:
          </p>
          <ReasonList
            reasons={last.reasons.filter(({ effect }) => effect === 'block')}
            most={MOST_REASONS}
            decision={last.id}
          />
        </>
      )}
      {downstream.length > 0 && <Feeds downstream={downstream} />}
    </Section>
  );
}

function titleOf(
  { lastDecision, breaker }: GateBlocksProps['dataset'],
  standing: GateBlocksProps['standing'],
): string {
  if (lastDecision?.outcome === 'block' && lastDecision.shadow) return 'In shadow: the gate would block';
  if (breaker === 'isolated') return 'Closed off by hand';
  if (breaker === 'half_open') return 'On probation: the next check decides';
  if (standing?.gate.inherited === true) return 'Held back from upstream';
  return breaker === 'open' ? 'The gate blocks' : 'The last decision was a block';
}

interface BreakerCauseProps {
  readonly dataset: string;
  /** Reasons that stand below it anyway. */
  readonly told: readonly Schema<'Reason'>[];
}

function BreakerCause({ dataset, told }: BreakerCauseProps) {
  const { data } = useQuery(
    api.queryOptions('get', '/v1/breakers/{dataset}', {
      params: { path: { dataset }, query: { limit: 1 } },
    }),
  );
  if (data === undefined || data.phase === 'closed') return null;
  return (
    <p className={styles['plain']}>
      The breaker is {data.phase.replace('_', ' ')}
      {data.since !== null && (
        <>
          {' '}
          since <Moment at={data.since} />
        </>
      )}
      {data.cause !== null && told.every(({ message }) => message !== data.cause) && <>: {data.cause}</>}.{' '}
      <Link to="/gates" search={{ dataset }}>
        Act on it
      </Link>
    </p>
  );
}

function Feeds({ downstream }: { readonly downstream: readonly string[] }) {
  return (
    <p className={styles['plain']}>
      It feeds{' '}
      {downstream.map((key, i) => (
        <span key={key}>
          {i > 0 && ', '}
          <Link to="/datasets/$key" params={{ key }}>
            {key}
          </Link>
        </span>
      ))}
    </p>
  );
}
