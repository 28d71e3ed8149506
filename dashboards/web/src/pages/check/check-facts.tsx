/** The questions of whoever comes from an alert: what is wrong, since when, why, whose is it, what does it hold back. */
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { kindText } from '../../kit/kind-text.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { BlockedBy } from './blocked-by.js';
import styles from './check.module.css';
import { measuredFacts } from './measured-facts.js';

type Check = Schema<'CheckDetail'>;

export function CheckFacts({ check }: { readonly check: Check }) {
  return (
    <div className={styles['halves']}>
      <Section title="How it stands">
        <Standing check={check} />
      </Section>
      <Section title="Whose it is, and what it holds back">
        <Facts
          facts={[
            ['Owner', ownersOf(check)],
            [
              'Dataset',
              <span key="dataset">
                <Link to="/datasets/$key" params={{ key: check.dataset }}>
                  {check.dataset}
                </Link>
                {check.layer !== null && `, ${check.layer}`}
              </span>,
            ],
            ['Contract', <ContractOf key="contract" check={check} />],
            ['If it breaks', check.severity === 'warn' ? 'it warns' : 'it fails'],
            ['Looks at', looksAt(check)],
          ]}
        />
        <BlockedBy check={check} />
      </Section>
    </div>
  );
}

function Standing({ check }: { readonly check: Check }) {
  const { standing, since, limit, expected, unit } = check;
  if (standing === null)
    return (
      <p className={styles['message']}>
        {check.inForce
          ? 'It has not run yet. The next run of its dataset gives it its first point.'
          : 'No point of its series is on record.'}
      </p>
    );
  return (
    <>
      <p className={styles['message']}>{standing.message}</p>
      <Facts
        facts={[
          ...measuredFacts(standing.watched, standing.observed, unit),
          ['Allowed', limit?.text ?? expected ?? 'what the kind itself says'],
          ['Could not be told', standing.reason],
          [
            'Bad since',
            since === null ? null : (
              <span key="since">
                <Link
                  to="/checks/$id"
                  params={{ id: check.id }}
                  search={{ run: since.runId }}
                  resetScroll={false}
                >
                  <Moment at={since.asOf} />
                </Link>
                , its first result in a row that is not pass
              </span>
            ),
          ],
          [
            'Latest result',
            <Link key="latest" to="/runs/$id" params={{ id: standing.runId }}>
              <Moment at={standing.asOf} />
            </Link>,
          ],
          ['Recorded', <Moment key="recorded" at={standing.finishedAt} ago />],
        ]}
      />
    </>
  );
}

function ContractOf({ check: { contract, clause } }: { readonly check: Check }) {
  return (
    <>
      <Link to="/contracts/$id" params={{ id: contract.id }}>
        {contract.id}
      </Link>{' '}
      {contract.version}
      <span className={styles['dim']}>
        {' '}
        {clause.file}
        {clause.line === null ? '' : `:${String(clause.line)}`}
      </span>
    </>
  );
}

function ownersOf({ owner, owners }: Check): string {
  const others = owners.filter((name) => name !== owner);
  if (owner === null && others.length === 0) return 'nobody is named in the contract';
  return [owner, ...others].filter((name) => name !== null).join(', ');
}

/** `distribution of delay_minutes` */
function looksAt({ kind, column, qualityDimension, classified }: Check): string {
  const subject = column === null ? 'the whole dataset' : column;
  const hidden = classified && column !== null ? ', whose values are not shown' : '';
  return `${kindText(kind)}, ${subject}${hidden} (${qualityDimension})`;
}
