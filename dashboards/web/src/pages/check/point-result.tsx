/** What one run found: the result in full, what it was compared with, what broke the rule, and what people said of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { batchText } from '../../kit/batch-text.js';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { Verdict } from '../../kit/verdict.js';
import { BaselineWord } from './baseline-word.js';
import styles from './check.module.css';
import { FailingRows } from './failing-rows.js';
import { measuredFacts } from './measured-facts.js';
import { ResultDetails } from './result-details.js';
import { ResultDistribution } from './result-distribution.js';
import { ResultOffenders } from './result-offenders.js';
import { ResultSamples } from './result-samples.js';

interface PointResultProps {
  readonly check: Schema<'CheckDetail'>;
  readonly runId: string;
  /** It is shown because no other was chosen. */
  readonly isLatest: boolean;
}

export function PointResult({ check, runId, isLatest }: PointResultProps) {
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/checks/{id}/results/{run}',
      { params: { path: { id: check.id, run: runId } } },
      { placeholderData: keepPreviousData },
    ),
  );
  const answer = query.data;
  return (
    <Section
      title={isLatest ? 'The latest result' : 'The chosen result'}
      aside={answer !== undefined && <Verdict verdict={answer.result.verdict} />}
    >
      <Loaded query={query} what="the result" height={200}>
        {(found) => (
          <>
            <p className={styles['message']}>{found.result.message}</p>
            <ResultFacts answer={found} />
            <BaselineWord check={check} answer={found} />
            {found.distribution !== null && <ResultDistribution distribution={found.distribution} />}
            {found.offenders !== null && <ResultOffenders offenders={found.offenders} />}
            {check.showsRows && (
              <ResultSamples samples={found.result.samples} verdict={found.result.verdict} />
            )}
            <ResultDetails answer={found} />
            {check.showsRows && <FailingRows key={found.runId} checkId={check.id} runId={found.runId} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function ResultFacts({ answer }: { readonly answer: Schema<'CheckResultAnswer'> }) {
  const { result, runId, asOf, batch, where, contractVersion } = answer;
  const { observed, unit, expected, rows, reason } = result;
  return (
    <Facts
      facts={[
        [
          'Run',
          <Link key="run" to="/runs/$id" params={{ id: runId }}>
            <Moment at={asOf} />
          </Link>,
        ],
        ['Batch', batchText(batch)],
        ['Only rows where', where === null ? null : <code>{where}</code>],
        ...measuredFacts(answer.watched, observed, unit),
        ['Allowed', expected],
        ['Could not be told', reason],
        ['Rows', rows === null ? null : `${countText(rows.bad)} of ${countText(rows.total)} break the rule`],
        ['Contract version', contractVersion],
      ]}
    />
  );
}

const countText = (count: number | string): string =>
  typeof count === 'number' ? count.toLocaleString('en') : count;
