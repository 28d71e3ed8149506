/** What is wrong now, at the top of the page: value beside limit, since when, one click from the check. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { Sparkline } from '../../charts/sparkline.js';
import { Empty } from '../../kit/empty.js';
import { checkText, messageText } from '../../kit/kind-text.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { shellWord } from '../../kit/shell-word.js';
import { valueText } from '../../kit/value.js';
import { Verdict } from '../../kit/verdict.js';
import { datasetRoute } from './address.js';
import styles from './dataset.module.css';

type Check = Schema<'DatasetCheck'>;

const MOST = 20;
const BAD = ['fail', 'unknown', 'warn'] as const;

export function FailingNow({ datasetKey }: { readonly datasetKey: string }) {
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/datasets/{key}/checks',
      { params: { path: { key: datasetKey }, query: { verdict: [...BAD], limit: MOST } } },
      { placeholderData: keepPreviousData },
    ),
  );
  const run = query.data?.run ?? null;
  return (
    <Section
      title="Wrong now"
      aside={
        run !== null && (
          <span>
            as of{' '}
            <Link to="/runs/$id" params={{ id: run.runId }}>
              <Moment at={run.asOf} />
            </Link>
          </span>
        )
      }
    >
      <Loaded query={query} what="what is wrong" height={96}>
        {(page) => <Bad page={page} dataset={datasetKey} />}
      </Loaded>
    </Section>
  );
}

function Bad({ page, dataset }: { readonly page: Schema<'DatasetCheckPage'>; readonly dataset: string }) {
  const { totals, run } = page;
  if (run === null) return <NeverRun dataset={dataset} hasChecks={totals.notRun > 0} />;
  if (page.items.length === 0)
    return (
      <p className={styles['plain']}>
        <Verdict verdict="pass" /> Nothing:{' '}
        {totals.pass === 1 ? 'the one check' : `all ${totals.pass.toLocaleString('en')} checks`} that ran
        passed.
        {totals.notRun > 0 && ` ${totals.notRun.toLocaleString('en')} did not run yet.`}
      </p>
    );
  const items = [...page.items].sort((a, b) => rankOf(a) - rankOf(b));
  const more = totals.fail + totals.unknown + totals.warn - items.length;
  return (
    <>
      <ul className={styles['bad']}>
        {items.map((check) => (
          <BadCheck key={check.id} check={check} />
        ))}
      </ul>
      {more > 0 && (
        <p className={styles['plain']}>
          <Link from={datasetRoute.id} to="." search={{ tab: 'checks' }} resetScroll={false}>
            and {more.toLocaleString('en')} more below
          </Link>
        </p>
      )}
    </>
  );
}

const rankOf = ({ verdict }: Check): number => BAD.findIndex((each) => each === verdict);

function BadCheck({ check }: { readonly check: Check }) {
  const { id, column, verdict, message, observed, expected, unit, since, trend, reason } = check;
  return (
    <li className={styles['badCheck']}>
      <div>
        <Verdict verdict={verdict} />{' '}
        <Link to="/checks/$id" params={{ id }} className={styles['name'] ?? ''}>
          {column === null ? checkText(check) : `${column}: ${checkText(check)}`}
        </Link>
        <p className={styles['message']}>{messageText(message, check)}</p>
        {since !== null && (
          <p className={styles['dim']}>
            since{' '}
            <Link to="/runs/$id" params={{ id: since.runId }}>
              <Moment at={since.asOf} />
            </Link>
          </p>
        )}
      </div>
      <dl className={styles['values']}>
        <dt>value</dt>
        <dd>
          {verdict === 'unknown' ? (reason ?? 'unknown').replaceAll('_', ' ') : valueText(observed, unit)}
        </dd>
        <dt>limit</dt>
        <dd>{expected ?? 'of its own'}</dd>
      </dl>
      <Sparkline points={trend} label={checkText(check)} />
    </li>
  );
}

function NeverRun({ dataset, hasChecks }: { readonly dataset: string; readonly hasChecks: boolean }) {
  if (!hasChecks)
    return (
      <Empty
        title="The contract of this dataset promises nothing that could be checked."
        command="assay suggest"
      />
    );
  return (
    <Empty title="This dataset has never been checked." command={`assay check ${shellWord(dataset)}`}>
      What is found appears here at once.
    </Empty>
  );
}
