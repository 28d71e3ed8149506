/** What a run was: when it was judged, of which data, by which contract, at what cost, and the decision on it. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import { batchText } from '../../kit/batch-text.js';
import { Facts } from '../../kit/facts.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { Outcome } from '../../kit/state-tags.js';
import { durationText } from '../../kit/value.js';

export function RunFacts({ page: { run, decision } }: { readonly page: Schema<'RunCheckPage'> }) {
  const { statements, scans, millis } = run.cost;
  return (
    <Section title="What was checked">
      <Facts
        facts={[
          ['Decision', <DecisionOf key="decision" decision={decision} />],
          [
            'Dataset',
            <Link key="dataset" to="/datasets/$key" params={{ key: run.dataset }}>
              {run.dataset}
            </Link>,
          ],
          ['Batch', batchText(run.batch)],
          ['Only rows where', run.where === null ? null : <code>{run.where}</code>],
          ['Judged as of', <Moment key="asOf" at={run.asOf} seconds />],
          ['Recorded', <Moment key="recorded" at={run.finishedAt} seconds />],
          ['Server', `${run.server}, ${run.object}`],
          [
            'Contract',
            <span key="contract">
              <Link to="/contracts/$id" params={{ id: run.contract.id }}>
                {run.contract.id}
              </Link>{' '}
              {run.contract.version}
            </span>,
          ],
          ['Data version', versionOf(run)],
          [
            'Cost',
            `${durationText(millis / 1000)}, ${counted(statements, 'statement')}, ${counted(scans, 'scan')}`,
          ],
        ]}
      />
    </Section>
  );
}

function DecisionOf({ decision }: { readonly decision: Schema<'RunDecision'> | null }) {
  if (decision === null) return <>the gate was not asked</>;
  const { id, outcome, shadow, askedBy, decidedAt } = decision;
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

function versionOf({ dataVersion }: Schema<'RunHead'>): ReactNode {
  if (dataVersion === null) return 'none: the data could not be reached, or have no version';
  return (
    <>
      {dataVersion.kind} <code>{dataVersion.id}</code>
    </>
  );
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
