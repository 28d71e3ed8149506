/** Items of what needs somebody. The words of each lead to its cause: the check at fault, where there is one. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import { Glyph, type Health } from '../../kit/glyph.js';
import { Moment } from '../../kit/moment.js';
import { BreakerPhase, Severity } from '../../kit/state-tags.js';
import styles from './attention.module.css';

/** @param state sign or tag @param why the cause in words, or a link to it */
function Item({
  state,
  title,
  why,
  children,
}: {
  readonly state: ReactNode;
  readonly title: ReactNode;
  readonly why?: ReactNode;
  /** What stands below, in one line. */
  readonly children: ReactNode;
}) {
  return (
    <div className={styles['item']}>
      <div className={styles['title']}>
        {state} {title}
      </div>
      {why !== undefined && why !== null && <div className={styles['why']}>{why}</div>}
      <div className={styles['dim']}>{children}</div>
    </div>
  );
}

const Dataset = ({ dataset }: { readonly dataset: string }) => (
  <Link to="/datasets/$key" params={{ key: dataset }} className={styles['dataset'] ?? ''}>
    {dataset}
  </Link>
);

/** The words of a cause as the way to it. */
const Cause = ({ check, words }: { readonly check: string; readonly words: string }) => (
  <Link to="/checks/$id" params={{ id: check }}>
    {words}
  </Link>
);

const Sign = ({ health, word }: { readonly health: Health; readonly word: string }) => (
  <span className={styles['sign']} data-health={health}>
    <Glyph health={health} size={13} /> {word}
  </span>
);

export function BlockedItem({ item }: { readonly item: Schema<'AttentionBlocked'> }) {
  const { dataset, phase, inherited, blockedBy, since, cause, check, owner } = item;
  const words = inherited ? heldBack(blockedBy) : (cause ?? 'No cause is on record');
  const at = inherited ? blockedBy[0] : dataset;
  return (
    <Item
      state={inherited ? <Sign health="fail" word="held back" /> : <BreakerPhase phase={phase} />}
      title={<Dataset dataset={dataset} />}
      why={
        check !== null ? (
          <Cause check={check} words={words} />
        ) : at === undefined ? (
          words
        ) : (
          <Link to="/datasets/$key" params={{ key: at }} search={{ tab: 'breaker' }}>
            {words}
          </Link>
        )
      }
    >
      {since !== null && (
        <>
          since <Moment at={since} ago />
        </>
      )}
      <Owner owner={owner} />
    </Item>
  );
}

const heldBack = (roots: readonly string[]): string =>
  roots.length === 0
    ? 'Held back by a dataset upstream that you may not see'
    : `Held back by ${roots.join(', ')}`;

export function IncidentItem({ item }: { readonly item: Schema<'AttentionIncident'> }) {
  const { id, dataset, severity, title, openedAt, check, owner } = item;
  const incident = (words: string) => (
    <Link to="/incidents/$id" params={{ id }}>
      {words}
    </Link>
  );
  return (
    <Item
      state={<Severity severity={severity} />}
      title={<Dataset dataset={dataset} />}
      why={check === null ? incident(title) : <Cause check={check} words={title} />}
    >
      {incident('incident')} since <Moment at={openedAt} ago />
      <Owner owner={owner} />
    </Item>
  );
}

export function ApprovalItem({ item }: { readonly item: Schema<'AttentionApproval'> }) {
  const { dataset, reason, by, createdAt, until, checks } = item;
  return (
    <Item
      state={<Sign health="warn" word="waits" />}
      title={<Dataset dataset={dataset} />}
      why={
        <Link to="/gates" search={{ tab: 'overrides', dataset }}>
          “{reason}”
        </Link>
      }
    >
      {by} asked <Moment at={createdAt} ago /> to lift{' '}
      {checks === null ? 'every check' : checks === 1 ? 'one check' : `${String(checks)} checks`} until{' '}
      <Moment at={until} />
    </Item>
  );
}

export function ObjectiveItem({ item }: { readonly item: Schema<'AttentionObjective'> }) {
  const { dataset, text, attained, budgetLeft, burn, state, owner } = item;
  return (
    <Item
      state={
        <Sign health={state === 'spent' ? 'fail' : 'warn'} word={state === 'spent' ? 'missed' : 'burning'} />
      }
      title={<Dataset dataset={dataset} />}
      why={
        <Link to="/slo" search={{ dataset }}>
          {text}
        </Link>
      }
    >
      {attained !== null && `${percent(attained)} attained`}
      {budgetLeft !== null && ` · ${percent(budgetLeft)} of the error budget left`}
      {burn !== null &&
        ` · burns ${burn.toLocaleString('en', { maximumFractionDigits: 1 })} × as fast as it may`}
      <Owner owner={owner} />
    </Item>
  );
}

export function StaleItem({ item }: { readonly item: Schema<'AttentionStale'> }) {
  const { dataset, since, by, lastRunAt, owner } = item;
  return (
    <Item
      state={<Sign health="warn" word="overdue" />}
      title={<Dataset dataset={dataset} />}
      why={
        <Link to="/datasets/$key" params={{ key: dataset }} search={{ tab: 'runs' }}>
          {lastRunAt === null ? 'No run yet' : 'No run when one was due'}
        </Link>
      }
    >
      due <Moment at={since} ago /> by {by === 'schedule' ? 'the schedule' : 'its own rhythm'}
      {lastRunAt !== null && (
        <>
          , last run <Moment at={lastRunAt} ago />
        </>
      )}
      <Owner owner={owner} />
    </Item>
  );
}

const Owner = ({ owner }: { readonly owner: string | null }) =>
  owner === null ? null : <span> · {owner}</span>;

const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en', { maximumFractionDigits: 2 })} %`;
