/** What a decision is about: which data, by which contract and policy, who asked and when. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import { batchText } from '../../kit/batch-text.js';
import { Facts } from '../../kit/facts.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { BreakerPhase, Outcome } from '../../kit/state-tags.js';
import { Verdict } from '../../kit/verdict.js';

type Row = readonly [name: string, value: ReactNode];

export function DecisionFacts({ decision }: { readonly decision: Schema<'DecisionAnswer'> }) {
  return (
    <>
      <Section title="About">
        <Facts facts={aboutOf(decision)} />
      </Section>
      <Section title="What it stands on">
        <Facts facts={groundsOf(decision)} />
      </Section>
    </>
  );
}

function aboutOf(decision: Schema<'DecisionAnswer'>): readonly Row[] {
  const { dataset, layer, environment, batch, outcome, enforced, verdict, runId } = decision;
  const { breaker, askedBy, askedAt, decidedAt, expiresAt } = decision;
  return [
    [
      'Dataset',
      <Link key="dataset" to="/datasets/$key" params={{ key: dataset }}>
        {dataset}
      </Link>,
    ],
    ['Layer', layer],
    ['Environment', environment],
    ['Batch', batchText(batch)],
    ['To be obeyed', enforced === outcome ? null : <Outcome key="enforced" outcome={enforced} />],
    ['Verdict of the checks', verdict === null ? null : <Verdict key="verdict" verdict={verdict} />],
    [
      'Run',
      runId === null ? (
        'nothing was scanned'
      ) : (
        <Link key="run" to="/runs/$id" params={{ id: runId }}>
          {runId}
        </Link>
      ),
    ],
    ['Breaker afterwards', <BreakerPhase key="breaker" phase={breaker} />],
    ['Asked by', askedBy],
    ['Asked', <Moment key="asked" at={askedAt} seconds />],
    ['Decided', <Moment key="decided" at={decidedAt} seconds />],
    ['Holds until', expiresAt === null ? null : <Moment key="expires" at={expiresAt} seconds />],
  ];
}

function groundsOf(decision: Schema<'DecisionAnswer'>): readonly Row[] {
  const { contract, suiteDigest, policyDigest, dataVersion } = decision;
  return [
    [
      'Contract',
      <Link key="contract" to="/contracts/$id" params={{ id: contract.id }}>
        {contract.id} {contract.version}
      </Link>,
    ],
    ['File', <code key="file">{contract.file}</code>],
    ['Digest of the contract', <code key="digest">{contract.digest}</code>],
    ['Digest of the checks', <code key="suite">{suiteDigest}</code>],
    ['Digest of the policy', <code key="policy">{policyDigest}</code>],
    [
      'Data version',
      dataVersion === null ? (
        'not known'
      ) : (
        <span key="version">
          <code>{dataVersion.id}</code> ({dataVersion.kind})
        </span>
      ),
    ],
  ];
}
