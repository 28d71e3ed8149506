/** Whose a dataset is, by which contract it is checked, how fresh it is, and what is said of it. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { Glyph } from '../../kit/glyph.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { IncidentState, Outcome, Severity } from '../../kit/state-tags.js';
import styles from './dataset.module.css';

interface DatasetFactsProps {
  readonly dataset: Schema<'DatasetDetail'>;
  /** Null until it is known. */
  readonly standing: Schema<'OverviewDataset'> | null;
}

export function DatasetFacts({ dataset, standing }: DatasetFactsProps) {
  const { contract, owners, tags, layer, domain, lastDecision, incident } = dataset;
  return (
    <Section title="About">
      <Facts
        facts={[
          ['Incident', incident === null ? null : <IncidentOf key="incident" incident={incident} />],
          ['Last decision', <DecisionOf key="decision" decision={lastDecision} />],
          ['Last run', standing === null ? null : <LastRun key="run" standing={standing} />],
          ['Owners', owners.length === 0 ? 'nobody is named in the contract' : owners.join(', ')],
          [
            'Contract',
            <span key="contract">
              <Link to="/contracts/$id" params={{ id: contract.id }}>
                {contract.id}
              </Link>{' '}
              {contract.version}, {contract.status}
            </span>,
          ],
          ['Layer', layer],
          ['Domain', domain],
          ['Tags', tags.length === 0 ? null : tags.join(', ')],
        ]}
      />
    </Section>
  );
}

function IncidentOf({ incident }: { readonly incident: Schema<'Incident'> }) {
  const { id, title, severity, state, acknowledgedBy } = incident;
  return (
    <>
      <Severity severity={severity} />{' '}
      <Link to="/incidents/$id" params={{ id }}>
        {title}
      </Link>{' '}
      <IncidentState state={state} />
      {acknowledgedBy !== null && ` by ${acknowledgedBy}`}
    </>
  );
}

function DecisionOf({ decision }: { readonly decision: Schema<'Decision'> | null }) {
  if (decision === null) return <>the gate was never asked</>;
  const { id, outcome, shadow, decidedAt, askedBy } = decision;
  return (
    <>
      <Outcome outcome={outcome} shadow={shadow} />{' '}
      <Link to="/decisions/$id" params={{ id }}>
        decided <Moment at={decidedAt} ago />
      </Link>{' '}
      for {askedBy}
    </>
  );
}

function LastRun({
  standing: { lastRunAt, staleSince, staleBy },
}: {
  readonly standing: Schema<'OverviewDataset'>;
}) {
  return (
    <>
      {lastRunAt === null ? 'never' : <Moment at={lastRunAt} ago />}
      {staleSince !== null && (
        <span className={styles['stale']}>
          <Glyph health="warn" /> a run is overdue since <Moment at={staleSince} />
          {staleBy === 'schedule' ? ' by its schedule' : ' by its own rhythm'}
        </span>
      )}
    </>
  );
}
